"""The first eight questions: how deep to look at a tool, or not at all, and why. Pure."""
