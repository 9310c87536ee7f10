"""Documents are taken in, read, used again, and erased: each with its trace, none half done."""

import io
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from PIL import Image

from content.refusal import Refused
from organisations import audit
from organisations.models import AppendOnly, Event
from procurement.actions.answers import AnsweredMeanwhile
from procurement.actions.evidence import (
    SaidOfEvidence,
    add_evidence,
    erase_evidence,
    review_evidence,
)
from procurement.actions.proofs import attach, detach
from procurement.evidence_age import Age
from procurement.evidence_queries import evidence_in, evidence_of
from procurement.lifecycle import Status
from procurement.models import Assessment, Evidence, EvidenceKind, EvidenceReview, ReviewState
from procurement.queries import claims_of, latest_answers
from tests.organisations.cast import found_firm
from tests.procurement.documents import attached, document_of
from tests.procurement.opened import LIBRARY, answer, open_for
from vault import files
from vault.models import StoredFile

pytestmark = pytest.mark.django_db
CONTRACT = SaidOfEvidence(EvidenceKind.CONTRACT, title="Terms of Larkfield")


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    return open_for(firm)


def add(firm, content=b"We keep no copy.", name="terms.txt", said=CONTRACT):
    return add_evidence(
        organisation=firm.organisation, source=io.BytesIO(content), name=name, said=said,
        by=firm.owner.as_actor(),
    )  # fmt: skip


def verbs(firm):
    rows = Event.objects.filter(organisation=firm.organisation.id).order_by("number")
    return [event.verb for event in rows]


def bytes_at_rest(firm):
    return sorted((settings.VAULT_DIR / firm.organisation.id.hex).rglob("*/*"))


def test_a_document_is_kept_encrypted_with_what_was_said_of_it(firm):
    kept = add(firm).evidence

    assert (kept.title, kept.name, kept.type) == ("Terms of Larkfield", "terms.txt", "text")
    assert b"".join(files.read(kept.file)) == b"We keep no copy."
    assert (kept.review, kept.added_by) == ("not_looked_at", "Olive")
    event = Event.objects.get(verb="evidence.added")
    assert "Terms of Larkfield" in event.words.payload
    assert kept.sha256 == kept.sent_sha256
    assert all(b"no copy" not in path.read_bytes() for path in bytes_at_rest(firm))
    assert audit.check_chain(firm.organisation.id).intact


def test_of_a_photograph_only_what_it_shows_is_kept(firm):
    exif = Image.Exif()
    exif[0x010E] = "kitchen of 5 Quay Street"
    target = io.BytesIO()
    Image.new("RGB", (4, 4)).save(target, "JPEG", exif=exif.tobytes())

    taken = add(firm, target.getvalue(), "../IMG_1.JPG", SaidOfEvidence(EvidenceKind.SCREENSHOT))

    kept = b"".join(files.read(taken.evidence.file))
    assert b"Quay Street" in target.getvalue()
    assert b"Quay Street" not in kept
    assert taken.evidence.title == taken.evidence.name == "IMG_1.jpg"
    assert taken.evidence.sha256 != taken.evidence.sent_sha256
    assert "without the place" in taken.remarks[0]


@pytest.mark.parametrize(
    ("content", "name", "piece"),
    [
        (b"<svg onload=alert(1)/>", "logo.svg", "an XML file"),
        (b"<!doctype html><p>", "page.html", "a web page"),
        (b"MZ" + bytes(100), "setup.exe", "a program"),
        (b"\x80\x04\x95\x00.", "model.pkl", "a pickle file"),
        (b"%PDF-1.7 and no more", "cut.pdf", "damaged"),
        (b"echo hello", "run.bat", "would run a file of this name"),
        (b"x" * (20 * 2**20 + 1), "long.txt", "larger than 20 MB"),
        (b"", "empty.txt", "empty"),
    ],
    ids=["svg", "page", "program", "pickle", "cut", "script", "long", "empty"],
)
def test_a_refused_file_leaves_nothing(firm, content, name, piece):
    before = verbs(firm)

    with pytest.raises(Refused) as caught:
        add(firm, content, name)

    assert piece in caught.value.sentence
    assert caught.value.what_to_do
    assert not Evidence.objects.of(firm.organisation).exists()
    assert not StoredFile.objects.exists()
    assert verbs(firm) == before
    assert not list(settings.RUN_DIR.glob("job-*"))


