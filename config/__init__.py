"""Wiring only: settings, addresses, the job application and the web server's door."""
