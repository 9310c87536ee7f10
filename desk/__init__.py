"""What needs me: pages and commands that need several rooms."""
