"""Reads the bank from its YAML files and refuses anything malformed, with file, line and key."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import Field, StrictStr

from content.refusal import Refused
from content.shape import Content
from content.yaml_file import Place, YamlFile, read_yaml, validated
from procurement.conditions.references import Known, faults, questions_read
from procurement.facts.values import NON_ANSWERS, NonAnswer
from procurement.questionnaire.derivation import READS
from procurement.questionnaire.schema import (
    Bank,
    Option,
    OwnerGroup,
    Person,
    PlainLook,
    Question,
    Section,
    Setting,
)

FOLDER = Path(__file__).with_name("bank")


class _About(Content):
    """The file about.yaml: all of the bank but its questions."""

    version: StrictStr
    as_at: StrictStr
    language: StrictStr
    non_answers: dict[NonAnswer, StrictStr]
    non_answer_labels: dict[NonAnswer, StrictStr]
    answered_by: dict[Person, StrictStr]
    evidence: dict[StrictStr, StrictStr]
    settings: tuple[Setting, ...]
    owner_groups: tuple[OwnerGroup, ...]
    vendor_non_answers: dict[NonAnswer, StrictStr]
    sections: tuple[Section, ...] = Field(min_length=1)
    retired: dict[StrictStr, StrictStr | None] = {}


class _SectionFile(Content):
    """One section's file, before its options are written out."""

    section: StrictStr
    questions: tuple[Question, ...] = Field(min_length=1)


@cache
def load_bank(folder: Path = FOLDER) -> Bank:
    """Return the bank written in `folder`.

    Raises
    ------
    Refused
        If a file is malformed, names something twice, or refers to what is not there.
    """
    about_file = _written_out(read_yaml(folder / "about.yaml"), {})
    about = validated(_About, about_file)
    sections = sorted(about.sections, key=lambda section: section.order)
    read: list[tuple[YamlFile, tuple[Question, ...]]] = []
    named = {"about"}
    for section in sections:
        for name in section.files or (section.id,):
            named.add(name)
            source = _written_out(read_yaml(folder / f"{name}.yaml"), about.non_answer_labels)
            content = validated(_SectionFile, source)
            if content.section != section.id:
                raise source.refusal(f"This is a file of section `{section.id}`.", ["section"])
            read.append((source, content.questions))
    stray = {path.stem for path in folder.glob("*.yaml")} - named
    if stray:
        raise Refused("No section of about.yaml has this name.", file=f"{min(stray)}.yaml")
    bank = Bank(
        **about.model_dump(exclude={"non_answer_labels", "sections"}),
        sections=tuple(sections),
        questions=tuple(question for _, questions in read for question in questions),
    )
    _check(bank, about_file, read)
    return bank


def _written_out(source: YamlFile, labels: dict[NonAnswer, str]) -> YamlFile:
    """Return the file with the short ways of writing options made long.

    A file writes `options` as id: label, and does not repeat the non-answers of a question among
    them; here they become options of kind non_answer, exclusive where several may be chosen.
    """
    data = source.data
    if not isinstance(data, dict):
        raise source.refusal("The file must hold keys and values.")
    longer = dict(data)
    for key in ("questions", "settings"):
        listed = data.get(key)
        if isinstance(listed, list):
            longer[key] = [
                _long_question(item, labels, data.get("section"))
                if isinstance(item, dict)
                else item
                for item in listed
            ]
    return YamlFile(source.name, longer, source.node)


def _long_question(
    item: dict[str, object], labels: dict[NonAnswer, str], section: object
) -> dict[str, object]:
    longer = dict(item)
    if section is not None:
        longer.setdefault("section", section)
    if "companions" in item:
        longer["companions"] = _long_options(item["companions"])
    options = _long_options(item.get("options"))
    if item.get("type") in ("single", "multi") and isinstance(options, list):
        told = item.get("non_answers")
        options = options + [
            {
                "id": answer.value,
                "label": labels[answer],
                "kind": "non_answer",
                "exclusive": item["type"] == "multi",
            }
            for answer in NonAnswer
            if isinstance(told, list) and answer.value in told and answer in labels
        ]
    if options is not None:
        longer["options"] = options
    columns = item.get("columns")
    if isinstance(columns, list):
        longer["columns"] = [
            column | {"options": _long_options(column["options"])}
            if isinstance(column, dict) and "options" in column
            else column
            for column in columns
        ]
    return longer


def _long_options(written: object) -> object:
    if not isinstance(written, dict):
        return written
    return [
        {"id": option_id, **told} if isinstance(told, dict) else {"id": option_id, "label": told}
        for option_id, told in written.items()
    ]


def _check(bank: Bank, about: YamlFile, read: list[tuple[YamlFile, tuple[Question, ...]]]) -> None:
    """Refuse what fits the shape but cannot be meant."""
    seen = {setting.id for setting in bank.settings}
    for source, questions in read:
        for number, question in enumerate(questions):
            place: Place = ("questions", number)
            if question.id in seen:
                raise source.refusal(f"`{question.id}` is asked twice.", [*place, "id"])
            for inside, sentence in _faults(question, bank, seen):
                raise source.refusal(sentence, [*place, *inside])
            seen.add(question.id)
    for old, successor in bank.retired.items():
        if old in seen or (successor is not None and successor not in seen):
            raise about.refusal(
                "A retired id must be gone from the bank, and its successor must be in it.",
                ["retired", old],
            )


