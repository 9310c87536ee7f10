"""Facts: what is known about one assessment, by subject and key, and who says so. Pure."""
