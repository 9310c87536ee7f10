"""What a person is shown before texts leave the house: what was found in them, and where they go."""

from django.utils import timezone

from content.canonical import sha256_of
from content.refusal import Refused
from content.shape import Content
from evaluations.personal_data.scan import Scan
from procurement.library import load_library
from procurement.models import Assessment
from procurement.queries import latest_answers
from procurement.transfer_tests import TransferTest, transfer_tests


class Shown(Content):
    """What is shown before a sheet may leave: what was found in it, and where it would go.

    `seal` is a hash of all of it: who confirms, confirms this and nothing newer.
    """

    scan: Scan
    transfers: tuple[TransferTest, ...]

    @property
    def seal(self) -> str:
        """Return the hash."""
        return sha256_of(self)

    @property
    def found_asks_why(self) -> bool:
        """Return whether something is found in it still, so that releasing it needs a reason."""
        return bool(self.scan.found)

    @property
    def transfer_asks_why(self) -> bool:
        """Return whether a country is not simply covered, so that sending there needs a reason."""
        return any(test.asks_why for test in self.transfers)

    def refuse_unless(
        self, *, seal: str, found: bool, found_why: str, transfer: bool, transfer_why: str
    ) -> None:
        """Raise `Refused` unless a person has confirmed all of it, with reasons where it needs some."""
        about_found, about_transfer = "what was found in the examples", "where the sheet goes"
        for confirmed, asks_why, why, about in (
            (found, self.found_asks_why, found_why, about_found),
            (transfer, self.transfer_asks_why, transfer_why, about_transfer),
        ):
            if not confirmed:
                raise Refused(f"Nobody has confirmed {about}.")
            if asks_why and not why.strip():
                raise Refused(f"Say why it is right to send it, given {about}.")
        if seal != self.seal:
            raise Refused(
                "What we showed you has changed since.",
                what_to_do="Look at it again, then release it.",
            )

    def confirmed(self, *, found_why: str, transfer_why: str, by: str) -> dict[str, object]:
        """Return the record: kinds and counts, never the examples that were found."""
        return {
            "found": [each.model_dump(exclude={"examples"}) for each in self.scan.found],
            "masked": [each.model_dump(exclude={"examples"}) for each in self.scan.masked],
            "found_why": found_why.strip(),
            "transfers": [test.model_dump(mode="json") for test in self.transfers],
            "transfer_why": transfer_why.strip(),
            "by": by,
        }


def shown_before_leaving(assessment: Assessment, scanned: Scan) -> Shown:
    """Return what has to be shown before texts of an assessment may go to its vendor, as it is today."""
    said = latest_answers(assessment).get("vendor_country")
    named = said.value if said is not None and isinstance(said.value, list) else []
    codes = {assessment.product.vendor.country, *map(str, named)}
    # The list of today, whatever the assessment was opened under: the data goes today.
    transfers = transfer_tests(codes, load_library().rulebook, timezone.localdate())
    return Shown(scan=scanned, transfers=transfers)