def test_the_same_file_twice_is_pointed_to_the_first(firm):
    add(firm)

    with pytest.raises(Refused, match="already, as “Terms of Larkfield”"):
        add(firm, name="copy.txt")
    add(found_firm("Quayside Brokers"))  # another firm learns nothing of it


def test_one_document_proves_many_answers(firm, assessment):
    kept = document_of(firm, "Terms")
    answer(assessment, firm.owner, notice_days=30, output_rights="own_free")
    second = open_for(firm, product="Other")
    answer(second, firm.owner, notice_days=60)

    attached(assessment, firm.owner, "notice_days", kept, place="clause 12")
    attached(assessment, firm.owner, "output_rights", kept)
    attached(second, firm.owner, "notice_days", kept)

    uses = evidence_of(assessment)
    assert {key: [use.evidence for use in each] for key, each in uses.items()} == {
        "notice_days": [kept],
        "output_rights": [kept],
    }
    assert uses["notice_days"][0].link.place == "clause 12"
    (held,) = evidence_in(firm.organisation)
    assert len({link.answer.assessment_id for link in held.uses.all()}) == 2


def test_a_document_that_was_read_makes_the_answer_document_seen(firm, assessment):
    kept, older = document_of(firm, "Terms"), document_of(firm, "Letter")
    answer(assessment, firm.owner, notice_days={"value": 30, "grade": "vendor_says", "by": "Priya",
                                                "when": "2026-05-01", "words": "by phone"})  # fmt: skip
    attached(assessment, firm.owner, "notice_days", older, place="page 1")

    attached(assessment, firm.lead, "notice_days", kept, says_so=True)

    now = latest_answers(assessment)["notice_days"]
    assert (now.version, now.value, now.grade, now.given_by) == (2, 30, "document_seen", "Priya")
    assert (now.as_of, now.words) == (date(2026, 5, 1), "by phone")
    held = {use.evidence.title: use.link.place for use in evidence_of(assessment)["notice_days"]
            if use.is_newest}  # fmt: skip
    assert held == {"Letter": "page 1", "Terms": "page 4"}
    (claim,) = [each for each in claims_of(assessment) if each.key == "notice_days"]
    assert claim.grade == "document_seen"


def test_a_better_grade_is_not_lowered(firm, assessment):
    answer(assessment, firm.owner, notice_days={"value": 30, "grade": "independent", "by": "BSI"})

    attached(assessment, firm.owner, "notice_days", document_of(firm, "Terms"), says_so=True)

    now = latest_answers(assessment)["notice_days"]
    assert (now.version, now.grade) == (1, "independent")


def test_a_question_that_asks_for_a_document_takes_it_as_its_answer(firm, assessment):
    attached(assessment, firm.owner, "lineage_document", document_of(firm, "Model card of Turbo"))

    now = latest_answers(assessment)["lineage_document"]
    assert (now.value, now.grade) == ("Model card of Turbo", "document_seen")


def test_proof_of_an_earlier_answer_is_told_apart(firm, assessment):
    answer(assessment, firm.owner, notice_days=30)
    attached(assessment, firm.owner, "notice_days", document_of(firm, "Terms"))
    answer(assessment, firm.owner, notice_days=60)

    (use,) = evidence_of(assessment)["notice_days"]
    assert not use.is_newest


def test_how_old_a_document_is_stands_beside_its_use(firm, assessment):
    today = timezone.localdate()
    answer(assessment, firm.owner, notice_days=30)
    for title, days in (
        ("Lapsed", {"expires_on": today - timedelta(days=1)}),
        ("Old", {"issued_on": today - timedelta(days=400)}),
        ("New", {"issued_on": today}),
    ):
        attached(assessment, firm.owner, "notice_days", document_of(firm, title, **days))

    found = {use.evidence.title: use.age for use in evidence_of(assessment)["notice_days"]}
    assert found == {"Lapsed": Age.EXPIRED, "Old": Age.OLD, "New": Age.CURRENT}


