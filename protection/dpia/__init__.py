"""The DPIA worksheet: whether one is needed, what is filled in, how a risk is rated. Pure."""
