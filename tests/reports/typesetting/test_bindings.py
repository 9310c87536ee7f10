"""Two bindings of one content: few pages for whoever decides, all of it in the other, one check code."""

import importlib
import io
import re
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from evaluations.wording.ledger import LedgerLine
from reports.check_code import check_code
from reports.content.asked_again import AskedAgain, AskedOn
from reports.content.decisions import FlagDecided, FlagReplied
from reports.content.history import Issued
from reports.typesetting.bindings import BINDINGS, ways_to_set
from tests.conftest import needs_pango
from tests.reports.advising.advised import says
from tests.reports.content_made import LIBRARY, content, evaluation, screening
from tests.reports.typesetting.extremes import usual
from tests.reports.typesetting.test_pages import ANSWERS
from tests.reports.typesetting.test_pdf import long_report

if needs_pango.args[0]:
    pytest.skip(needs_pango.kwargs["reason"], allow_module_level=True)
pdf = importlib.import_module("reports.typesetting.pdf")  # loads pango
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
HASH = "0123456789abcdef" * 4


def pages(made, binding):
    """Return the text of each page of a binding."""
    ways = ways_to_set(binding, made, LIBRARY.bank, content_sha256=HASH)
    rendered = pdf.render(ways, enclosures=[], made_at=AT, identifier=HASH)
    read = PdfReader(io.BytesIO(rendered.content))
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    return [" ".join(page.extract_text().split()) for page in read.pages]


def very_long():
    """A report with more to settle, to do and to read than six pages hold."""
    made = long_report()
    assert made.decision
    condition = made.decision.conditions[0]
    conditions = tuple(
        condition.model_copy(update={"what": f"Step {number}: " + "write down what happens. " * 60})
        for number in range(40)
    )
    replies = tuple(
        FlagReplied(rule=flag.rule, words="We see it otherwise. " * 80, said_by="M. Okoro", at=AT)
        for flag in made.screen.flags
    )
    decision = made.decision.model_copy(update={"conditions": conditions})
    return made.model_copy(update={"decision": decision, "flag_replies": replies})


def test_both_bindings_have_one_page_one_and_one_check_code_and_name_each_other():
    made = content(evaluation(270, 12, 9, 9), screened=screening(**ANSWERS))
    client, full = (pages(made, binding) for binding in BINDINGS)
    for each in (client, full):
        assert f"Check code {check_code(HASH)}" in each[0]
        assert f"Check code {check_code(HASH)}" in each[1]  # at the foot of every page
    one, other = (
        re.sub(r"(Client report|Full file)\. |Page 1 of \d+", "", each[0])
        for each in (client, full)
    )
    assert one == other
    assert f"The full file has the same check code, {check_code(HASH)}" in client[-1]
    assert f"The client report has the same check code, {check_code(HASH)}" in " ".join(full)
    assert len(client) <= 6


def test_the_client_report_says_what_to_settle_do_and_sign():
    made = content(evaluation(270, 12, 9, 9), screened=screening(**ANSWERS))
    reply = FlagReplied(
        rule="transfer_no_tool", words="We shall sign one", said_by="M. Okoro", at=AT
    )
    said = " ".join(pages(made.model_copy(update={"flag_replies": (reply,)}), "client"))
    at = 0
    for part in (
        "Flags to settle", "The vendor says: We shall sign one. M. Okoro, 21 November 2026.",
        "Where the data goes", "The test", "What to do", "No owner or date yet", "Sign-off",
        "Nobody has decided yet",
    ):  # fmt: skip
        assert part in said[at:], part
        at = said.index(part, at)


def test_where_one_reason_of_several_is_decided_on_the_client_report_says_that_the_rest_is_not():
    made = content(screened=screening(**ANSWERS))
    reasons = [flag for flag in made.screen.flags if flag.shown_under and flag.status == "raised"]
    assert len(reasons) > 1
    decided = FlagDecided(
        rule=reasons[0].rule, what="confirm", reason="We hold it", who=None, due=None,
        by="Priya Shah", role="Compliance lead", at=AT, changed_since=False,
    )  # fmt: skip
    said = " ".join(pages(made.model_copy(update={"flag_decisions": (decided,)}), "client"))
    row = said[said.index(reasons[0].shown_under) :].split("Nobody has decided on this yet")[0]
    assert "Priya Shah" in row
    assert row.count("Nobody has decided on its other reasons yet.") == 1


