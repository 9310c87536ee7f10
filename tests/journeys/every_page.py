"""Every page as an owner sees it, in each state: the firms that fill the pages, and who visits them.

The looks (wide, narrow, large; light, dark, forced colours) are parted into files, one beside the other.
"""

import gc
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import resolve, reverse
from django.utils import timezone

from jobs import execution
from labelling.actions.drawing import draw_examples
from labelling.actions.exports import choose_columns, name_kinds
from organisations.models import SigningRule
from procurement.actions.answers import record_answers
from procurement.actions.assessment_decisions import decide_assessment
from procurement.actions.closing import close_assessment
from procurement.actions.flag_decisions import decide_flag
from procurement.actions.upgrades import upgrade_assessment
from procurement.models import FlagChoice, Verdict
from procurement.screening_result import Flag as Finding
from procurement.shown_flags import shown_flags
from tests.conftest import needs_pango
from tests.journeys.browser import (
    hold,
    hold_colours,
    let_sign_in,
    needs_chromium,
    page_for,
    sign_in,
)
from tests.journeys.doors import DOORS, OWNER
from tests.journeys.material import Material
from tests.journeys.test_who_may_what import address
from tests.labelling.labelled import KINDS, again, checked
from tests.organisations.cast import found_firm
from tests.procurement.older import first_library, open_under
from tests.procurement.opened import LIBRARY, answer, open_for
from tests.procurement.silent import REFUSED
from tests.reports.certificates.held import own

EVERY_PAGE = [
    needs_chromium, needs_pango, pytest.mark.slow, pytest.mark.usefixtures("committed"),
]  # fmt: skip
LIGHT_AND_DARK = ({"color_scheme": "dark"},)
FORCED_COLOURS = ({"forced_colors": "active"},)
# Parts of a page that scripts fetch, and a file.
NOT_PAGES = {
    "evaluations:columns_progress", "evaluations:run_progress", "evaluations:version_file_progress", "reports:progress",
    "reports:download", "reports:download_client_report", "procurement:workbook_download", "procurement:workbook_progress",
    "procurement:evidence_file", "portal:sheet_progress", "desk:contract_words_file",
    "procurement:new_rules_progress", "labelling:progress", "desk:triage_record_file",
    "watching:progress", "watching:months_file", "watching:examples_file",
    "evaluations:example_set_progress", "evaluations:sheet_file", "evaluations:vendor_sheet_file",
    "evaluations:table", "reports:twin_file", "reports:tables", "reports:table", "reports:dpia_annex",
    "reports:transfers_annex", "reports:logo", "reports:draft_progress", "reports:draft_full_file",
    "reports:draft_client_report",
}  # fmt: skip
PAGES = sorted(
    name
    for name, door in DOORS.items()
    if door.look and OWNER in door.look and name not in NOT_PAGES
)
FOR_THE_LEAD = ("procurement:flag_severity",)
WAITING = (
    "evaluations:columns", "evaluations:example_set", "evaluations:run", "evaluations:version_file", "reports:report", "desk:assessment",
    "procurement:workbook_filled", "portal:sheet", "labelling:labelling", "reports:draft",
)  # fmt: skip
UNTOLD = (
    "desk:home", "desk:queue", "desk:assessment", "desk:decision", "evaluations:tests",
    "portal:requests", "portal:ask",
    "procurement:evidence", "procurement:questions", "procurement:section", "procurement:flags", "reports:reports", "reports:draft",
    "desk:payback", "procurement:public_places", "procurement:public_place",
    "procurement:earlier_answers",
    "procurement:all_questions", "procurement:asking", "procurement:model_history",
    "protection:dpia", "protection:dpia_worksheet", "protection:dpia_sign", "protection:dpia_not_needed",
    "protection:transfers", "labelling:new", "watching:watches", "watching:new",
)  # fmt: skip
OLDER = ("desk:home", "desk:assessment", "procurement:upgrade", "procurement:new_rules")
CLOSED = ("desk:assessment", "procurement:closing", "procurement:questions")
SILENT = ("procurement:flags", "procurement:flag")
# A firm that has no terms, no logo and no texts yet.
FIRM_BEGUN = (
    "reports:advising", "reports:brand", "reports:terms", "reports:kept_text_new", "reports:certificate",
)  # fmt: skip
PUBLIC = (
    "desk:front", "desk:meeting", "desk:meeting_email", "desk:meeting_answers", "desk:method", "desk:privacy",
    "desk:accessibility", "account_login", "procurement:payback", "reports:verify",
)  # fmt: skip
# The meeting sheet in its states: a sign, several and a family, nothing known, a mistake; and its form.
SHEETS = (
    "/meeting/?product=Triage+Turbo", "/meeting/?product=Gemini+2.5+Flash-Lite_Q4_K_M", "/meeting/?product=Helper",
    f"/meeting/?product={'W' * 81}", "/meeting/email/?product=Triage+Turbo",
    *(f"/meeting/answers/{number}/?product=Triage+Turbo" for number in range(1, 7)),
)  # fmt: skip
SIGNED_IN = ("account_logout",)
FOR_THE_ADVISER = ("desk:clients_queue",)
ADVISING = (
    "reports:reports", "reports:adviser_interests", "reports:adviser_scope", "reports:adviser_conclusion",
    "reports:adviser_opinion", "reports:adviser_letter", "reports:preflight",
)  # fmt: skip
# A grave flag of another kind, so that one is left when the first falls.
DPIA_MISSING = {
    "personal_data_types": ["special_category"], "screening_features": ["vulnerable", "matching"], "dpia_status": "not_started",
}  # fmt: skip


