"""What is in data sets that many models were trained on, by the names that model cards use."""

import re

# A name is known by its last part, in small letters, when it begins with one of these.
_BEGINNINGS = {
    "public_web": (
        "allenai-c4", "bookcorpus", "c4", "cc-news", "cc100", "common-crawl", "commoncrawl", "dolma",
        "falcon-refinedweb", "fineweb", "mc4", "openwebtext", "oscar", "redpajama", "slimpajama",
        "the-pile", "wikipedia", "wikitext",
    ),
    "synthetic": (
        "alpaca", "cosmopedia", "openhermes", "openorca", "slimorca", "synthia", "tinystories",
        "ultrachat", "ultrafeedback", "wizardlm",
    ),
    "public_records": ("eurlex", "multi-eurlex", "pile-of-law"),
}  # fmt: skip


def data_meant(name: str) -> str | None:
    """Return the bank's option for a data set; None for one that is not known here."""
    last = re.sub(r"[\s_]+", "-", name.strip().lower()).rpartition("/")[2]
    for option, beginnings in _BEGINNINGS.items():
        if any(re.match(rf"{re.escape(each)}($|[^a-z0-9])", last) for each in beginnings):
            return option
    return None
