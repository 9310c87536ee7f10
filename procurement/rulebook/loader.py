"""Reads the rulebook from its YAML files and refuses anything malformed, with file, line and key.

It is given the keys the question bank knows, so that bank and rulebook need not know each other.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from pydantic import Field, StrictBool, StrictStr

from content.countries import countries
from content.refusal import Refused
from content.shape import Content
from content.yaml_file import Place, YamlFile, read_yaml, validated
from procurement.conditions.references import Askable, Known, faults
from procurement.conditions.vocabulary import Condition
from procurement.facts.values import ValueKind
from procurement.rulebook.computed import FORMULAS
from procurement.rulebook.schema import (
    Category,
    Citation,
    ComputedFact,
    ContradictionWords,
    Criterion,
    Kind,
    Rule,
    Rulebook,
    Severity,
)
from procurement.rulebook.strata import Circular, strata_of
from procurement.rulebook.table_loader import load_adequacy, load_licences, load_lineage
from procurement.rulebook.table_schema import SourceSeen, Territory

FOLDER = Path(__file__).parent
_KIND_OF_TYPE = {
    "boolean": ValueKind.TRUTH,
    "number": ValueKind.NUMBER,
    "text": ValueKind.OPTION,
}


class _About(Content):
    version: StrictStr
    as_at: date
    categories: tuple[Category, ...]
    severities: dict[Severity, StrictStr]
    kinds: dict[Kind, StrictStr]
    wording_rule: StrictStr
    disclaimer: StrictStr
    working_limits: dict[StrictStr, int | float]
    contradiction: ContradictionWords


class _ComputedFile(Content):
    computed: dict[StrictStr, ComputedFact]
    wp248_criteria: tuple[Criterion, ...]
    dpia_required_rules: tuple[StrictStr, ...]


class _CitationEntry(Content):
    instrument: StrictStr
    url: StrictStr | None
    url_seen: StrictBool
    seen: SourceSeen
    checked_on: date | None = None
    review_by: date | None = None


class _CitationFile(Content):
    checked_on: date
    review_by: date | None
    citations: dict[StrictStr, _CitationEntry]

    def listed(self) -> tuple[Citation, ...]:
        """Return every source, with the file's dates where it has none of its own."""
        return tuple(
            Citation(
                ref=ref,
                **entry.model_dump(exclude={"checked_on", "review_by"}),
                checked_on=entry.checked_on or self.checked_on,
                review_by=entry.review_by or self.review_by,
            )
            for ref, entry in self.citations.items()
        )


class _RuleFile(Content):
    category: Category
    rules: tuple[Rule, ...] = Field(min_length=1)


def load_rulebook(known: Known, folder: Path = FOLDER) -> Rulebook:
    """Return the rulebook written in `folder`.

    Parameters
    ----------
    known : the questions and columns that conditions may name, as the bank knows them.

    Raises
    ------
    Refused
        If a file is malformed, names something twice, refers to what is not there, cites nothing,
        or if a rule rests on itself.
    """
    about = validated(_About, read_yaml(folder / "about.yaml"))
    computed_file = read_yaml(folder / "computed.yaml")
    computed = validated(_ComputedFile, computed_file)
    citations = _citations(folder / "citations")
    rule_files = [_rule_file(path) for path in sorted((folder / "rules").glob("*/*.yaml"))]
    adequacy, territory_files = load_adequacy(folder / "tables" / "adequacy")
    rulebook = Rulebook(
        **about.model_dump(),
        computed=computed.computed,
        wp248_criteria=computed.wp248_criteria,
        dpia_required_rules=computed.dpia_required_rules,
        citations=citations,
        adequacy=adequacy,
        lineage=load_lineage(folder / "tables" / "lineage"),
        licences=load_licences(folder / "tables" / "licences"),
        rules=tuple(rule for _, rules in rule_files for rule in rules),
    )
    known = replace(
        known,
        computed={
            name: Askable(_KIND_OF_TYPE[fact.type], frozenset(fact.options))
            for name, fact in rulebook.computed.items()
        },
    )
    _check_computed(rulebook, computed_file, known)
    _check_rules(rulebook, rule_files, known)
    _check_territories(rulebook, territory_files, known)
    try:
        strata_of(rulebook)
    except Circular as circle:
        raise Refused(
            f"The rulebook goes in a circle: {circle}.", file="rules", column=circle.names[0]
        ) from None
    return rulebook


def rules_by_file(folder: Path = FOLDER) -> dict[str, tuple[str, ...]]:
    """Return the ids of the rules in each file, under its category and name: `dpia/process`.

    Raises
    ------
    Refused
        If a file is malformed.
    """
    return {
        f"{path.parent.name}/{path.stem}": tuple(rule.id for rule in _rule_file(path)[1])
        for path in sorted((folder / "rules").glob("*/*.yaml"))
    }


