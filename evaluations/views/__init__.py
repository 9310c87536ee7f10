"""The pages of a test, from the examples to the result."""
