"""The rulebook: dated rules and tables, and what they make of facts. Pure."""
