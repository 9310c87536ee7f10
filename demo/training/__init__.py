"""The products in the worked example: two pairs of models, trained here, the smaller on the bigger's answers."""
