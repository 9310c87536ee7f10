"""A sheet of answers becomes claims, or is refused with file, line, key and what is allowed."""

from datetime import date

import pytest

from content.refusal import Refused
from content.yaml_file import parse_yaml
from procurement.facts.sources import Claim, Grade
from procurement.facts.subjects import ASSESSMENT, ORGANISATION
from procurement.facts.values import NonAnswer, members
from procurement.questionnaire.answers import claims_of, parse_answers, read_answers
from procurement.questionnaire.loader import load_bank
from tests.procurement.telling import REFUSED, UNKNOWN, hop

BANK = load_bank()


def from_yaml(text):
    return claims_of(BANK, parse_yaml(text, name="answers.yaml"))


def only(text):
    (claim,) = from_yaml(text)
    return claim.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("output_effect: light_check", "light_check"),
        ("tier_words: [turbo, mini]", members("turbo", "mini")),
        ("tier_words: turbo", members("turbo")),
        ("tier_meaning: [vendor_refused]", REFUSED),
        ("tier_meaning: vendor_refused", REFUSED),
        ("inference_countries: [GB, 'NO']", members("GB", "NO")),
        ("inference_countries: gb", members("GB")),
        ("inference_countries: vendor_unknown", UNKNOWN),
        ("inference_countries: [US, vendor_refused]", members("US", untold=[REFUSED])),
        ("inference_countries: [X-EU-BODIES]", members("X-EU-BODIES")),
        ("teacher_score: 88.5", 88.5),
        ("notice_days: vendor_refused", REFUSED),
        ("evaluation_date: '2026-09-01'", date(2026, 9, 1)),
        ("evaluation_date: 2026-09-01", date(2026, 9, 1)),
        ("base_model: ' Qwen3-8B '", "Qwen3-8B"),
        ("lineage_document: card.pdf", "card.pdf"),
        ("depth: light", "light"),
        ("own_trial: vendor_unknown", UNKNOWN),
    ],
)
def test_an_answer_becomes_the_value_it_says(text, value):
    assert only(text) == value


@pytest.mark.parametrize("question", BANK.questions, ids=lambda question: question.id)
@pytest.mark.parametrize("answer", list(NonAnswer), ids=lambda answer: answer.value)
def test_every_question_can_be_left_to_a_non_answer(question, answer):
    (claim,) = parse_answers(BANK, {question.id: answer.value})

    assert claim.value is answer


def some_answer(question):
    match question.type:
        case "single" | "multi":
            return question.options[0].id
        case "country_list":
            return ["GB"]
        case "number":
            return question.min
        case "date":
            return "2026-11-21"
        case "rows":
            return [{question.role_column: question.column(question.role_column).options[0].id}]
        case _:
            return "something"


@pytest.mark.parametrize("question", BANK.questions, ids=lambda question: question.id)
def test_every_question_takes_an_answer_of_its_type(question):
    claims = parse_answers(BANK, {question.id: some_answer(question)})

    assert len(claims) == 1


