"""What every page shares: its frame, its forms, its safety, its words. Knows no room above it."""
