"""Words that people read, and the one way to say no. Pure."""
