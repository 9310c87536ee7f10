"""A price as people type it, with its currency: 1p, £1,200, $2.50 to $3, 30 EUR. Pure."""

import re
from dataclasses import dataclass

from content.refusal import Refused
from procurement.payback.amounts import Amount, read_amount, shortened

POUNDS = "GBP"
_NAMES = {"USD": "US dollar", "EUR": "euro"}
_MARKS = {
    "£": POUNDS,
    "pound": POUNDS,
    "pounds": POUNDS,
    "$": "USD",
    "us$": "USD",
    "us": "USD",
    "dollar": "USD",
    "dollars": "USD",
    "€": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "p": "pence",
    "pence": "pence",
    "penny": "pence",
}
# ISO 4217, without the codes for metals, funds and tests.
_ISO = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN"
    " BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS"
    " GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW"
    " KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD"
    " NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD"
    " SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES"
    " VND VUV WST XAF XCD XOF XPF YER ZAR ZMW"
)
_CODES = frozenset(_ISO.split())
_MARK = re.compile(r"us\$|[£$€]|[a-z]+")
# Words of a range, and the letter for thousands, are part of the number.
_OF_A_RANGE = {"to", "and", "between", "k"}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of one currency, by its three letters."""

    amount: Amount
    currency: str = POUNDS


def read_money(typed: str, *, enter: str, example: str) -> Money:
    """Return the price that was typed; without a sign it is in pounds.

    `enter` and `example` are as for an amount.

    Raises
    ------
    Refused
        If there is no number, an unknown currency, or more than one currency.
    """
    marks = {each for each in _MARK.findall(typed.lower()) if each not in _OF_A_RANGE}
    meant = {_meant(each, typed, enter, example) for each in marks} or {POUNDS}
    if len(meant) > 1:
        raise Refused(
            f"“{shortened(typed)}” names more than one currency.",
            what_to_do=f"{enter} in one currency, such as {example}.",
        )
    bare = _MARK.sub(lambda found: found[0] if found[0] in _OF_A_RANGE else " ", typed.lower())
    try:
        amount = read_amount(bare, enter=enter, example=example)
    except Refused:
        raise _unread(typed, enter, example) from None
    currency = meant.pop()
    return Money(amount.over(100)) if currency == "pence" else Money(amount, currency)


def one_of(currency: str) -> str:
    """Return one unit of a currency in words: 1 US dollar, 1 CHF."""
    return f"1 {_NAMES.get(currency, currency)}"


def _meant(mark: str, typed: str, enter: str, example: str) -> str:
    if mark in _MARKS:
        return _MARKS[mark]
    if mark.upper() in _CODES:
        return mark.upper()
    raise _unread(typed, enter, example)


def _unread(typed: str, enter: str, example: str) -> Refused:
    return Refused(
        f"“{shortened(typed)}” is no price we can read.",
        what_to_do=f"{enter} in digits, such as {example}.",
    )
