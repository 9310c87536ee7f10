"""The inbox of an invented letting agency: enquiries from a seeded grammar, hard ones by hand."""
