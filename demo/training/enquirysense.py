"""EnquirySense and EnquirySense Lite of Brightpath AI, whose own files tell what the vendor does not.

Lite is a small network trained on the bigger one's answers to little traffic, and stored as int8.
Its metadata names the parent. The vendor's answers (full precision, not distilled) stand elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from demo.enquiries.inbox import Enquiry, traffic
from demo.training.bundles import Label, bundle
from demo.training.distillation import traffic_mix
from demo.training.networks import Network, fit
from demo.training.word_list import word_list

PARENT: Final = "brightpath-enquiry-large"
TRAFFIC, RARE_DANGER = 1_500, 0.03
LARGE: Final = Label(
    producer="brightpath-export",
    description="EnquirySense 3, text classification.",
    metadata={"product": "EnquirySense", "licence": "proprietary"},
    configuration={"_name_or_path": PARENT},
)
LITE: Final = Label(
    producer="brightpath-export",
    description=f"Student of {PARENT}; weights int8 after training.",
    metadata={
        "product": "EnquirySense Lite",
        "licence": "proprietary",
        "base_model": PARENT,
        "distilled_from": PARENT,
        "quantization": "int8, per channel, weights only",
    },
    configuration={"_name_or_path": f"{PARENT}-distil-int8"},
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Both versions."""

    large: Network
    lite: Network


def train(labelled: Sequence[Enquiry]) -> Pair:
    """Return both versions; the large one learns from `labelled`, Lite from the large one."""
    texts = [each.text for each in labelled]
    large = fit(
        texts,
        [each.kind for each in labelled],
        word_list(texts, fewest=1),
        widths=(128,),
        rounds=30,
        decay=0.1,
    )
    messages = traffic(TRAFFIC, traffic_mix(RARE_DANGER))
    lite = fit(
        messages,
        large.answers(messages),
        word_list(messages, fewest=3),
        widths=(12,),
        rounds=10,
        decay=1e-3,
    )
    return Pair(large, lite)


def bundles(pair: Pair) -> dict[str, bytes]:
    """Return both bundles by file name."""
    return {
        "enquirysense.zip": bundle(pair.large, LARGE, int8=False),
        "enquirysense_lite.zip": bundle(pair.lite, LITE, int8=True),
    }
