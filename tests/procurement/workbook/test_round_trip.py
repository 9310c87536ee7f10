"""Whatever was answered comes back through the jail as it went out, however it is spelled."""

import json
from datetime import date

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from content.countries import countries
from content.words import group
from procurement.workbook.differences import compare
from procurement.workbook.line import Said
from tests.conftest import SHARED, needs_shared
from tests.procurement.workbook.asked import (
    BANK,
    GRADES,
    PLAIN,
    WORDING,
    lines,
    returned,
    written,
)

INJECTED = [
    "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x.example")',
    "'=1", "\t=1", "_x003D_1", "x005F_", "a\nb", "<b>&amp;</b>", "{=1}", "007", "1/2", "1e5", "TRUE",
]  # fmt: skip
TYPED_TEXT = st.one_of(
    st.sampled_from(INJECTED),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
).map(lambda text: text.replace("\r", "\n").strip()).filter(bool)  # fmt: skip
MEANS_NO_ANSWER = {word.casefold() for word in group("non_answer").values()}


def answers_to(question):
    """Return a strategy of everything the bank takes here."""
    none = st.sampled_from([each.value for each in question.non_answers])
    options = [option for option in question.options if option.kind == "answer"]
    ids = [option.id for option in options]
    match question.type:
        case "single":
            return st.one_of(st.sampled_from(ids), none)
        case "multi":
            together = [option.id for option in options if not option.exclusive]
            return st.one_of(st.lists(st.sampled_from(together), min_size=1, unique=True), none)
        case "country_list":
            places = st.lists(st.sampled_from(sorted(countries())), min_size=1, unique=True)
            if question.companions:
                none |= st.sampled_from([each.id for each in question.companions])
                return st.one_of(places, none)
            return st.one_of(places, st.builds(lambda a, b: [*a, b], places, none), none)
        case "number":
            least, most = question.min or 0, question.max or 10**9
            number = st.one_of(st.integers(int(least), int(most)), st.floats(least, most))
            return st.one_of(number.filter(lambda each: "e" not in repr(each)), none)
        case "date":
            days = st.dates(date(1990, 1, 1), date(2090, 1, 1))
            return st.one_of(days.map(date.isoformat), none)
        case _:
            text = TYPED_TEXT.filter(lambda each: " ".join(each.split()).casefold() not in MEANS_NO_ANSWER)  # fmt: skip
            return st.one_of(text, none)


def said_to(question):
    return st.builds(
        Said,
        answers_to(question),
        st.sampled_from(GRADES),
        TYPED_TEXT,
        st.none() | st.dates(date(1990, 1, 1), date(2026, 11, 22)),
        st.just("") | TYPED_TEXT,
    )


@st.composite
def sheets_of_answers(draw):
    some = draw(st.lists(st.sampled_from(PLAIN), min_size=1, unique_by=lambda each: each.id))
    said = {question.id: draw(said_to(question)) for question in some}
    for setting in BANK.settings:
        said[setting.id] = Said(draw(st.sampled_from([option.id for option in setting.options])))
    return said


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(sheets_of_answers())
def test_answers_come_back_as_they_went_out(opened, said):
    numbers = [each.value for each in said.values() if isinstance(each.value, float)]
    assume(all(len(repr(number)) < 25 and "e" not in repr(number) for number in numbers))

    back = returned(opened(written(said)))

    assert back.problems == ()
    told = {reply.line.key: reply.said for reply in back.replies if reply.said}
    assert set(told) == set(said)
    for key, each in said.items():
        assert told[key].same_as(each), (key, told[key], each)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(sheets_of_answers())
def test_a_workbook_nobody_touched_changes_nothing(opened, said):
    back = returned(opened(written(said)), said)

    found = compare(back, {key: [each] for key, each in said.items()}, WORDING, person="Jo")

    assert (found.differences, found.emptied, found.problems) == ((), (), ())
    assert found.unchanged == len(lines())


@needs_shared
def test_naughty_strings_come_back_letter_by_letter(opened):
    naughty = json.loads((SHARED / "assets" / "data" / "blns.json").read_text())
    texts = [text.strip() for text in naughty if text.strip()]
    keys = [question.id for question in PLAIN]
    for start in range(0, len(texts), len(keys)):
        share = texts[start : start + len(keys)]
        # Each stands as a note and as a name, which hold any text.
        said = {
            key: Said(
                BANK.by_id[key].non_answers[0].value, GRADES[0], text[:200].strip(), None, text
            )
            for key, text in zip(keys, share, strict=False)
        }
        back = returned(opened(written(said)))
        told = {reply.line.key: reply.said for reply in back.replies if reply.said}
        assert back.problems == ()
        assert {key: (each.by, each.words) for key, each in told.items()} == {
            key: (_one_line_end(each.by), _one_line_end(each.words)) for key, each in said.items()
        }


def _one_line_end(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def test_the_same_answers_make_the_same_bytes():
    assert written() == written()
