"""The same few examples, asked again each month: whether a hosted product changes under a firm."""