def test_of_many_replies_the_newest_stand_there_and_the_rest_is_counted():
    made = content(screened=screening(**ANSWERS))
    replies = tuple(
        FlagReplied(rule="transfer_no_tool", words=f"Word {n}", said_by="M. Okoro", at=AT)
        for n in range(1, 6)
    )
    said = " ".join(pages(made.model_copy(update={"flag_replies": replies}), "client"))
    told = [n for n in range(1, 6) if f"The vendor says: Word {n}." in said]
    assert told == [4, 5]
    assert "3 earlier replies stand in the full file." in said


@pytest.mark.parametrize("made", [content(), very_long()], ids=["empty", "very long"])
def test_the_client_report_has_at_most_six_pages(made):
    found = pages(made, "client")
    assert len(found) <= 6
    assert "Check code" in found[0].split("Prepared by")[1]
    assert "Sign-off" in " ".join(found[1:])


def test_a_light_check_has_two_pages():
    made = very_long()
    light = made.screen.model_copy(update={"depth": "light"})
    found = pages(made.model_copy(update={"screen": light}), "client")
    assert len(found) == 2
    assert "Check code" in found[0].split("Prepared by")[1]
    assert "Light check" in found[1]
    assert "Sign-off" in found[1]


def test_the_full_file_says_what_stands_where_and_each_flag_once_in_its_table():
    made = content(evaluation(270, 12, 9, 9), screened=screening(**ANSWERS))
    html = next(iter(ways_to_set("full", made, LIBRARY.bank, content_sha256=HASH)))
    table = html.split("r-every")[1].split("</table>")[0]
    for flag in made.screen.flags:
        assert table.count(f"<td>{flag.rule}</td>") == 1
    ways = ways_to_set("full", made, LIBRARY.bank, content_sha256=HASH)
    rendered = pdf.render(ways, enclosures=[], made_at=AT, identifier=HASH)
    read = PdfReader(io.BytesIO(rendered.content))
    contents = " ".join(read.pages[1].extract_text().split()).split("In this file")[1]
    begins = {
        each.title: read.get_destination_page_number(each) + 1
        for each in read.outline
        if not isinstance(each, list)
    }
    for title in ("Flags and decision", "The test", "Questions and answers", "What the words mean"):
        assert f"{title} {begins[title]}" in contents
    lines = [each.get_object() for each in read.pages[1]["/Annots"]]
    assert len(lines) == len(re.findall('<a href="#part-', html))
    assert all(each["/Subtype"] == "/Link" and each["/Contents"] for each in lines)


def with_every_part():
    """A report in which each part of the full file has something to say."""
    line = LedgerLine(
        number=1, asked_on=date(2026, 11, 1), this="cheap.csv", other="dear.csv", examples="mails.csv", n=300,
        seen_before=0, look=1, limit="2", claim="", outcome="Not worse by more than the limit", changed="",
    )  # fmt: skip
    month = AskedOn(
        on=date(2026, 11, 1), since=date(2026, 10, 1), changed=7, worse=5, better=1, told_on=None
    )
    again = AskedAgain(
        name="mails.csv", n=50, known=50, drawn=True, first_on=date(2026, 10, 1),
        sentence="7 of 50 answers changed.", range="Between 6% and 26%.", months=(month,),
    )  # fmt: skip
    first = Issued(number=1, at=AT, by="Anwen", role="Adviser", reason="", check_code=None)
    return usual().model_copy(
        update={
            "test_ledgers": ((line,),),
            "asked_again": (again,),
            "adviser": says(),
            "history": (first,),
        }
    )


def test_every_part_of_the_full_file_has_its_line_in_the_contents():
    html = next(iter(ways_to_set("full", with_every_part(), LIBRARY.bank, content_sha256=HASH)))
    parts = re.findall(r'<h1 class="r-h" id="(part-[\w-]+)"', html)
    assert {"part-ledger", "part-asked-again", "part-models", "part-letter", "part-history"} <= set(
        parts
    )
    assert re.findall(r'data-to="#([\w-]+)"', html) == parts
