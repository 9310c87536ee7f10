"""Reads a model card as Hugging Face writes it: Markdown whose first part is YAML."""

import re
from collections.abc import Iterator
from typing import Any

from procurement.model_documents.bounded import read_yaml
from procurement.model_documents.proposals import Findings, joined, names_in
from procurement.model_documents.readings import (
    ONLY_THIS,
    number_in,
    propose_accuracy,
    propose_data,
    propose_licence,
)

_FENCE = re.compile(r"---[ \t]*\r?\n(.*?)(?:\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_CARD_FOR = re.compile(r"^model card (for|of)\s+", re.IGNORECASE)
_LOWER_PRECISION = {
    "gptq", "awq", "gguf", "exl2", "bitsandbytes", "bnb", "4-bit", "8-bit", "int4", "int8", "fp8",
    "quantized", "quantised", "compressed-tensors",
}  # fmt: skip
_PRUNED = {"pruned", "pruning", "sparse", "sparsity"}
_DISTILLED = {"distillation", "distilled", "knowledge-distillation", "distil"}
_FORMATS = ("safetensors", "gguf", "onnx")
_RELATIONS = {"quantized": "quantised_copy", "finetune": "fine_tuned", "adapter": "fine_tuned"}


def front_matter(text: str) -> str | None:
    """Return the YAML a document begins with; None where it begins with none."""
    fence = _FENCE.match(text.removeprefix("\ufeff"))
    return fence[1] if fence else None


def read_card(text: str, *, name: str) -> Findings:
    """Return what the card says. Raises `Refused` where its first part cannot be read."""
    card = read_yaml(front_matter(text) or "", name=name)
    found = Findings()
    if not isinstance(card, dict):
        return found
    tags = {tag.lower() for tag in names_in(card.get("tags"))}
    _name(card, text, found)
    _start(card, found)
    _made(card, tags, found)
    for licence in (names_in(card.get("license_name")) or names_in(card.get("license")))[:1]:
        which = "license_name" if card.get("license_name") else "license"
        propose_licence(found, licence, f"front matter, {which}")
    propose_data(found, names_in(card.get("datasets")), "front matter, datasets")
    propose_accuracy(found, list(_accuracies(card)))
    formats = [each for each in _FORMATS if each in tags]
    if len(formats) == 1:
        found.propose(
            "file_format", formats[0], f"front matter, tags: {formats[0]}",
            doubt="The vendor may deliver another format than the one that was published.",
        )  # fmt: skip
    languages = names_in(card.get("language"))
    if languages:
        found.remark(f"Made for these languages: {joined(languages[:20])}.")
    return found


def _name(card: dict[str, Any], text: str, found: Findings) -> None:
    for name in (each for entry in _index(card) for each in names_in(entry.get("name"))):
        found.propose("tier_name", name, f"front matter, model-index, name: {name}")
    fence = _FENCE.match(text.removeprefix("\ufeff"))
    heading = _HEADING.search(text.removeprefix("\ufeff")[fence.end() if fence else 0 :])
    for name in names_in(_CARD_FOR.sub("", heading[1]) if heading else None):
        found.propose(
            "tier_name", name, f"first heading: {name}",
            doubt="It is a heading. Look whether it is the exact name you are offered.",
        )  # fmt: skip


def _start(card: dict[str, Any], found: Findings) -> None:
    bases = names_in(card.get("base_model"))
    if bases:
        found.propose("base_model", joined(bases), f"front matter, base_model: {joined(bases)}")


def _made(card: dict[str, Any], tags: set[str], found: Findings) -> None:
    relation = next(iter(names_in(card.get("base_model_relation"))), "")
    lower = relation.lower()
    if lower in _RELATIONS:
        where = f"front matter, base_model_relation: {relation}"
        found.add("training_method", _RELATIONS[lower], where, doubt=ONLY_THIS)
    elif lower == "merge":
        found.remark("The card says that it was merged from several models. Ask how it was made.")
    for tag in sorted(tags & _LOWER_PRECISION):
        where = f"front matter, tags: {tag}"
        found.add("training_method", "quantised_copy", where, doubt=ONLY_THIS)
    for tag in sorted(tags & _PRUNED):
        found.add("training_method", "pruned_copy", f"front matter, tags: {tag}", doubt=ONLY_THIS)
    for tag in sorted(tags & _DISTILLED)[:1]:
        found.remark(
            f"The card carries the tag “{tag}”: it was trained from a larger model. Ask which, and how."
        )
    if (
        not relation
        and "base_model" in found.proposals
        and "training_method" not in found.proposals
    ):
        found.add(
            "training_method", "fine_tuned", found.proposals["base_model"].found[0],
            doubt="The card does not say what was done to it. To train further is usual; ask.",
        )  # fmt: skip


def _accuracies(card: dict[str, Any]) -> Iterator[tuple[float, str]]:
    for entry in _index(card):
        for result in _mappings(entry.get("results")):
            held = result.get("dataset")
            data = next(iter(names_in(held.get("name") if isinstance(held, dict) else None)), "")
            for metric in _mappings(result.get("metrics")):
                value = number_in(metric.get("value"))
                if str(metric.get("type", "")).lower() == "accuracy" and value is not None:
                    on = f" on {data}" if data else ""
                    yield value, f"front matter, model-index, accuracy{on}: {metric['value']}"


def _index(card: dict[str, Any]) -> list[dict[str, Any]]:
    return _mappings(card.get("model-index"))


def _mappings(value: Any) -> list[dict[str, Any]]:
    listed = value if isinstance(value, list) else []
    return [each for each in listed if isinstance(each, dict)]
