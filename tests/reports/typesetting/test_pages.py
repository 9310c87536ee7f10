"""What the pages say: counts of 100, plain words, nothing of the user's own read as a page."""

import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
import segno

from content.words import group, word
from evaluations.wording.sentences import lead_sentence
from procurement.facts.sources import Certainty, Observation
from procurement.facts.subjects import ASSESSMENT
from procurement.facts.values import members
from procurement.questionnaire.answers import parse_answers
from procurement.screening import gather_facts, screen
from procurement.wording.model_history import model_history
from procurement.wording.model_history_drawing import lineage_drawing
from reports.check_code import check_code
from reports.content.decisions import FlagReplied
from reports.content.report_content import PreparedBy
from reports.parts.saving import Saving
from reports.typesetting.pages import render_html
from tests.procurement.silent import REFUSED, TITLE
from tests.procurement.test_silences import DPIA_TITLE, STAFF_TRACKED
from tests.reports.content_made import LAW_ON, LIBRARY, content, evaluation, screening

HASH = "0123456789abcdef" * 4


class Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.said, self.tags = [], []

    def handle_data(self, data):
        self.said.append(data)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def page(made):
    html = render_html(made, LIBRARY.bank, content_sha256=HASH)
    words = Words()
    words.feed(html)
    return html, " ".join(" ".join(words.said).split()), words.tags


ANSWERS = {
    "personal_data_types": ["customer_records", "free_text"],
    "screening_features": ["profiling", "large_scale"],
    "inference_countries": ["US"],
    "us_uk_extension": "opt_no",
    "transfer_tools": ["none_in_place"],
    "dpia_status": "not_started",
    "training_method": "vendor_refused",
    "use_cases": ["recruitment"],
}


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((2700, 126, 95, 149), "between 0.1 and 2 more wrong than the bigger version"),
        ((880, 20, 60, 40), "fewer wrong than the bigger version"),
        ((270, 12, 9, 9), "fewer and"),
    ],
)
def test_the_headline_is_a_range_in_counts_of_100(counts, said):
    sentence = lead_sentence(evaluation(*counts), "Turbo")
    assert said in sentence
    assert sentence.endswith(f"tested on {sum(counts):,} of your own.")


def test_a_negative_difference_reads_as_more_wrong_and_a_positive_as_fewer():
    worse, better = evaluation(800, 150, 20, 30), evaluation(800, 20, 150, 30)
    assert "more wrong" in lead_sentence(worse, "Turbo")
    assert "fewer wrong" in lead_sentence(better, "Turbo")


def test_without_right_labels_only_agreement_is_told():
    sentence = lead_sentence(evaluation(900, 50, 20, 30, labelled_by="teacher"), "Turbo")
    assert "answers as the bigger version does" in sentence
    assert "wrong" not in sentence


