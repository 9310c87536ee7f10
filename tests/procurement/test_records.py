"""What is remembered of an assessment, and that it comes back as it was said."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError
from django.utils import timezone

from content.refusal import Refused
from organisations import audit
from organisations.models import Event
from procurement import queries
from procurement.actions.answers import record_answers
from procurement.actions.assessments import open_assessment
from procurement.actions.observations import record_observations
from procurement.actions.vendors import name_product
from procurement.facts.sources import Certainty, Grade, Observation
from procurement.facts.subjects import ASSESSMENT
from procurement.facts.values import NonAnswer, members
from procurement.library import load_library
from procurement.models import Answer, Assessment, PinnedContent
from procurement.observed_values import from_json, to_json
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.schema import Bank
from procurement.rulebook.schema import Rulebook
from procurement.screening import screen
from tests.organisations.cast import found_firm

pytestmark = pytest.mark.django_db
LIBRARY = load_library()
LAW_ON = date(2026, 11, 21)


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    by = firm.owner.as_actor()
    product = name_product(
        organisation=firm.organisation, vendor="Larkfield Systems", vendor_country="GB",
        product="Triage Turbo", version="3.2", by=by,
    )  # fmt: skip
    return open_assessment(
        product=product,
        use_case="Sorting enquiries",
        question="",
        law_on=LAW_ON,
        library=LIBRARY,
        by=by,
    )


def answer(assessment, firm, **answers):
    return record_answers(
        assessment=assessment, bank=LIBRARY.bank, answers=answers, by=firm.owner.as_actor()
    )


ANSWERS = {
    "vendor_country": ["US"],
    "tier_meaning": "vendor_refused",
    "inference_countries": ["US", "IE"],
    "personal_data_types": ["contact", "free_text"],
    "hops": [{"happens": "support", "country": "IN", "company": "Helpline Ltd"}],
    "models": [{"name": "Turbo", "role": "product"}, {"role": "teacher", "maker": "openai"}],
    "notice_days": 30,
    "evaluation_date": "2026-01-20",
    "base_licence": {
        "value": "mit",
        "grade": "document_seen",
        "by": "Ana Ruiz",
        "when": "2026-03-03",
    },
    "depth": "light",
}


def test_stored_answers_say_what_was_said(assessment, firm):
    tables = {question.id: question for question in LIBRARY.bank.tables}
    hop_columns = [column.id for column in tables["hops"].columns]
    model_columns = [column.id for column in tables["models"].columns]
    answers = {key: value for key, value in ANSWERS.items() if key not in ("hops", "models")}
    answers["hops"] = [dict(zip(hop_columns[:3], ["support", "Helpline Ltd", "IN"], strict=True))]
    assert "role" in model_columns

    assert answer(assessment, firm, **answers) == len(answers)

    said = {
        (claim.subject, claim.key): (claim.value, claim.grade)
        for claim in parse_answers(LIBRARY.bank, answers)
    }
    stored = {
        (claim.subject, claim.key): (claim.value, claim.grade)
        for claim in queries.claims_of(assessment)
    }
    assert stored == said
    licence = next(claim for claim in queries.claims_of(assessment) if claim.key == "base_licence")
    assert (licence.by, licence.when, licence.grade) == (
        "Ana Ruiz",
        date(2026, 3, 3),
        Grade.DOCUMENT_SEEN,
    )


def test_a_new_answer_leaves_the_old_one_in_place(assessment, firm):
    answer(assessment, firm, own_trial="opt_no")
    answer(assessment, firm, own_trial="planned", notice_days=90)

    versions = Answer.objects.of(firm.organisation).filter(key="own_trial").order_by("version")
    assert [(each.version, each.value) for each in versions] == [(1, "opt_no"), (2, "planned")]
    assert queries.latest_answers(assessment)["own_trial"].value == "planned"
    assert {claim.key for claim in queries.claims_of(assessment)} == {"own_trial", "notice_days"}


def test_an_answer_given_after_midnight_in_summer_is_of_that_day(assessment, firm, monkeypatch):
    half_past_midnight = datetime(2027, 6, 30, 23, 30, tzinfo=UTC)  # 00:30 on 1 July in London
    monkeypatch.setattr(timezone, "now", lambda: half_past_midnight)
    answer(assessment, firm, own_trial="planned")
    (claim,) = queries.claims_of(assessment)
    assert claim.when == date(2027, 7, 1)


def test_an_answer_that_is_none_writes_nothing(assessment, firm):
    with pytest.raises(Refused, match="own_trial"):
        answer(assessment, firm, notice_days=30, own_trial="perhaps")
    assert not Answer.objects.of(firm.organisation).exists()


def test_every_write_has_its_event_or_did_not_happen(assessment, firm, monkeypatch):
    answer(assessment, firm, own_trial="opt_no")
    verbs = Event.objects.filter(organisation=firm.organisation.id).values_list("verb", flat=True)
    assert {"product.named", "assessment.opened", "answers.recorded"} <= set(verbs)

    def fail(**_):
        raise DatabaseError

    monkeypatch.setattr(audit, "record_all", fail)
    with pytest.raises(DatabaseError):
        answer(assessment, firm, own_trial="planned")
    assert queries.latest_answers(assessment)["own_trial"].value == "opt_no"


def test_an_assessment_keeps_the_questions_and_rules_of_its_day(assessment):
    assert (assessment.bank_id, assessment.rulebook_id) == (
        LIBRARY.bank_sha256,
        LIBRARY.rulebook_sha256,
    )
    assert Bank.model_validate(assessment.bank.content) == LIBRARY.bank
    assert Rulebook.model_validate(assessment.rulebook.content) == LIBRARY.rulebook


def test_an_older_rulebook_is_read_again_from_what_was_kept(assessment, firm):
    older = assessment.rulebook.content | {"version": "2025.01.0"}
    PinnedContent.objects.create(hash="f" * 64, kind="rulebook", version="2025.01.0", content=older)
    Assessment.objects.of(firm.organisation).filter(id=assessment.id).update(rulebook="f" * 64)
    assessment.refresh_from_db()
    assert queries.library_of(assessment).rulebook.version == "2025.01.0"


OBSERVED = [
    Observation(
        ASSESSMENT,
        "tier_meaning",
        members("quantised", whole=False),
        Certainty.MEASURED,
        "int8 weights",
    ),
    Observation(ASSESSMENT, "base_model", "Qwen3-8B", Certainty.DECLARED, "config.json"),
    Observation(ASSESSMENT, "file_bytes", 1_234, Certainty.MEASURED, "size"),
]


def test_observations_come_back_and_a_later_look_replaces_the_earlier(assessment, firm):
    origin = assessment.id
    for observed in (OBSERVED, OBSERVED[:2]):
        record_observations(
            assessment=assessment, origin=origin, observed=observed, by=firm.owner.as_actor()
        )
    assert sorted(queries.observations_of(assessment), key=lambda each: each.key) == [
        OBSERVED[1],
        OBSERVED[0],
    ]


def test_what_the_file_shows_stands_against_what_the_vendor_says(assessment, firm):
    answer(assessment, firm, tier_meaning=["same_model"])
    record_observations(
        assessment=assessment, origin=assessment.id, observed=OBSERVED, by=firm.owner.as_actor()
    )
    found = screen(LIBRARY, queries.sources_of(assessment), LAW_ON)
    flag = next(flag for flag in found.flags if flag.kind == "contradiction")
    assert (flag.rule, flag.severity) == ("contradiction:tier_meaning", "high")
    assert "lin_quantised" in {flag.rule for flag in found.flags}


@pytest.mark.parametrize(
    "value",
    [True, 3, 0.25, "onnx", date(2026, 1, 2), NonAnswer.VENDOR_REFUSED, members("a", "b"), members("a", whole=False),
     members("US", untold=[NonAnswer.VENDOR_UNKNOWN])],
)  # fmt: skip
def test_an_observed_value_is_read_back_as_it_was_written(value):
    assert from_json(to_json(value)) == value


def test_a_product_is_named_once_and_a_vendor_that_moves_is_told(firm):
    by = firm.owner.as_actor()
    same = {
        "organisation": firm.organisation,
        "vendor": "A",
        "product": "P",
        "version": "1",
        "by": by,
    }
    one = name_product(**same, vendor_country="GB")
    assert name_product(**same, vendor_country="GB") == one
    name_product(**same, vendor_country="US")
    one.vendor.refresh_from_db()
    assert one.vendor.country == "US"
    assert Event.objects.filter(organisation=firm.organisation.id, verb="vendor.moved").count() == 1