@pytest.mark.parametrize(
    ("text", "row", "column", "says", "way_out"),
    [
        ("a: 1\nb: 2", 1, "a", "no question of the bank", "question bank"),
        ("tier_name: X\ntier_wrds: mini", 2, "tier_wrds", "no question", "`tier_words`"),
        ("output_effect: no", 1, "output_effect", "reads `no` as true or false", "no_effect"),
        ("eu_reach: Yes", 1, "eu_reach", "reads `Yes` as true or false", "`opt_yes`"),
        ("inference_countries: [GB, NO]", 1, "inference_countries.item 2", "`NO`", "'NO'"),
        ("inference_countries: [UK]", 1, "inference_countries.item 1", "no country code", "GB"),
        ("vendor_country: Germany", 1, "vendor_country", "no country code", "DE"),
        ("vendor_country: ZZ", 1, "vendor_country", "no country code", "ISO 3166"),
        ("inference_countries: [US, US]", 1, "inference_countries.item 2", "named twice", None),
        ("tier_words: [trubo]", 1, "tier_words.item 1", "no answer", "`turbo`"),
        ("tier_words: [turbo, none_of_these]", 1, "tier_words.item 2", "stands alone", None),
        ("tier_words: [not_sure, turbo]", 1, "tier_words.item 1", "stands alone", None),
        ("tier_words: []", 1, "tier_words", "empty list", "leave the question out"),
        ("output_effect: [automatic]", 1, "output_effect", "one answer, not a list", None),
        ("teacher_score: '88'", 1, "teacher_score", "takes a number (percent)", "without quotes"),
        ("teacher_score: 101", 1, "teacher_score", "more than 100", None),
        ("notice_days: -1", 1, "notice_days", "less than 0", None),
        ("notice_days: 9007199254740993", 1, "notice_days", "too large to be kept exactly", None),
        ("notice_days: .inf", 1, "notice_days", "takes a number", None),
        ("notice_days: true", 1, "notice_days", "true or false", None),
        ("evaluation_date: last May", 1, "evaluation_date", "no day", "2026-11-21"),
        ("evaluation_date: 2026-09-01 10:00:00", 1, "evaluation_date", "no day", None),
        ("evaluation_date: 2026-02-30", 1, "evaluation_date", "no such one", None),
        ("base_model: 4.10", 1, "base_model", "`4.10` was read as something else", "quotes"),
        ("base_model: ''", 1, "base_model", "is empty", None),
        ("hops: US", 1, "hops", "is a table", "list"),
        ("hops: [US]", 1, "hops.item 1", "column: value", "what, company"),
        ("hops: [{country: US}]", 1, "hops.item 1", "`what` is missing", "inference"),
        ("hops:\n- what: inference\n  cuntry: US", 3, "hops.item 1.cuntry", "no column", "country"),
        ("hops:\n- what: inference\n  country: UK", 3, "hops.item 1.country", "no country", "GB"),
        ("hops: [{what: vendor_unknown}]", 1, "hops.item 1.what", "no answer", "inference"),
        ("models: [{role: base, licence: gpl}]", 1, "models.item 1.licence", "no answer", "mit"),
        ("depth: deep", 1, "depth", "no answer to `depth`", "light, full"),
        ("tra_done: {value: opt_yes, grade: sure}", 1, "tra_done.grade", "no grade", "buyer_says"),
        ("tra_done: {valeu: opt_yes}", 1, "tra_done.valeu", "no part of an answer", "value"),
        ("tra_done: {grade: document_seen}", 1, "tra_done", "`value` is missing", None),
        ("- tier_name", 1, None, "question: answer", None),
    ],
)
def test_what_cannot_be_used_is_named_with_the_way_out(text, row, column, says, way_out):
    with pytest.raises(Refused) as caught:
        from_yaml(text)

    assert (caught.value.file, caught.value.row) == ("answers.yaml", row)
    assert caught.value.column == column
    assert says in caught.value.sentence
    assert way_out is None or way_out in str(caught.value.what_to_do)


def test_an_empty_sheet_and_a_question_left_blank_are_no_answers():
    assert from_yaml("") == ()
    assert from_yaml("tier_name:") == ()


def test_who_says_it_follows_from_who_is_asked():
    buyer, vendor = from_yaml("output_effect: automatic\nip_cover: full")

    assert (buyer.grade, vendor.grade) == (Grade.BUYER_SAYS, Grade.VENDOR_SAYS)


def test_an_answer_may_say_how_it_is_proven():
    (claim,) = from_yaml(
        "ip_cover: {value: full, grade: document_seen, by: Example AI Ltd, when: '2026-11-01'}"
    )

    assert claim == Claim(
        ASSESSMENT, "ip_cover", "full", Grade.DOCUMENT_SEEN, "Example AI Ltd", date(2026, 11, 1)
    )


def test_an_answer_about_the_firm_is_a_fact_of_the_organisation():
    (claim,) = from_yaml("buyer_sector: charity")

    assert claim.subject == ORGANISATION


def test_rows_become_cells_of_numbered_subjects_non_answers_included():
    claims = from_yaml(
        "hops:\n- {what: inference, country: US, legal_tool: [idta]}\n"
        "- {what: support, country: vendor_refused, same_group: opt_no}"
    )

    assert {(claim.subject, claim.key): claim.value for claim in claims} == {
        (hop(1), "what"): "inference",
        (hop(1), "country"): "US",
        (hop(1), "legal_tool"): members("idta"),
        (hop(2), "what"): "support",
        (hop(2), "country"): REFUSED,
        (hop(2), "same_group"): "opt_no",
    }


def test_json_is_read_as_yaml_is_but_has_no_lines():
    with pytest.raises(Refused) as caught:
        parse_answers(BANK, {"tier_words": ["turbo", "trubo"]}, name="request")

    assert (caught.value.file, caught.value.row) == ("request", None)
    assert caught.value.column == "tier_words.item 2"


def test_an_old_id_is_answered_as_its_successor_and_not_twice():
    bank = BANK.model_copy(update={"retired": {"fallback": "alternative", "gone": None}})

    (claim,) = parse_answers(bank, {"fallback": "tested", "gone": "whatever"})
    assert (claim.key, claim.value) == ("alternative", "tested")
    with pytest.raises(Refused, match="answered twice"):
        parse_answers(bank, {"alternative": "tested", "fallback": "tested"})


def test_the_order_of_a_sheet_does_not_matter():
    answers = {"tier_name": "X", "hops": [{"what": "support"}], "ip_cover": "full"}

    assert parse_answers(BANK, answers) == parse_answers(BANK, dict(reversed(answers.items())))


def test_a_sheet_is_read_from_a_file(tmp_path):
    path = tmp_path / "answers.yaml"
    path.write_text("ip_cover: ful", "utf-8")

    with pytest.raises(Refused, match=r"answers\.yaml, row 1, column ip_cover"):
        read_answers(BANK, path)
