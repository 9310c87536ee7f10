"""The flags of an assessment and one flag: who sees them, what they say, and how one decides."""

from datetime import timedelta

import pytest
import yaml
from django.utils import timezone

from organisations.roles import Role
from procurement.actions.observations import record_observations
from procurement.facts.sources import Certainty, Observation
from procurement.facts.subjects import ASSESSMENT
from procurement.facts.values import members
from procurement.models import FlagDecision
from tests.organisations.cast import found_firm
from tests.procurement.opened import TO_INDIA, answer, open_for, page_of
from tests.procurement.telling import SHARED

pytestmark = pytest.mark.django_db
LATER = timezone.localdate() + timedelta(days=20)
UNTIL = LATER.isoformat()
FLAG = "transfer_no_tool"


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    made = open_for(firm)
    answer(made, firm.owner, **TO_INDIA)
    return made


def url_of(assessment, rule=FLAG):
    return page_of(assessment, "flag", flag=assessment.flags.get(rule=rule).id)


def shown(client, url):
    answered = client.get(url)
    assert answered.status_code == 200
    return " ".join(answered.content.decode().split())


def decide(client, assessment, rule=FLAG, **typed):
    url = url_of(assessment, rule)
    seen = client.get(url).context["form"]["seen"].value()
    return client.post(
        url,
        {"what": "accept", "reason": "Only test messages.", "seen": seen, "until": UNTIL} | typed,
    )


@pytest.mark.parametrize("page", ["flags", "flag"])
@pytest.mark.parametrize("role", list(Role))
def test_every_member_reads_and_outsiders_learn_nothing(client, firm, assessment, page, role):
    url = url_of(assessment) if page == "flag" else page_of(assessment, page)
    client.force_login(firm.person(role))
    assert client.get(url).status_code == 200
    client.force_login(found_firm("Quayside Brokers").owner)
    assert client.get(url).status_code == 404


def test_another_firms_flag_is_not_found_under_ones_own_assessment(client, firm, assessment):
    other = found_firm("Quayside Brokers")
    theirs = open_for(other)
    answer(theirs, other.owner, **TO_INDIA)
    client.force_login(firm.owner)
    stranger = page_of(assessment, "flag", flag=theirs.flags.get(rule=FLAG).id)
    assert client.get(stranger).status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_only_owner_and_compliance_lead_decide(client, firm, assessment, role):
    client.force_login(firm.owner)
    seen = client.get(url_of(assessment)).context["form"]["seen"].value()
    client.force_login(firm.person(role))
    page = shown(client, url_of(assessment))
    posted = client.post(
        url_of(assessment), {"what": "accept", "reason": "So it is.", "seen": seen, "until": UNTIL}
    )
    if role in (Role.OWNER, Role.COMPLIANCE_LEAD):
        assert "Record decision" in page
        assert posted.status_code == 302
    else:
        assert "Record decision" not in page
        assert "An owner or a compliance lead" in page
        assert posted.status_code == 403
        assert not FlagDecision.objects.of(firm.organisation).exists()


def test_the_list_goes_from_the_gravest_down_and_then_says_what_cannot_be_told(
    client, firm, assessment
):
    client.force_login(firm.lead)
    page = shown(client, page_of(assessment, "flags"))
    stop, high, open_ = (
        page.index(part)
        for part in (
            "No legal tool for a transfer",
            "Answers are produced in",
            "What we cannot tell yet",
        )
    )
    assert stop < high < open_
    assert "Nobody has decided yet" in page
    assert page_of(assessment, "question", key="dpia_status") in page
    assert "all clear" not in page.lower()


def test_what_rests_on_the_vendors_bare_word_is_to_be_had_in_writing(client, firm, assessment):
    client.force_login(firm.reader)
    assert "Get these in writing" not in shown(
        client, page_of(open_for(firm, product="Quiet"), "flags")
    )
    answer(assessment, firm.owner, inference_countries={"value": "GB", "grade": "vendor_says"})

    page = shown(client, page_of(assessment, "flags"))
    _, section = page.split("Get these in writing")
    section = section.split("What we cannot tell yet")[0]
    assert page_of(assessment, "question", key="inference_countries") in section
    assert "If it is not so: Answers are produced in a country the UK does not cover" in section

    seen = {"value": "GB", "grade": "document_seen"}
    answer(assessment, firm.owner, inference_countries=seen)
    assert "If it is not so: Answers are produced in" not in shown(
        client, page_of(assessment, "flags")
    )


def test_a_file_with_no_answers_is_never_called_clear(client, firm):
    empty = open_for(firm, product="Quiet Lite")
    client.force_login(firm.reader)
    page = shown(client, page_of(empty, "flags"))
    assert "No flags from the answers so far" in page
    assert "That is not the same as none: 0 of" in page
    assert "What we cannot tell yet" in page


def test_a_flag_shows_each_fact_with_its_grade_its_person_and_its_question(
    client, firm, assessment
):
    answer(
        assessment, firm.owner,
        inference_countries={"value": ["IN"], "grade": "document_seen", "by": "Supplier list"},
    )  # fmt: skip
    client.force_login(firm.lead)
    page = shown(client, url_of(assessment))
    for said in (
        "India", "Document seen", "Supplier list", page_of(assessment, "question", key="transfer_tools"),
        "44A(2)", "Checked 21", "Do not start until a tool is signed", f"Our rule {FLAG}, version 2",
    ):  # fmt: skip
        assert said in page


