"""A test in words, tables and charts. Page and PDF say the same because both read it here. Pure."""
