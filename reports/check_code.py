"""The check code: twelve characters of a content's SHA-256, in groups a person can read out."""

DIGITS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LETTERS = 12
_BITS = 5 * _LETTERS


def check_code(content_sha256: str) -> str:
    """Return the code of a content: its hash's first 60 bits, five for each character."""
    number = int(content_sha256, 16) >> (256 - _BITS)
    code = "".join(DIGITS[(number >> shift) & 31] for shift in range(_BITS - 5, -1, -5))
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def beginning_of_hash(code: str) -> str:
    """Return the 15 hexadecimal digits with which the content's hash begins; empty if it is no code.

    Case, blanks and dashes do not matter.
    """
    letters = "".join(code.upper().split()).replace("-", "")
    if len(letters) != _LETTERS or not set(letters) <= set(DIGITS):
        return ""
    number = 0
    for letter in letters:
        number = number << 5 | DIGITS.index(letter)
    return f"{number:015x}"
