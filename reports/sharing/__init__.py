"""A sealed report for somebody outside: a link that ends, by which one file can be downloaded."""
