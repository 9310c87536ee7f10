"""`python -m demo.training` trains the products and writes them into demo/data again."""

from demo.training.products import write_products

write_products()
