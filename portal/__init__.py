"""What we ask the vendor: a link, no account, and answers that come back by it."""
