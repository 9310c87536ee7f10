"""What an adviser puts into a report: its brand and terms, and what it says of one assessment."""
