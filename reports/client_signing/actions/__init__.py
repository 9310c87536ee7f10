"""Every write around a client's signature."""
