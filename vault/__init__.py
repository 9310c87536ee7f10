"""Private files, encrypted at rest."""
