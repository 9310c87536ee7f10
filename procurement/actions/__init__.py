"""What people do with vendors, products, assessments and answers."""
