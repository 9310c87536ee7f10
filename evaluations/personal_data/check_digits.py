"""The check digits by which a number proves that it was given out, and not merely typed."""

from collections.abc import Mapping
from typing import Final

# ISO 13616: how long an account number of each country is, from the registry kept by SWIFT.
IBAN_LENGTHS: Final[Mapping[str, int]] = {
    "AD": 24, "AE": 23, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22,
    "DK": 18, "EE": 20, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21,
    "HU": 28, "IE": 22, "IL": 23, "IS": 26, "IT": 27, "KW": 30, "LI": 21, "LT": 20, "LU": 20,
    "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "QA": 29, "RO": 24,
    "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TR": 26, "UA": 29,
}  # fmt: skip


def is_card_number(digits: str) -> bool:
    """Return whether 13 to 19 digits pass the check of Luhn (ISO/IEC 7812-1, annex B)."""
    if not 13 <= len(digits) <= 19 or len(set(digits)) == 1:
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * 2 if place % 2 else int(digit)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def is_nhs_number(digits: str) -> bool:
    """Return whether ten digits pass the check of an NHS number.

    Notes
    -----
    Modulus 11 over the weights 10 to 2, as the NHS Data Dictionary gives it for NHS NUMBER; a check
    digit of 10 is never given out.
    """
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()) or len(set(digits)) == 1:
        return False
    weighed = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9]))
    return (11 - weighed % 11) % 11 == int(digits[9])


def is_iban(written: str) -> bool:
    """Return whether letters and digits without blanks are a whole IBAN (ISO 13616, modulus 97)."""
    if len(written) != IBAN_LENGTHS.get(written[:2]) or not written.isalnum():
        return False
    turned = written[4:] + written[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1
