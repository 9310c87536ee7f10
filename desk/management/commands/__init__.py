"""One module for each command that needs several rooms."""
