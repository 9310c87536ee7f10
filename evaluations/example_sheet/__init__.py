"""The sheet of examples that is answered elsewhere: written out, and read when it is back. Pure.

It holds ids, inputs and an empty column, never a right answer. What leaves the house holds ids of
its own in an order of its own; which id is which example stays here.
"""
