"""Whether a vendor was asked. Rooms that ask vendors tell it here; this room cannot know of them."""

from collections.abc import Callable, Mapping

from procurement.models import Assessment
from procurement.wording.asking import Asking

Teller = Callable[[Assessment], Mapping[str, Asking]]
_tellers: list[Teller] = []


def tell_of_askings(teller: Teller) -> None:
    """Have a room asked which questions of an assessment it put to the vendor. Once, when it is ready."""
    _tellers.append(teller)


def askings_of(assessment: Assessment) -> dict[str, Asking]:
    """Return what is known of each question that the vendor was asked."""
    return {key: asking for teller in _tellers for key, asking in teller(assessment).items()}
