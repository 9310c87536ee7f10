"""Makes everything the vendors of the worked example hand over, from the inbox alone."""

from pathlib import Path

from demo.enquiries.inbox import inbox
from demo.enquiries.tables import DATA
from demo.training import enquirysense, triage


def products() -> dict[str, bytes]:
    """Return the answer sheets and the bundles by file name; takes half a minute on two cores."""
    enquiries = inbox()
    labelled = [each for each in enquiries if each.half == "training"]
    asked = [each for each in enquiries if each.half == "test"]
    return {
        **triage.answer_sheets(triage.train(labelled), asked),
        **enquirysense.bundles(enquirysense.train(labelled)),
    }


def write_products(folder: Path = DATA) -> None:
    """Write the products into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in products().items():
        (folder / name).write_bytes(content)
