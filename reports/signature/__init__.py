"""Signs a report's PDF and says whether a signed one was changed. Pure: it knows no register."""
