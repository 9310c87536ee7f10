"""The pages of an adviser: its firm, what it keeps, and what it says of one assessment."""
