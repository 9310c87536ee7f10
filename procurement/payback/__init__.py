"""What a cheaper version saves, what it costs beside its price, and when it pays back. Pure."""