FORBIDDEN = re.compile(
    r"not inferior|non-inferior|\bmargin\b|\bslice|\bartefact|\bretention\b|percentage point|\bstudent\b|NaN|None|\bnull\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("counts", [(900, 5, 5, 90), (800, 120, 20, 60), (90, 5, 3, 2)])
def test_pages_outside_the_method_speak_in_the_users_words(counts):
    html, _, _ = page(content(evaluation(*counts, claim=0.93), screened=screening(**ANSWERS)))
    # Questions and rules have words of their own; what is ours is read here.
    ours = Words()
    ours.feed(html.split('id="end-of-page-one"')[0])
    ours.feed(html.split('id="part-test-1"')[1].split('id="part-method"')[0])
    said = " ".join(" ".join(ours.said).split())
    assert "What was measured" in said
    assert FORBIDDEN.findall(said) == []


def test_page_one_says_all_a_director_needs_in_its_order():
    made = content(evaluation(270, 12, 9, 9), screened=screening(**ANSWERS)).model_copy(
        update={
            "trade_off": "Triage Turbo saves about £1,870 a year.",
            "valid_until": date(2027, 5, 21),
            "tested_on": (date(2026, 11, 20),),
            "would_not_say": ("Which model was it trained from?",),
            "prepared_by": PreparedBy(name="Anwen Pryce", role="Adviser"),
        }
    )
    html, _, _ = page(made)
    words = Words()
    words.feed(html.split("</article>")[0])
    said, at = " ".join(" ".join(words.said).split()), 0
    for point in (
        "Is the 1p “Triage Turbo” good enough to sort our enquiries?", "Do not proceed yet",
        "Nobody has decided yet", "Triage Turbo saves about £1,870 a year. Prices and volume are as told.",
        "tested on 300 of your own.", "Why", "Do next", "No owner or date yet", "DPIA", "Transfers abroad",
        "What this rests on: 10 facts", "3 somebody says", "2 document seen", "1 we tested", "4 nobody knows",
        "Vendor would not say Which model was it trained from?",
        "We did not check 3 answers rest on somebody’s word alone.", "rules wait for an answer",
        "Product Triage Turbo 3.2 by Larkfield Systems. Tested on 20 November 2026",
        "Valid until 21 May 2027. Look again sooner if the version",
        "Prepared by Anwen Pryce, adviser, for Harbour Lettings.", "Who paid for it: not declared.",
        "Interests in the vendor: not declared.", f"Check code {check_code(HASH)}",
    ):  # fmt: skip
        assert point in said[at:], point
        at = said.index(point, at)


def test_the_saving_stands_on_page_one_without_a_test_too_and_so_does_that_nobody_knows_it():
    known = content().model_copy(update={"saving": Saving(a_year=1_870, set_up=None)})
    for made, said in (
        (known, "saves about £1,870 a year"),
        (content(), "What it would save, nobody can tell: a price or how much it is used"),
    ):
        first = page(made)[0].split('id="end-of-page-one"')[0]
        assert said in first
        assert first.index(said) < first.index("Triage Turbo was not tested.")


def test_a_version_that_nobody_named_is_said_to_be_so():
    first = page(content(version=None))[0].split('id="end-of-page-one"')[0]
    assert "Triage Turbo (nobody has said which version) by Larkfield Systems. Not tested." in first


def test_every_flag_stands_once_with_its_citation_and_date():
    made = content(screened=screening(**ANSWERS))
    html, said, tags = page(made)
    ids = [attrs["id"] for tag, attrs in tags if attrs.get("class") == "r-flag"]
    assert sorted(ids) == sorted(flag.rule for flag in made.screen.flags)
    assert said.count("Checked 21 November 2026") >= len(ids)
    assert html.count("<svg") == html.count("<title>") - 1  # each picture says what it shows


def test_one_silence_is_one_flag_in_the_list_and_on_page_one():
    made = content(screened=screening(**REFUSED))
    together = [flag for flag in made.screen.flags if flag.part_of == "training_method"]
    title = f"{TITLE} ({len(together)} points)"
    html, _, _ = page(made)
    assert html.count('class="r-together"') == 1
    assert f"</span> {title}</h3>" in html
    assert len(re.findall('class="r-flag" id="', html)) == len(made.screen.flags)
    one, inside = html.split('id="end-of-page-one"')[0], html.split('class="r-together"')[1]
    assert one.count(TITLE) <= 1
    assert all(flag.title not in one.split("Do next")[0] for flag in together)
    assert "<b>Decision</b>" not in inside
    assert "Where no decision is named, nobody has decided yet." in html


def test_what_calls_for_one_dpia_is_one_finding_and_each_id_stands_once():
    made = content(screened=screening(**STAFF_TRACKED))
    title = f"{DPIA_TITLE} (4 reasons)"
    html, _, tags = page(made)
    ids = [attrs["id"] for tag, attrs in tags if attrs.get("class") == "r-flag"]
    assert sorted(ids) == sorted(flag.rule for flag in made.screen.flags)
    inside = html.split(f"</span> {title}</h3>")[1].split('<div class="r-together"')[0]
    assert "<b>Because</b>" in inside.split("dpia_missing")[1]
    one = html.split('id="end-of-page-one"')[0]
    assert one.count(title) == 1
    assert one.count("DPIA required:") == 0
    assert one.count("Complete and sign off") <= 1


def test_what_the_vendor_says_to_a_flag_stands_with_it_with_who_and_when():
    made = content(screened=screening(**STAFF_TRACKED))
    at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    said = FlagReplied(
        rule="dpia_ico_tracking", words="No <b>tracking</b>", said_by="M. Okoro", at=at
    )
    html, words, _ = page(made.model_copy(update={"flag_replies": (said,)}))
    flag = " ".join(html.split('id="dpia_ico_tracking"')[1].split('class="r-flag"')[0].split())
    assert (
        "<b>The vendor says</b> No &lt;b&gt;tracking&lt;/b&gt;. M. Okoro, 20 November 2026." in flag
    )
    assert words.count("The vendor says No") == 1


def test_nothing_a_user_wrote_becomes_a_page():
    hostile = "<script>alert(1)</script><link rel=attachment href=file:///etc/passwd>{{ settings }}"
    _, said, tags = page(
        content(
            evaluation(90, 5, 3, 2),
            product=hostile,
            organisation=hostile,
            question=hostile,
            vendor=hostile,
        )
    )
    assert [tag for tag, attrs in tags if tag == "script" or attrs.get("rel") == "attachment"] == []
    assert "{{ settings }}" in said


def test_the_same_content_gives_the_same_page():
    made = content(evaluation(270, 12, 9, 9), screened=screening(**ANSWERS))
    assert page(made)[0] == page(made)[0]


def test_an_untested_product_and_an_empty_file_are_said_plainly():
    _, said, _ = page(content())
    assert "was not tested" in said
    assert "No flag on these answers. That is not the same as none" in said
    assert re.search(r"1\d\d rules wait for an answer, \d+ of them grave", said)


def test_a_check_code_can_be_read_out():
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){2}", check_code(HASH))
    assert check_code(HASH) != check_code("1" + HASH[1:])


