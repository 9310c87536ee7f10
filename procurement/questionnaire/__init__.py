"""The question bank: what is asked, when, and what counts as an answer. Pure."""
