"""The meeting sheet: six questions a competent vendor answers in one meeting. Pure."""
