"""Words for the contract and for a letter, which the ways to settle a flag may carry. Pure."""
