"""Which earlier answers about a product or its vendor may count again, and which stand against them."""
