"""The sheet of examples that a vendor runs its product on: written out, and read when it is back. Pure.

What leaves holds random ids and inputs, in random order. Which id is which example stays here.
"""
