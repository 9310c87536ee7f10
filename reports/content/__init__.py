"""The shape of what a report says, frozen before a page of it is set. Changes only add."""
