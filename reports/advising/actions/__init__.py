"""Every write a person of an adviser's firm causes here."""