def decided(material):
    """Let the lead decide on one flag and on the whole."""
    by = material.firm.lead.as_actor()
    flag = material.assessment.flags.get(id=material.ids["flag"])
    decide_flag(
        flag=flag, what=FlagChoice.ASK_MITIGATION, reason="Sign the transfer agreement.",
        seen=Finding.model_validate(flag.finding), by=by, who="Lena", due=date(2035, 12, 4),
    )  # fmt: skip
    decide_assessment(
        assessment=material.assessment, value=Verdict.DO_NOT_PROCEED_YET, reason="Nothing is signed.",
        conditions=[], suggested=Verdict.DO_NOT_PROCEED, grounds=[], by=by,
    )  # fmt: skip


@pytest.fixture
def finished(committed):
    """A firm with an assessment told to its end, and with a second that still waits for a worker."""
    made = Material("Harbour")
    let_sign_in(made.firm.owner)
    let_sign_in(made.firm.lead)
    let_sign_in(made.firm.adviser)
    decided(made)
    for job in (
        made.sample_file.job,
        made.sample_set.job,
        made.run.job,
        made.report.job,
        made.draft_copy.job,
        made.filled_workbook.job,
        made.sheet_task.job,
        made.labelling.job,
        made.artefact.look,
    ):
        assert job
        execution.perform(job)
    labelled(made)
    # Two, so that one is an earlier one; the other ends soon.
    for ends in (300, 12):
        own(made.firm.organisation, made.firm.owner, ends=ends)
    # What sets the report's pages removes its folder when it is collected, which is a file's business.
    gc.collect()
    return made


def labelled(material):
    """Let two people label, and differ on two."""
    first, second = material.firm.owner.as_actor(), material.firm.lead.as_actor()
    choose_columns(labelling=again(material.labelling), columns=["body"], by=first)
    name_kinds(labelling=material.labelling, kinds=KINDS, by=first)
    draw_examples(labelling=again(material.labelling), number=20, by=first)
    checked(again(material.labelling), first, second)


def older(firm):
    """Open a file under the first questions, whose vendor would not say how the model was made."""
    library = first_library()
    made = open_under(library, firm)
    by = firm.owner.as_actor()
    record_answers(assessment=made, bank=library.bank, answers=REFUSED, by=by)
    upgrade_assessment(
        assessment=made, seen=f"{LIBRARY.bank_sha256} {LIBRARY.rulebook_sha256}", by=by
    )
    together = next(one for one in shown_flags(made) if one.several)
    old = open_under(library, firm)
    ids = {"organisation": firm.organisation.id}
    return ids | {"assessment": made.id, "flag": together.flag.id}, ids | {"assessment": old.id}


def closed(firm):
    """Open a tool and close it."""
    made = open_for(firm, product="Letter Writer")
    close_assessment(assessment=made, by=firm.owner.as_actor())
    return {"organisation": firm.organisation.id, "assessment": made.id}


