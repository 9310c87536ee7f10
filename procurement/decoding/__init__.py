"""What a product's name usually means. A name is a reason to ask, never proof. Pure."""
