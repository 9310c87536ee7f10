"""What people do with model files, examples and tests."""