def test_all_uses_of_an_assessment_are_read_in_two_queries(
    firm, assessment, django_assert_num_queries
):
    answer(assessment, firm.owner, notice_days=30, output_rights="own_free")
    for key in ("notice_days", "output_rights"):
        for title in ("A", "B"):
            attached(assessment, firm.owner, key, document_of(firm, title + key))
    with django_assert_num_queries(2):
        assert sum(map(len, evidence_of(assessment).values())) == 4


def test_nothing_is_attached_where_there_is_no_answer_or_another_one(firm, assessment):
    kept = document_of(firm, "Terms")
    with pytest.raises(Refused, match="no answer to prove"):
        attached(assessment, firm.owner, "notice_days", kept)
    answer(assessment, firm.owner, notice_days=30)
    with pytest.raises(AnsweredMeanwhile):
        attach(
            assessment=assessment, bank=LIBRARY.bank, key="notice_days", evidence=kept, place="",
            says_so=False, based_on=0, by=firm.owner.as_actor(),
        )  # fmt: skip
    assert evidence_of(assessment) == {}


def test_a_closed_assessment_keeps_its_proof(firm, assessment):
    kept = document_of(firm, "Terms")
    answer(assessment, firm.owner, notice_days=30)
    link = attached(assessment, firm.owner, "notice_days", kept)
    Assessment.objects.of(firm.organisation).update(status=Status.CLOSED)

    with pytest.raises(Refused, match="is closed"):
        attached(assessment, firm.owner, "notice_days", document_of(firm, "Other"))
    with pytest.raises(Refused, match="is closed"):
        detach(link=link, bank=LIBRARY.bank, by=firm.owner.as_actor())


def test_reviews_stay_and_the_newest_counts(firm):
    kept = document_of(firm, "Terms")

    def look(state, note=""):
        return review_evidence(evidence=kept, state=state, note=note, by=firm.lead.as_actor())

    look(ReviewState.ACCEPTED)
    with pytest.raises(Refused, match="what is missing"):
        look(ReviewState.NOT_ENOUGH, " ")
    made = look(ReviewState.NOT_ENOUGH, "It is not signed.")

    kept.refresh_from_db()
    assert kept.review == "not_enough"
    assert [each.state for each in kept.reviews.order_by("at", "id")] == ["accepted", "not_enough"]
    assert (made.by_name, made.by_role) == ("Lena", "Compliance lead")
    with pytest.raises(AppendOnly):
        made.delete()
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        EvidenceReview.objects.of(firm.organisation).update(note="It is fine.")
    assert connection.vendor


def test_what_is_erased_is_gone_and_its_record_stays(firm, assessment):
    kept = add(firm).evidence
    answer(assessment, firm.owner, notice_days=30)
    link = attached(assessment, firm.owner, "notice_days", kept)

    def erase(why="It names a tenant."):
        erase_evidence(evidence=kept, why=why, by=firm.owner.as_actor())

    with pytest.raises(Refused, match="answer rests on"):
        erase()
    detach(link=link, bank=LIBRARY.bank, by=firm.owner.as_actor())
    with pytest.raises(Refused, match="why"):
        erase(" ")
    place = settings.VAULT_DIR / firm.organisation.id.hex
    assert [path for path in place.rglob("*") if path.is_file()]
    erase()

    kept.refresh_from_db()
    assert (kept.file, kept.text, kept.erased_by) == (None, None, "Olive")
    assert kept.erased_why == "It names a tenant."
    assert len(kept.sha256) == 64
    assert not [path for path in place.rglob("*") if path.is_file()]
    assert not StoredFile.objects.exists()
    for act in (erase, lambda: attached(assessment, firm.owner, "notice_days", kept)):
        with pytest.raises(Refused, match="was deleted"):
            act()
    assert verbs(firm)[-3:] == ["evidence.attached", "evidence.detached", "evidence.erased"]
    add(firm)  # it may come back
