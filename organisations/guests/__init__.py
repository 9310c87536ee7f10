"""People without an account, who come by a mailed link: what every door for them has in common.

A link holds a token, of which only a hash is kept. To look at it changes nothing; a press opens a
session on that device, and a code that is mailed to the person confirms it. What a door is for, and
when no code is needed, is the affair of the room that has it.
"""
