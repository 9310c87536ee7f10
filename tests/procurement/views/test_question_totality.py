"""Every question of the bank, through its page: what is stored is what an answer sheet stores."""

import pytest

from procurement.actions.answers import record_answers
from procurement.facts.values import NON_ANSWERS
from procurement.library import load_library
from procurement.queries import claims_of
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.control import Control
from tests.organisations.cast import found_firm
from tests.procurement.opened import open_for, page_of
from tests.procurement.views.browser_form import fields_in

pytestmark = pytest.mark.django_db
BANK = load_library().bank
# What is asked of the firm itself has a page and a test of its own.
PLAIN = [
    question
    for question in BANK.questions
    if question.type != "rows" and question.id not in BANK.of_the_firm
]
TYPED = {
    "number": [("30", 30), ("12.5", 12.5)],
    "date": [("4 December 2026", "2026-12-04"), ("3/2/2026", "2026-02-03")],
    "text": [("Triage 3.2", "Triage 3.2")],
    "file": [("Data agreement, 2 November 2026", "Data agreement, 2 November 2026")],
}


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def owner(client, firm):
    client.force_login(firm.owner)
    return client


def ways_to_answer(question):
    """Yield what is ticked and typed, and what an answer sheet would say for it."""
    for option in question.options:
        alone = question.type == "single" or option.id in NON_ANSWERS
        yield [option.id], "", option.id if alone else [option.id]
    if question.type == "multi":
        together = [o.id for o in question.options if not o.exclusive and o.kind == "answer"]
        yield list(reversed(together)), "", together
    if question.type == "country_list":
        yield ["GB", "US"], "", ["GB", "US"]
        yield [], "Norway, KR", ["NO", "KR"]
        yield ["IE", "vendor_refused"], "Chile", ["IE", "CL", "vendor_refused"]
    if question.type in TYPED:
        for typed, said in TYPED[question.type]:
            yield [], typed, said
    for companion in question.companions:
        yield [companion.id], "", companion.id
    if question.type not in ("single", "multi"):
        for answer in question.non_answers:
            yield [answer.value], "", answer.value


# Half an answer, until somebody writes more beside it.
NEEDS_WORDS = {"does_not_apply", "opt_partly", "in_words"}
# Questions that share a page are answered one at a time here, with these beside them.
BESIDE = {
    "benchmark_vs_teacher": "public_tests", "claim_measure": "accuracy", "student_score": 90,
    "claim_test": "1,200 cases of their own", "teacher_score": 91, "held_to_account": ["regulator"],
}  # fmt: skip


@pytest.mark.parametrize("question", PLAIN, ids=lambda question: question.id)
def test_a_question_takes_every_answer_and_stores_what_a_sheet_stores(firm, owner, question):
    on_sheet, on_page = open_for(firm), open_for(firm)

    def on_a_sheet(assessment, answers):
        record_answers(assessment=assessment, bank=BANK, answers=answers, by=firm.owner.as_actor())

    if question.group:
        others = {key: said for key, said in BESIDE.items() if key != question.id}
        on_a_sheet(on_sheet, others)
        on_a_sheet(on_page, others)
    url = page_of(on_page, "question", key=question.id)
    # A gate that is decided hides the question; with nothing answered, none is.
    sent = fields_in(owner.get(url).content.decode())
    for version, (ticked, typed, said) in enumerate(ways_to_answer(question), start=1):
        words = "Because we looked." if NEEDS_WORDS & {*ticked} else ""
        mine = f"{question.id}-" if f"{question.id}-words" in sent else ""
        sent |= {f"{mine}answer": ticked, f"{mine}answer-typed": typed, f"{mine}words": words}
        done = owner.post(url, sent)
        assert done.status_code == 302, done.context["form"].errors

        on_a_sheet(on_sheet, {question.id: {"value": said, "words": words} if words else said})
        stored, sheet = (
            assessment.answers.filter(key=question.id).latest("version")
            for assessment in (on_page, on_sheet)
        )
        assert stored.version == version
        assert stored.words == words
        assert (stored.value, stored.grade, stored.given_by, stored.subject_kind) == (
            sheet.value,
            sheet.grade,
            sheet.given_by,
            sheet.subject_kind,
        )
        assert claims_of(on_page) == claims_of(on_sheet)
        sent = fields_in(owner.get(url).content.decode())

    # The page shows it again as it was said: sending it untouched changes nothing.
    assert owner.post(url, sent).status_code == 302
    assert on_page.answers.filter(key=question.id).count() == version


@pytest.mark.parametrize("setting", BANK.settings, ids=lambda setting: setting.id)
def test_a_question_about_the_check_takes_every_answer(firm, owner, setting):
    for option in setting.options:
        assessment = open_for(firm)
        url = page_of(assessment, "question", key=setting.id)
        assert owner.post(url, {"answer": option.id, "based_on": 0}).status_code == 302
        stored = assessment.answers.get(key=setting.id)
        assert stored.value == option.id
        assert parse_answers(BANK, {setting.id: option.id}) == claims_of(assessment)


@pytest.mark.parametrize("table", BANK.tables, ids=lambda table: table.id)
def test_a_table_takes_every_option_and_non_answer_of_every_cell(firm, owner, table):
    assessment = open_for(firm)
    url = page_of(assessment, "row_new", key=table.id)
    role = table.column(table.role_column)
    rows = []
    for column in table.columns:
        cells = [*(option.id for option in column.options)]
        cells += [each.value for each in Control.of_column(column).non_answers]
        for cell in cells:
            sent = fields_in(owner.get(url).content.decode())
            sent |= {f"cell_{role.id}": role.options[0].id, f"cell_{column.id}": cell}
            assert owner.post(url, sent).status_code == 302
            alone = column.type != "multi" or cell in NON_ANSWERS
            row = {role.id: role.options[0].id} | {column.id: cell if alone else [cell]}
            rows.append({each.id: row[each.id] for each in table.columns if each.id in row})
    sent = {f"cell_{role.id}": role.options[0].id, "grade": "document_seen"}
    for column in table.columns:
        if column.type in ("text", "country"):
            sent[f"cell_{column.id}-typed"] = "Chile"
    assert owner.post(url, sent).status_code == 302
    rows.append(
        {role.id: role.options[0].id}
        | {c.id: "CL" if c.type == "country" else "Chile" for c in table.columns
           if c.type in ("text", "country")}
    )  # fmt: skip
    stored = assessment.answers.latest("version")
    assert (stored.value, stored.grade) == (rows, "document_seen")
    assert parse_answers(BANK, {table.id: rows})


@pytest.mark.parametrize("table", BANK.tables, ids=lambda table: table.id)
def test_a_whole_table_can_be_a_non_answer_or_left_as_it_is(firm, owner, table):
    for answer in table.non_answers:
        assessment = open_for(firm)
        url = page_of(assessment, "question", key=table.id)
        sent = fields_in(owner.get(url).content.decode())
        assert owner.post(url, sent).status_code == 302
        assert not assessment.answers.exists()
        assert owner.post(url, sent | {"answer": answer.value}).status_code == 302
        assert assessment.answers.get().value == answer.value
