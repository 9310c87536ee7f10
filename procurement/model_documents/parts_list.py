"""Reads a list of parts in CycloneDX (JSON) that names a model."""

from collections.abc import Iterator
from typing import Any

from procurement.model_documents.proposals import Findings, joined, names_in
from procurement.model_documents.readings import (
    NOT_ALL,
    number_in,
    propose_accuracy,
    propose_data,
    propose_licence,
)

MODEL = "machine-learning-model"


def is_parts_list(content: Any) -> bool:
    """Return whether it says that it is CycloneDX."""
    return isinstance(content, dict) and content.get("bomFormat") == "CycloneDX"


def read_parts_list(content: dict[str, Any]) -> Findings:
    """Return what the list says of the one model that it is about."""
    found = Findings()
    models = list(_models(content))
    if not models:
        found.remark("The list names parts of software and no model.")
        found.propose("bill_of_materials", "software_only", "a CycloneDX list without a model")
        return found
    found.propose("bill_of_materials", "ai_sbom", "a CycloneDX list that names a model")
    where, model = models[0]
    if len(models) > 1:
        named = joined([_named(each) or "one without a name" for _, each in models[:10]])
        found.remark(f"The list names {len(models)} models: {named}. We read the first.")
    if _named(model):
        found.propose("tier_name", _named(model), f"{where}, name: {_named(model)}")
    _parents(model, where, found)
    for name in _licences(model)[:1]:
        propose_licence(found, name, f"{where}, licenses")
    card = _mapping(model.get("modelCard"))
    _data(content, _mapping(card.get("modelParameters")), f"{where}, modelCard, datasets", found)
    metrics = _mapping(card.get("quantitativeAnalysis")).get("performanceMetrics")
    propose_accuracy(found, list(_accuracies(metrics, where)))
    return found


def _models(content: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    about = _mapping(_mapping(content.get("metadata")).get("component"))
    if about.get("type") == MODEL:
        yield "metadata, component", about
    for each in _mappings(content.get("components")):
        if each.get("type") == MODEL:
            yield "components", each


def _parents(model: dict[str, Any], where: str, found: Findings) -> None:
    ancestors = _mappings(_mapping(model.get("pedigree")).get("ancestors"))
    names = [name for name in map(_named, ancestors) if name]
    if names:
        found.propose("base_model", joined(names), f"{where}, pedigree, ancestors: {joined(names)}")


def _licences(model: dict[str, Any]) -> list[str]:
    names: list[str] = []
    for each in _mappings(model.get("licenses")):
        held = _mapping(each.get("license"))
        names += names_in([held.get("id"), held.get("name"), each.get("expression")])
    return names


def _data(content: dict[str, Any], parameters: dict[str, Any], where: str, found: Findings) -> None:
    parts = {each.get("bom-ref"): each for each in _mappings(content.get("components"))
             if isinstance(each.get("bom-ref"), str)}  # fmt: skip
    names: list[str] = []
    for each in _mappings(parameters.get("datasets")):
        ref = each.get("ref")
        data = _mapping(parts.get(ref)) if isinstance(ref, str) else each
        names += names_in(data.get("name"))
        held = [data, *_mappings(data.get("data"))]
        sensitive = names_in([said for one in held for said in names_in(one.get("sensitiveData"))])
        if sensitive:
            found.add(
                "training_data", "personal_data",
                f"{where}, sensitiveData: {joined(sensitive[:5])}", doubt=NOT_ALL,
            )  # fmt: skip
    propose_data(found, list(dict.fromkeys(names)), where)


def _accuracies(metrics: Any, where: str) -> Iterator[tuple[float, str]]:
    for metric in _mappings(metrics):
        value = number_in(metric.get("value"))
        if str(metric.get("type", "")).lower() == "accuracy" and value is not None:
            part = next(iter(names_in(metric.get("slice"))), "")
            on = f" on {part}" if part else ""
            yield value, f"{where}, modelCard, accuracy{on}: {metric['value']}"


def _named(part: dict[str, Any]) -> str:
    version = next(iter(names_in(part.get("version"))), "")
    name = next(iter(names_in(part.get("name"))), "")
    return f"{name} {version}".strip() if name else ""


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _mappings(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
