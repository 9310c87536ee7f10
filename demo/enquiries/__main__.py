"""`python -m demo.enquiries` writes the inbox into demo/data again."""

from demo.enquiries.tables import write_tables

write_tables()
