"""Conditions: the closed vocabulary of tests, and three-valued logic over facts. Pure."""