def to_look_at(material):
    """Let a vendor's answer clear a grave flag, and somebody accept another without a second."""
    vendor = {"value": ["idta"], "grade": "vendor_says", "by": "M. Okoro, Larkfield Systems"}
    answer(material.assessment, material.firm.owner, transfer_tools=vendor)
    fell = material.assessment.flags.filter(lowerings__isnull=False).first()
    answer(material.assessment, material.firm.owner, **DPIA_MISSING)
    grave = material.assessment.flags.filter(standing="raised", severity="critical").first()
    decide_flag(
        flag=grave, what=FlagChoice.ACCEPT, reason="For the trial only.",
        seen=Finding.model_validate(grave.finding), by=material.firm.owner.as_actor(),
        until=timezone.localdate() + timedelta(days=90),
    )  # fmt: skip
    material.firm.organisation.signing = SigningRule.TWO_PEOPLE
    material.firm.organisation.save()
    return [address("procurement:flag", material.ids | {"flag": flag.id}) for flag in (fell, grave)]


@pytest.fixture
def addresses(finished):
    waiting = Material("Second", firm=finished.firm)
    silent, old = older(finished.firm)
    found = [address(name, finished.ids) for name in PAGES]
    found += [address(name, waiting.ids) for name in WAITING]
    found += [address(name, old) for name in OLDER]
    over = closed(finished.firm)
    found += [address(name, over) for name in CLOSED]
    found += to_look_at(waiting)
    found.append(f"{address('labelling:hard', finished.ids)}?find=flat")
    found += [
        f"{address('desk:queue', finished.ids)}?{said}"
        for said in ("show=check&severity=critical", "age=90")
    ]
    found.append(address("procurement:flags", waiting.ids))
    return found + [address(name, silent) for name in SILENT]


@pytest.fixture
def untold(committed):
    """A firm that has just begun."""
    firm = found_firm("Quayside Brokers")
    let_sign_in(firm.owner)
    ids = {"organisation": firm.organisation.id}
    empty = [address(name, ids) for name in ("desk:home", "desk:queue", "procurement:profile")]
    return firm, empty, ids


def visit(page, urls, looks):
    """Hold each page to what every page promises, and its colours in each further look."""
    for url in urls:
        page.goto(url)
        hold(page)
        for look in looks:
            page.emulate_media(**look)
            hold_colours(page)
        page.emulate_media(color_scheme="light", forced_colors="none")


def of_the_assessment(finished, addresses, site, browser, *, width, looks):
    """Visit what belongs to one tool, but for its questions: tests, papers, vendor, reports."""
    owner = page_for(browser, site, width=width)
    sign_in(owner, finished.firm.owner.email)
    visit(owner, [each for each in addresses if not of_the_questions(each)], looks)


def of_the_rest(finished, addresses, untold, site, browser, *, width, looks):
    """Visit the questions and flags, what strangers see, and a firm that has just begun."""
    stranger = page_for(browser, site, width=width)
    visit(stranger, [*map(reverse, PUBLIC), *SHEETS], looks)
    lead = page_for(browser, site, width=width)
    sign_in(lead, finished.firm.lead.email)
    visit(lead, [address(name, finished.ids) for name in FOR_THE_LEAD], looks)
    adviser = page_for(browser, site, width=width)
    sign_in(adviser, finished.firm.adviser.email)
    visit(adviser, map(reverse, FOR_THE_ADVISER), looks)
    visit(adviser, [address(name, finished.ids) for name in ADVISING], looks)
    own = {"organisation": finished.engagement.adviser_id}
    visit(adviser, [address(name, own) for name in FIRM_BEGUN], looks)
    not_begun = finished.ids | {"assessment": open_for(finished.firm, product="Not begun").id}
    visit(adviser, [address("reports:adviser", not_begun)], looks)
    owner = page_for(browser, site, width=width)
    sign_in(owner, finished.firm.owner.email)
    visit(
        owner,
        [*filter(of_the_questions, addresses), *map(reverse, SIGNED_IN)],
        looks,
    )
    firm, empty, ids = untold
    beginner = page_for(browser, site, width=width)
    sign_in(beginner, firm.owner.email)
    visit(beginner, empty, looks)
    begun = ids | {"assessment": open_for(firm).id}
    visit(beginner, [address(name, begun) for name in UNTOLD], looks)


def of_the_questions(url):
    return resolve(urlsplit(url).path).app_names == ["procurement"]
