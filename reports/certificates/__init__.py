"""A firm signs its reports with a certificate of its own."""
