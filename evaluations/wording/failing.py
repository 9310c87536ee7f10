"""Why a test could not be done: whose matter it is, and what to write to the vendor. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Whose = Literal["examples", "sheet", "model", "other"]
_CURES: Mapping[Whose, str] = {
    "examples": "This is about your examples. Mend them in your own file and upload it again.",
    "sheet": (
        "This is about a sheet of answers. Mend it, or have whoever filled it in mend it, and upload "
        "it again."
    ),
    "model": (
        "This is about a model file, so only the vendor can mend it. Until then, a sheet of its "
        "answers to your examples does the same test."
    ),
    "other": "",
}
_ASKS = (("Ask the vendor to ", "Could you "), ("Ask the vendor for ", "Could you send us "))


@dataclass(frozen=True, slots=True)
class Failing:
    """Whose matter a refusal is, what to do, and a letter to the vendor where it is theirs."""

    whose: Whose
    cure: str
    letter: str


def failing(
    refusal: Mapping[str, Any],
    *,
    product: str,
    examples: str,
    models: Mapping[str, str],
    sheets: frozenset[str],
) -> Failing:
    """Return what to do about a refusal.

    `models` are the SHA-256 of the model files of the test by their names, `sheets` the names of its
    answer sheets.
    """  # fmt: skip
    file = str(refusal.get("file") or "")
    # A file inside a zip is named behind it: "model.zip/model.onnx".
    name = next((each for each in (*models, *sheets, examples) if file.startswith(each)), "")
    if name in models:
        return Failing("model", _CURES["model"], _letter(refusal, product, file, models[name]))
    whose: Whose = "sheet" if name in sheets else "examples" if name == examples else "other"
    return Failing(whose, _CURES[whose], "")


def _letter(refusal: Mapping[str, Any], product: str, file: str, sha256: str) -> str:
    wanted = str(refusal.get("what_to_do") or "")
    for ours, theirs in _ASKS:
        wanted = wanted.replace(ours, theirs, 1)
    if wanted.startswith("Could you "):
        asked, stop, rest = wanted.partition(". ")
        wanted = f"{asked.rstrip('.')}?{' ' + rest if stop else ''}"
    return "\n".join(
        filter(
            None,
            [
                f"We tried to test {product} on examples of our own, with the file {file}.",
                f"Its SHA-256 is {sha256}." if sha256 else "",
                f"It could not be run: {refusal['sentence']}",
                wanted,
                "If that is not possible, we can send you our examples without the right answers, and you send us what the model says.",
            ],
        )
    )