def _citations(folder: Path) -> tuple[Citation, ...]:
    """Return every source of every file in a folder, each named once."""
    listed: dict[str, Citation] = {}
    for path in sorted(folder.glob("*.yaml")):
        source = read_yaml(path, name=f"citations/{path.name}")
        for citation in validated(_CitationFile, source).listed():
            if citation.ref in listed:
                raise source.refusal(
                    f"`{citation.ref}` stands in another file already.", ["citations", citation.ref]
                )
            listed[citation.ref] = citation
    return tuple(listed[ref] for ref in sorted(listed))


def _rule_file(path: Path) -> tuple[YamlFile, tuple[Rule, ...]]:
    category = path.parent.name
    source = read_yaml(path, name=f"rules/{category}/{path.name}")
    data = source.data
    if isinstance(data, dict) and isinstance(data.get("rules"), list):
        data = data | {
            "rules": [
                {"category": data.get("category")} | rule if isinstance(rule, dict) else rule
                for rule in data["rules"]
            ]
        }
    content = validated(_RuleFile, source, data=data)
    if content.category != category:
        raise source.refusal(f"This file lies in the folder of `{category}`.", ["category"])
    return source, content.rules


def _check_computed(rulebook: Rulebook, source: YamlFile, known: Known) -> None:
    for name, fact in rulebook.computed.items():
        formula = FORMULAS.get(name)
        if formula is None:
            raise source.refusal(f"No formula works out `{name}`.", ["computed", name])
        if formula.kind is not _KIND_OF_TYPE[fact.type]:
            raise source.refusal(f"The formula gives {formula.kind}.", ["computed", name, "type"])
        reads = formula.reads(rulebook)
        missing = (reads.questions - set(known.questions)) | (reads.computed - set(known.computed))
        if missing:
            raise source.refusal(
                f"The formula reads `{min(missing)}`, which is not there.", ["computed", name]
            )
    forgotten = set(FORMULAS) - set(rulebook.computed)
    if forgotten:
        raise source.refusal(f"`{min(forgotten)}` is worked out but not described.", ["computed"])
    for number, criterion in enumerate(rulebook.wp248_criteria):
        place: Place = ["wp248_criteria", number, "met_if"]
        _refuse_faults(source, place, criterion.met_if, known)
    for number, rule in enumerate(rulebook.dpia_required_rules):
        if rule not in rulebook.by_id:
            raise source.refusal(f"There is no rule `{rule}`.", ["dpia_required_rules", number])


def _check_rules(
    rulebook: Rulebook, files: list[tuple[YamlFile, tuple[Rule, ...]]], known: Known
) -> None:
    seen: dict[str, str] = {}
    for source, rules in files:
        for number, rule in enumerate(rules):
            place: Place = ["rules", number]
            taken = seen.get(rule.id) or (
                "the questions or computed facts"
                if rule.id in known.questions or rule.id in known.computed
                else None
            )
            if taken:
                raise source.refusal(f"`{rule.id}` stands in {taken} already.", [*place, "id"])
            seen[rule.id] = source.name
            for inside, sentence in _rule_faults(rule, rulebook):
                raise source.refusal(sentence, [*place, *inside])
            _refuse_faults(source, [*place, "trigger"], rule.trigger, known)
            if rule.cleared_when is not None:
                _refuse_faults(source, [*place, "cleared_when"], rule.cleared_when, known)


def _rule_faults(rule: Rule, rulebook: Rulebook) -> Iterator[tuple[Place, str]]:
    for number, cited in enumerate(rule.citations):
        if cited.ref not in rulebook.citation:
            yield ["citations", number], f"There is no source `{cited.ref}` among the citations."
    if rule.effective_from and rule.effective_to and rule.effective_to < rule.effective_from:
        yield ["effective_to"], "The rule ends before it begins."


def _check_territories(
    rulebook: Rulebook, files: list[tuple[YamlFile, tuple[Territory, ...]]], known: Known
) -> None:
    for source, territories in files:
        for number, entry in enumerate(territories):
            place: Place = ["territories", number]
            if entry.code not in countries():
                raise source.refusal(f"`{entry.code}` is no country code.", [*place, "code"])
            for ref in entry.citations:
                if ref not in rulebook.citation:
                    raise source.refusal(f"There is no source `{ref}` among the citations.", place)
            for name in ("confirmed_by", "denied_by"):
                condition: Condition | None = getattr(entry, name)
                if (entry.status == "partial") != (condition is not None):
                    raise source.refusal(
                        "A partial entry, and only one, says by which answers it is confirmed and "
                        "denied.",
                        place,
                    )
                if condition is not None:
                    _refuse_faults(source, [*place, name], condition, known)


def _refuse_faults(source: YamlFile, place: Place, condition: Condition, known: Known) -> None:
    for fault in faults(condition, known):
        raise source.refusal(fault.sentence, [*place, *fault.place])
