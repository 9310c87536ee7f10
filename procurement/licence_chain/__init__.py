"""The models a product comes from, the terms of each, and what comes down from one to the next. Pure."""