def test_two_sources_that_disagree_stand_side_by_side(client, firm):
    disputed = open_for(firm, product="Other")
    answer(disputed, firm.owner, tier_meaning=["same_model"], training_method=["soft_targets"])
    low = Observation(
        ASSESSMENT, "tier_meaning", members("quantised", whole=False), Certainty.MEASURED,
        "97% of the numbers are stored in low precision",
    )  # fmt: skip
    record_observations(
        assessment=disputed, origin=disputed.id, observed=[low], by=firm.owner.as_actor()
    )
    client.force_login(firm.lead)
    page = shown(client, url_of(disputed, "contradiction:tier_meaning"))
    assert "wb-versus" in page
    assert "What the vendor says" in page
    assert "What we found" in page
    assert "97% of the numbers" in page


def test_a_decision_is_recorded_and_stands_on_list_and_flag(client, firm, assessment):
    client.force_login(firm.lead)
    done = decide(
        client, assessment, what="ask_mitigation", reason="Sign the IDTA.", who="Sam Okoro",
        due=LATER.strftime("%d/%m/%Y"),
    )  # fmt: skip
    assert done.status_code == 302
    assert done.url == page_of(assessment, "flags")
    assert "A change first: Sam Okoro, by" in shown(client, page_of(assessment, "flags"))
    page = shown(client, url_of(assessment))
    assert "Sign the IDTA." in page
    assert "Lena, Compliance lead" in page


@pytest.mark.parametrize(
    ("typed", "said", "field"),
    [
        ({"reason": " "}, "Say why", "id_reason"),
        ({"what": ""}, "Choose what should happen", "id_what_0"),
        ({"what": "ask_mitigation", "due": ""}, "Say who will see to it", "id_who"),
        ({"what": "ask_mitigation", "who": "Sam"}, "Say by when", "id_due"),
        (
            {"what": "ask_mitigation", "who": "Sam", "due": "soon"},
            "Enter the day like this",
            "id_due",
        ),
        ({"seen": "forged"}, "did not come back whole", "id_seen"),
    ],
)
def test_what_is_missing_is_said_on_top_and_what_was_typed_stays(
    client, firm, assessment, typed, said, field
):
    client.force_login(firm.lead)
    answered = decide(client, assessment, **({"reason": "A reason of mine."} | typed))
    page = " ".join(answered.content.decode().split())
    assert answered.status_code == 200
    assert "<title>Error: " in page
    assert "There is a problem" in page
    assert said in page
    if field != "id_seen":
        assert f'href="#{field}"' in page
    if "reason" not in typed:
        assert "A reason of mine." in page
    assert not FlagDecision.objects.of(firm.organisation).exists()


def test_all_that_is_missing_is_said_at_once(client, firm, assessment):
    client.force_login(firm.lead)
    flag = assessment.flags.get(rule="transfer_no_tool")
    address = page_of(assessment, "flag", flag=flag.id)
    seen = client.get(address).context["form"].initial["seen"]
    said = client.post(address, {"what": "ask_mitigation", "seen": seen}).content.decode()
    summary = said.split("There is a problem")[1].split("</ul>")[0]
    for sentence in ("Say what must be done", "Say who will see to it", "Say by when"):
        assert sentence in summary


def test_who_decides_on_an_old_page_is_told_what_changed_and_may_send_it_again(
    client, firm, assessment
):
    client.force_login(firm.lead)
    url = url_of(assessment)
    seen = client.get(url).context["form"]["seen"].value()
    answer(assessment, firm.owner, inference_countries=["IN", "KE"])
    typed = {"what": "accept", "reason": "Only test messages.", "seen": seen, "until": UNTIL}
    answered = client.post(url, typed)
    page = answered.content.decode()
    assert "changed while you looked" in page
    assert "Kenya" in page
    assert "Only test messages." in page
    again = answered.context["form"]["seen"].value()
    assert client.post(url, typed | {"seen": again}).status_code == 302


def test_a_flag_that_changed_since_it_was_decided_says_so(client, firm, assessment):
    client.force_login(firm.lead)
    decide(client, assessment)
    answer(assessment, firm.owner, inference_countries=["IN", "KE"])
    page = shown(client, url_of(assessment))
    assert "Changed since this was decided" in page
    assert "Kenya" in page
    assert "Changed since this was decided" in shown(client, page_of(assessment, "flags"))


def test_a_cleared_flag_stays_readable_and_is_not_decided(client, firm, assessment):
    url = url_of(assessment)
    answer(assessment, firm.owner, transfer_tools=["idta"])
    client.force_login(firm.lead)
    page = shown(client, url)
    assert "This flag was cleared on" in page
    assert "Record decision" not in page
    assert "Cleared since" in shown(client, page_of(assessment, "flags"))


EXAMPLES = (
    yaml.load((SHARED / "rules.yaml").read_text("utf-8"), yaml.CSafeLoader)["examples"]
    if SHARED.exists()
    else []
)


@pytest.mark.skipif(not EXAMPLES, reason="the worked examples are not on this machine")
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
def test_every_flag_of_every_open_example_has_its_page(client, firm, example):
    opened = open_for(firm, product=example["id"])
    answer(opened, firm.owner, **example["answers"])
    client.force_login(firm.lead)
    listed = shown(client, page_of(opened, "flags"))
    assert opened.flags.exists() == bool(example["expected_rules"])
    for flag in opened.flags.all():
        url = page_of(opened, "flag", flag=flag.id)
        assert url in listed
        page = shown(client, url)
        assert f"Our rule {flag.rule}, version {flag.version}" in page
        assert "None" not in page.split("<main")[1].split("</main")[0]


def test_a_flags_one_line_is_what_tells_it_from_the_others(client, firm, assessment):
    answer(assessment, firm.owner, tra_done="opt_no")
    client.force_login(firm.lead)
    lines = client.get(page_of(assessment, "flags")).context["raised"]
    why = {line.state.flag.rule: line.why for line in lines}
    assert why["transfer_tra_missing"].startswith("Have you done a transfer risk assessment")
