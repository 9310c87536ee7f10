"""Every check of the project; the folders mirror the rooms."""
