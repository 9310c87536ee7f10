"""Reads the config.json that lies beside a model's files."""

import re
from typing import Any

from procurement.model_documents.proposals import Findings, joined, names_in
from procurement.model_documents.readings import ONLY_THIS

# As models are named where they are published: owner/name. A path of one computer is not.
_PUBLISHED = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")


def is_config(content: Any) -> bool:
    """Return whether it names a kind of model as such a file does."""
    return isinstance(content, dict) and (
        isinstance(content.get("model_type"), str) or isinstance(content.get("architectures"), list)
    )


def read_config(content: dict[str, Any]) -> Findings:
    """Return what the file says."""
    found = Findings()
    for path in names_in(content.get("_name_or_path"))[:1]:
        if _PUBLISHED.fullmatch(path):
            found.propose(
                "base_model", path, f"config.json, _name_or_path: {path}",
                doubt="It says what the files were loaded from. That can be the model itself.",
            )  # fmt: skip
    lower = content.get("quantization_config")
    if isinstance(lower, dict) and lower:
        method = next(iter(names_in(lower.get("quant_method"))), "no method named")
        bits = lower.get("bits")
        shown = f"{method}, {bits} bits" if type(bits) is int else method
        where = f"config.json, quantization_config: {shown}"
        found.add("training_method", "quantised_copy", where, doubt=ONLY_THIS)
    if isinstance(content.get("sparsity_config"), dict):
        found.add("training_method", "pruned_copy", "config.json, sparsity_config", doubt=ONLY_THIS)
    built = names_in(content.get("architectures")) or names_in(content.get("model_type"))
    if built:
        found.remark(f"Its architecture is {joined(built[:5])}.")
    for numbers in (names_in(content.get("torch_dtype")) or names_in(content.get("dtype")))[:1]:
        found.remark(f"Its numbers are kept as {numbers}.")
    return found
