"""Reads the tables beside the rules: adequacy, lineage, licences. Each is a folder of files."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import Field

from content.shape import Content
from content.yaml_file import YamlFile, read_yaml, validated
from procurement.rulebook.table_schema import (
    Adequacy,
    Family,
    Licence,
    Licences,
    Lineage,
    MarketingTerm,
    Territory,
)

Shape = TypeVar("Shape", bound=Content)


class _Territories(Content):
    shared: dict[str, Any]
    territories: tuple[Territory, ...] = Field(min_length=1)


class _Families(Content):
    families: tuple[Family, ...] = Field(min_length=1)


class _MarketingTerms(Content):
    marketing_terms: tuple[MarketingTerm, ...] = Field(min_length=1)


class _LicenceFile(Content):
    licences: tuple[Licence, ...] = Field(min_length=1)


def load_adequacy(folder: Path) -> tuple[Adequacy, list[tuple[YamlFile, tuple[Territory, ...]]]]:
    """Return the adequacy table, and the files its entries stand in.

    Raises
    ------
    Refused
        If a file is malformed or two entries cover one country on the same day.
    """
    about = _read(folder, "about")
    files: list[tuple[YamlFile, tuple[Territory, ...]]] = []
    for name in ("eea", "saved_eu_decisions", "uk_made"):
        source = _read(folder, name)
        data = source.data
        if isinstance(data, dict) and isinstance(data.get("territories"), list):
            shared = data.get("shared")
            data = data | {
                "territories": [
                    shared | entry
                    if isinstance(shared, dict) and isinstance(entry, dict)
                    else entry
                    for entry in data["territories"]
                ]
            }
        files.append((source, validated(_Territories, source, data=data).territories))
    _refuse_overlaps(files)
    territories = [entry.model_dump() for _, entries in files for entry in entries]
    return _complete(Adequacy, about, territories=territories), files


def load_lineage(folder: Path) -> Lineage:
    """Return what is known about model families and names. Raises Refused as `load_adequacy`."""
    families = [
        family
        for name in ("open_families", "hosted_families")
        for family in validated(_Families, _read(folder, name)).families
    ]
    terms_file = _read(folder, "marketing_terms")
    terms = validated(_MarketingTerms, terms_file).marketing_terms
    about = _read(folder, "about")
    _refuse_twins(about, "families", (family.id for family in families))
    _refuse_twins(terms_file, "marketing_terms", (term.id for term in terms))
    return _complete(
        Lineage,
        about,
        families=[family.model_dump() for family in families],
        marketing_terms=[term.model_dump() for term in terms],
    )


def load_licences(folder: Path) -> Licences:
    """Return licences and provider terms. Raises Refused as `load_adequacy`."""
    licences = [
        licence
        for name in (
            "provider_terms",
            "apache_licences",
            "other_standard_licences",
            "llama_licences",
            "other_custom_licences",
        )
        for licence in validated(_LicenceFile, _read(folder, name)).licences
    ]
    about = _read(folder, "about")
    _refuse_twins(about, "licences", (licence.id for licence in licences))
    return _complete(Licences, about, licences=[licence.model_dump() for licence in licences])


def _read(folder: Path, name: str) -> YamlFile:
    return read_yaml(folder / f"{name}.yaml", name=f"tables/{folder.name}/{name}.yaml")


def _complete(shape: type[Shape], about: YamlFile, **more: object) -> Shape:
    data = about.data | more if isinstance(about.data, dict) else about.data
    return validated(shape, about, data=data)


def _refuse_twins(source: YamlFile, what: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            raise source.refusal(f"`{each}` stands twice among the {what}.")
        seen.add(each)


def _refuse_overlaps(files: list[tuple[YamlFile, tuple[Territory, ...]]]) -> None:
    seen: list[Territory] = []
    for source, entries in files:
        for number, entry in enumerate(entries):
            for other in seen:
                if other.code == entry.code and _overlap(entry, other):
                    raise source.refusal(
                        f"`{entry.code}` has another entry for the same days.",
                        ["territories", number],
                    )
            seen.append(entry)


def _overlap(one: Territory, other: Territory) -> bool:
    first, second = sorted((one, other), key=lambda entry: entry.in_force_from)
    return first.in_force_to is None or first.in_force_to >= second.in_force_from
