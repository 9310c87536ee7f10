"""What we are told, and what law and licences make of it."""
