"""Where the data goes, and what UK law says of each journey abroad. Pure."""