def test_every_word_people_read_has_its_key():
    assert set(group("suggestion")) == {
        "proceed",
        "proceed_with_conditions",
        "do_not_proceed_yet",
        "do_not_proceed",
    }
    assert set(group("result")) == {"not_inferior", "inferior", "cannot_tell"}
    with pytest.raises(KeyError):
        word("result", "unheard_of")


def test_what_was_measured_against_what_was_told_stands_among_the_reasons():
    seen = Observation(
        ASSESSMENT, "tier_meaning", members("quantised"), Certainty.MEASURED, "int8 in the file"
    )
    told = parse_answers(LIBRARY.bank, {"tier_meaning": ["own_small"]})
    _, words, _ = page(content(screened=screen(LIBRARY, (*told, seen), LAW_ON)))
    assert "What we measured is not what we were told" in words.split("Do next")[0]


def test_the_kind_that_is_worse_stands_among_the_reasons_after_what_decides():
    number = {"value": 0.5, "low": 0.4, "high": 0.6, "n": 66, "method": "Wilson", "why": None}
    kind = {
        "column": "kind", "value": "damp and safety", "made_by": "buyer", "n": 66, "verdict": "worse",
        "student": number, "teacher": number | {"value": 54 / 66}, "difference": None,
    }  # fmt: skip
    tested = {**evaluation(442, 31, 21, 82), "slices": [kind]}
    words = page(content(tested))[1].split("Do next")[0]
    assert "could stop you. Worse on damp and safety: 33 of 66 wrong, against 12 of 66" in words


def test_the_line_of_models_is_drawn_with_its_words_and_what_comes_down():
    told = parse_answers(
        LIBRARY.bank,
        {
            "training_method": ["teacher_answers"],
            "models": [
                {"role": "teacher", "name": "Qwen-72B", "made_by": "qwen", "licence": "tongyi"},
                {"role": "base", "name": "Aldermoor 7B"},
            ],
        },
    )
    history = model_history(gather_facts(LIBRARY, told, LAW_ON), LIBRARY)
    whole = content().model_copy(update={"model_history": history})
    html = render_html(whole, LIBRARY.bank, content_sha256="0" * 64)

    assert lineage_drawing(history) in html, "the same bytes as on the page"
    assert "may not be used to improve any other large language model" in " ".join(html.split())
    assert "Aldermoor 7B: nobody has said under which terms it was used" in html


def test_a_report_from_before_the_line_of_models_was_drawn_still_has_pages():
    html = render_html(content(), LIBRARY.bank, content_sha256="0" * 64)
    assert "Where the model came from</h1>" not in html


def test_the_square_leads_to_the_page_that_checks_this_report():
    made = content(evaluation(270, 12, 9, 9)).model_copy(
        update={"check_at": "https://advice.example/verify/"}
    )
    address = f"https://advice.example/verify/?code={check_code(HASH)}"
    html = render_html(made, LIBRARY.bank, content_sha256=HASH)
    assert f"<title>Square code: check this report at {address}</title>" in html
    # Read back from what is drawn, module by module, against another drawing of the same code.
    drawn = set(re.findall(r"M(\d+) (\d+)h1v1h-1z", html))
    rows = segno.make_qr(address, error="m").matrix
    assert drawn == {
        (str(x), str(y)) for y, row in enumerate(rows) for x, on in enumerate(row) if on
    }
