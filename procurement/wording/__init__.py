"""Words for what people said and what was found: the same on pages and in reports. Pure."""