def _faults(question: Question, bank: Bank, earlier: set[str]) -> Iterator[tuple[Place, str]]:
    if question.section not in {section.id for section in bank.sections}:
        yield ["section"], f"There is no section `{question.section}`."
    has_options = question.type in ("single", "multi")
    if has_options != bool(question.options):
        yield ["options"], "Single and multi questions have options, and only they."
    yield from _option_faults(question.options, ["options"], non_answers_belong=True)
    if (question.type == "rows") != bool(question.columns):
        yield ["columns"], "Tables have columns, and only they."
    if question.type == "rows":
        yield from _table_faults(question)
    if question.plain_look_of is not None:
        yield from _look_faults(question, question.plain_look_of, bank)
    for place, condition in (("show_if", question.show_if), ("worth_if", question.worth_if)):
        if condition is None:
            continue
        # Only questions: the tables and computed facts are not worked out while questions are.
        for fault in faults(condition, Known(bank.known.questions)):
            yield [place, *fault.place], fault.sentence
        later = questions_read(condition) - earlier
        if later:
            yield [place], f"`{min(later)}` is asked later, so it cannot decide this."
    for key in READS[question.derived] if question.derived is not None else ():
        read = bank.by_id.get(key)
        # What is read before it is asked must hang on nothing that stands between.
        if read is None or (key not in earlier and (read.show_if or read.worth_if)):
            yield (
                ["derived"],
                f"`{key}` is asked later, if at all, so nothing follows from it here.",
            )
    yield from _wording_faults(question, bank, earlier)


def _wording_faults(
    question: Question, bank: Bank, earlier: set[str]
) -> Iterator[tuple[Place, str]]:
    if question.companions and question.type not in ("number", "date"):
        look = question.plain_look_of
        none = look.none if look is not None and question.type == "country_list" else None
        if [option.id for option in question.companions] != [none]:
            yield (
                ["companions"],
                (
                    "Only a number or a day can be said in other words, and of countries that there are "
                    "none."
                ),
            )
    yield from _option_faults(question.companions, ["companions"], non_answers_belong=False)
    if question.owner_group not in {group.id for group in bank.owner_groups}:
        yield ["owner_group"], f"There is no owner's group `{question.owner_group}`."
    if question.follows is not None and question.follows not in earlier:
        yield ["follows"], f"`{question.follows}` is not asked earlier."
    if question.vendor is not None:
        for option_id in question.vendor.options:
            if question.option(option_id) is None:
                yield ["vendor", "options"], f"`{option_id}` is no option of this question."


def _option_faults(
    options: tuple[Option, ...], place: Place, *, non_answers_belong: bool
) -> Iterator[tuple[Place, str]]:
    ids = [option.id for option in options]
    for option in options:
        if ids.count(option.id) > 1:
            yield place, f"Option `{option.id}` stands there twice."
        if option.id in NON_ANSWERS and not (non_answers_belong and option.kind == "non_answer"):
            yield place, f"`{option.id}` is a non-answer; name it under non_answers."


def _table_faults(question: Question) -> Iterator[tuple[Place, str]]:
    role = question.column(question.role_column or "")
    if question.row is None or role is None or role.type != "single" or not role.required:
        yield (
            ["role_column"],
            "A table names its kind of row and a required single column of roles.",
        )
    if question.show_if is not None:
        yield ["show_if"], "A table is shown when one of its plain looks is."
    ids = [column.id for column in question.columns]
    for number, column in enumerate(question.columns):
        if ids.count(column.id) > 1:
            yield ["columns", number], f"Column `{column.id}` stands there twice."
        if (column.type in ("single", "multi")) != bool(column.options):
            yield ["columns", number], "Single and multi columns have options, and only they."
        yield from _option_faults(column.options, ["columns", number], non_answers_belong=False)


def _look_faults(question: Question, look: PlainLook, bank: Bank) -> Iterator[tuple[Place, str]]:
    table = bank.by_id.get(look.table)
    if table is None or table.type != "rows":
        yield ["plain_look_of", "table"], f"There is no table `{look.table}`."
        return
    role, column = table.column(table.role_column or ""), table.column(look.column)
    if role is None or look.role not in {option.id for option in role.options}:
        yield ["plain_look_of", "role"], f"`{look.table}` has no role `{look.role}`."
    fits = {"country": "country_list", "single": "single", "text": "text"}
    if column is None or fits.get(column.type) != question.type:
        yield (
            ["plain_look_of", "column"],
            f"`{look.table}` has no column `{look.column}` that answers such a question.",
        )
        return
    for said in (look.none, look.several):
        if said is not None and question.option(said) is None:
            yield ["plain_look_of"], f"`{said}` is no option of this question."
    answers = {option.id for option in question.options if option.kind == "answer"}
    missing = answers - {look.none} - {option.id for option in column.options}
    if column.type == "single" and missing:
        yield ["options"], f"Column `{look.column}` cannot hold `{min(missing)}`."
