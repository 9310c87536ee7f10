"""What people are asked about their examples and tests."""
