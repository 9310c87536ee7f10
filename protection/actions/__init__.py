"""What people do in the room. Every write is here, with its audit event."""
