"""A malformed rulebook is refused with file, line and key; a rulebook survives being kept."""

import shutil

import pytest

from content.canonical import canonical_json, from_canonical_json, sha256_of
from content.refusal import Refused
from procurement.library import Library, load_library
from procurement.questionnaire.schema import Bank
from procurement.rulebook.loader import FOLDER, load_rulebook
from procurement.rulebook.schema import Rulebook
from procurement.rulebook.strata import strata_of
from procurement.screening import screen
from tests.procurement.telling import REFUSED, TODAY, claim

LIBRARY = load_library()


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "rulebook"
    shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copy


def change(folder, file, old, new):
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


COST = "rules/commercial/cost.yaml"
LEAVING = "rules/commercial/leaving.yaml"
EEA = "tables/adequacy/eea.yaml"
UK_MADE = "tables/adequacy/uk_made.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "column", "says"),
    [
        (
            COST,
            "severity: medium",
            "severity: serious",
            "com_small_saving.severity",
            "Input should",
        ),
        (COST, "kind: good_practice", "knd: good_practice", "com_small_saving.knd", "not a key"),
        (COST, "category: commercial", "category: costs", "category", "Input should"),
        (COST, "category: commercial", "category: dpia", "category", "folder of `commercial`"),
        (COST, "- {ref: contract}", "- {ref: contracts}", "citations", "no source `contracts`"),
        (COST, "op: lt", "op: below", "com_small_saving.trigger", "A condition is one of"),
        (
            COST,
            "computed: saving_ratio",
            "computed: saving",
            "trigger.computed",
            "no computed fact",
        ),
        (COST, "value: 0.2", "value: '0.2'", "com_small_saving.trigger.value", "Input should"),
        (COST, "- id: com_slow_payback", "- id: com_small_saving", "id", "already"),
        (COST, "- id: com_slow_payback", "- id: com_lock_in", "", "already"),
        (COST, "- id: com_slow_payback", "- id: vendor_country", "id", "questions or computed"),
        (
            COST,
            "effective_to: null",
            "effective_to: '2020-01-01'",
            "effective_to",
            "before it begins",
        ),
        (COST, "'2026-11-21'", "'2026-11-31'", "effective_from", "Input should be a valid date"),
        (
            LEAVING,
            "q: alternative",
            "q: alternatives",
            "com_no_alternative.trigger.q",
            "no question",
        ),
        (
            LEAVING,
            "[opt_no, not_sure]",
            "[opt_no, name]",
            "com_no_alternative.trigger.value",
            "`name`",
        ),
        ("computed.yaml", "  score_drop:", "  score_dropp:", "score_dropp", "No formula"),
        ("computed.yaml", "type: number", "type: boolean", "score_drop.type", "gives number"),
        ("computed.yaml", "- dpia_ico_harm", "- dpia_harm", "dpia_required_rules", "no rule"),
        (
            "citations/data_protection.yaml",
            "    seen: primary",
            "    seen: yes",
            "seen",
            "Input should",
        ),
        (EEA, "code: 'AT'", "code: 'AU1'", "territories.item 1.code", "no country code"),
        (EEA, "- code: 'BE'", "- code: 'AT'", "territories.item 2", "another entry"),
        (EEA, "status: full", "status: partial", "territories.item 1", "says by which answer"),
        (UK_MADE, "value: all_confirmed", "value: confirmed", "confirmed_by.all", "no answer"),
        ("tables/lineage/marketing_terms.yaml", r"(?i)\bturbo\b", "(turbo", "pattern", "cannot be"),
        ("tables/licences/about.yaml", "caution:", "cautions:", "cautions", "not a key"),
    ],
)
def test_what_is_wrong_is_named_by_file_line_and_key(folder, file, old, new, column, says):
    change(folder, file, old, new)

    with pytest.raises(Refused) as caught:
        load_rulebook(LIBRARY.bank.known, folder)

    assert file.endswith(str(caught.value.file)) or caught.value.file == LEAVING
    assert caught.value.row
    assert column in str(caught.value.column)
    assert says in caught.value.sentence


def test_a_rulebook_that_goes_in_a_circle_is_refused(folder):
    change(
        folder,
        "rules/dpia/article_35.yaml",
        "{computed: personal_data, op: is, value: true}",
        "{computed: dpia_required, op: is, value: true}",
    )

    with pytest.raises(Refused, match="circle") as caught:
        load_rulebook(LIBRARY.bank.known, folder)
    assert "dpia_required" in caught.value.sentence


def test_derived_facts_stand_above_the_rules_they_rest_on():
    below, above = strata_of(LIBRARY.rulebook)

    assert above.computed == ("dpia_required",)
    on_top = {"dpia_missing", "dpia_good_practice", "start_before_dpia", "dpia_signed_late"}
    assert {rule.id for rule in above.rules} == on_top
    assert len(below.rules) == len(LIBRARY.rulebook.rules) - len(on_top)


def test_a_kept_rulebook_and_bank_are_read_back_as_they_were():
    for shape, content in ((Rulebook, LIBRARY.rulebook), (Bank, LIBRARY.bank)):
        kept = canonical_json(content)
        back = from_canonical_json(shape, kept)
        assert back == content
        assert sha256_of(back) == sha256_of(content)
        assert from_canonical_json(shape, content.model_dump_json().encode()) == content


def test_a_kept_library_screens_as_the_one_it_was_kept_from():
    kept = Library.of(
        from_canonical_json(Bank, canonical_json(LIBRARY.bank)),
        from_canonical_json(Rulebook, canonical_json(LIBRARY.rulebook)),
    )
    sources = [claim("support_countries", REFUSED), claim("ip_cover", "opt_no")]

    assert screen(kept, sources, TODAY) == screen(LIBRARY, sources, TODAY)


def test_a_changed_word_changes_the_hash():
    book = LIBRARY.rulebook.model_copy(update={"disclaimer": "Other words."})

    assert sha256_of(book) != sha256_of(LIBRARY.rulebook)


def test_a_section_that_reports_under_no_category_is_refused():
    first, *rest = LIBRARY.bank.sections
    odd = first.model_copy(update={"category": "gossip"})

    with pytest.raises(Refused, match="no category `gossip`"):
        Library.of(LIBRARY.bank.model_copy(update={"sections": (odd, *rest)}), LIBRARY.rulebook)
