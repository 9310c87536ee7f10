"""Looks for personal data in rows of plain text, and writes them again without it. Pure.

It finds what is written in the usual ways. It does not know names in running text, addresses
without a postcode, or what a story tells of somebody: none found never means that there is none.
"""
