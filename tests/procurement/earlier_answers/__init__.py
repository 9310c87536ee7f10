"""Earlier answers that may count again."""
