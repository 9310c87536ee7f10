"""The pages of sealed reports: made and taken away, in other forms, and checked by anybody."""
