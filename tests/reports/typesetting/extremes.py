"""Reports at their limits, built from made content: for tests of the pages, and to be looked at as pictures.

`python -m tests.reports.typesetting.extremes FOLDER [NAME …]` sets each in both bindings and draws every
page in colour and in grey (poppler's pdftoppm), to be looked at by a person.
"""

import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from procurement.agreed_condition import AgreedCondition
from procurement.questionnaire.answers import parse_answers
from procurement.screening import gather_facts, screen
from procurement.wording.model_history import model_history
from protection.transfers.reading import transfer_sheet
from reports.advising.limited_text import read
from reports.content.adviser import AdviserSays, Brand, Conclusion, Interests, Reliance
from reports.content.answers import (
    AnswerSection,
    DocumentHeld,
    DocumentUse,
    Evidence,
    FileHeld,
    Said,
    Told,
)
from reports.content.decisions import Decided, FlagDecided, FlagReplied
from reports.content.report_content import PreparedBy, ReportContent, RestsOn
from reports.parts.validity import document_holds_until
from reports.typesetting.bindings import BINDINGS, ways_to_set
from tests.reports.content_made import LAW_ON, LIBRARY, content, evaluation

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
HASH = "0123456789abcdef" * 4
NAMES = "Larkfield and Daughters Correspondence Sorting Systems of Great Yarmouth " * 3
ONE_WORD = "W" + "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 4
FLAGGED = {
    "personal_data_types": ["customer_records", "free_text", "special_category", "children"],
    "screening_features": ["profiling", "large_scale"],
    "inference_countries": ["US", "IN"],
    "backup_countries": ["GB", "IE"],
    "transfer_tools": ["none_in_place"],
    "dpia_status": "not_started",
    "training_method": ["teacher_answers"],
    "models": [
        {"role": "teacher", "name": "Qwen-72B", "made_by": "qwen", "licence": "tongyi"},
        {"role": "base", "name": "Aldermoor 7B"},
    ],
}


def usual(*, tested: bool = True, **about: object) -> ReportContent:
    """Return a report as most are: flags, a test, answers, places and a line of models."""
    answers = parse_answers(LIBRARY.bank, FLAGGED)
    facts = gather_facts(LIBRARY, answers, LAW_ON)
    tests = (evaluation(270, 12, 9, 9),) if tested else ()
    made = content(*tests, screened=screen(LIBRARY, answers, LAW_ON), **about)
    where_to = transfer_sheet(
        facts, LIBRARY, LAW_ON,
        buyer=made.assessment.organisation, seller=made.assessment.vendor, product=made.assessment.product,
    )  # fmt: skip
    update = {
        "where_data_goes": where_to,
        "model_history": model_history(facts, LIBRARY),
        "sections": sections(40),
        "evidence": Evidence(
            files=(held("messages.csv"), held("model.onnx")), documents=(paper("Terms of service"),)
        ),
        "prepared_by": PreparedBy(name="Anwen Pryce", role="Adviser"),
        "valid_until": date(2027, 5, 21),
        "tested_on": (date(2026, 11, 20),),
        "check_at": "https://advice.example/verify/",
        "flag_replies": (
            FlagReplied(
                rule=made.screen.flags[0].rule, words="We shall sign one", said_by="M. Okoro", at=AT
            ),
        ),
    }
    return made.model_copy(update=update)


def sections(
    rows: int, *, said: str = "Yes, as written in the contract"
) -> tuple[AnswerSection, ...]:
    """Return so many answers, forty to a section."""
    answer = Said(in_words=said, grade="vendor_says", by="M. Okoro", on=date(2026, 11, 1))
    told = tuple(
        Told(key=f"q{n}", question=f"What is said under {n}?", state="answered", said=(answer,))
        for n in range(rows)
    )
    return tuple(
        AnswerSection(id=f"s{at}", title=f"Section {at // 40 + 1}", told=told[at : at + 40])
        for at in range(0, rows, 40)
    )


def held(name: str) -> FileHeld:
    """Return a file that was handed in."""
    return FileHeld(kind="examples", name=name, bytes=4_096, sha256="ab" * 32, at=AT)


def paper(title: str) -> DocumentHeld:
    """Return a document on which two answers rest."""
    uses = tuple(
        DocumentUse(proves="answer", key=key, what=f"What is said under {key}?", place=title)
        for key in ("q1", "q2")
    )
    return DocumentHeld(
        kind="contract", title=title, name=f"{title}.pdf", bytes=40_960, sha256="cd" * 32, sent_sha256="cd" * 32,
        at=AT, received_from=title, expires_on=date(2027, 1, 31), age="current", review="accepted",
        reviewed_by="Lena", uses=uses,
    )  # fmt: skip


def long_names(name: str, *, tested: bool = True) -> ReportContent:
    """Return a report in which every name that people give is long."""
    name = name[:200]
    made = usual(
        vendor=name, product=name, organisation=name, version=name, use_case=name, question=(name * 2)[:300],
        tested=tested,
    )  # fmt: skip
    decision = Decided(
        value="do_not_proceed_yet", reason=name, by=name, role=name, at=AT,
        conditions=(AgreedCondition(what=name, who=name, due=date(2026, 12, 13), how=name),),
        suggested="do_not_proceed_yet", grounds=(), changed_since=False,
    )  # fmt: skip
    reply = made.flag_replies[0].model_copy(update={"words": name, "said_by": name})
    return made.model_copy(
        update={
            "decision": decision,
            "status": "decided",
            "evidence": Evidence(files=(held(name),), documents=(paper(name),)),
            "sections": sections(4, said=name),
            "prepared_by": PreparedBy(name=name, role=name),
            "valid_until": date(2027, 1, 31),
            "valid_because": document_holds_until(date(2027, 1, 31), name),
            "flag_replies": (reply,),
            "would_not_say": (name, name),
        }
    )


def long_texts() -> ReportContent:
    """Return a report in which people wrote as much as may be written, wherever they may."""
    said = ("We keep a copy of each message for as long as the contract says. " * 100)[:5_000]
    answer = Said(in_words=said, grade="vendor_says", by="M. Okoro", on=LAW_ON, words=said)
    told = Told(key="q", question="What is kept?", state="answered", said=(answer,))
    made = usual()
    settled = FlagDecided(
        rule=made.screen.flags[0].rule, what="ask_mitigation", reason=said[:2_000], who="Sam",
        due=date(2026, 12, 13), by="Lena", role="Compliance lead", at=AT, changed_since=False,
    )  # fmt: skip
    reply = made.flag_replies[0].model_copy(update={"words": said})
    decision = Decided(
        value="do_not_proceed_yet", reason=said[:1_000], by="Lena", role="Compliance lead", at=AT,
        conditions=(AgreedCondition(what=said[:300], who="Sam", due=date(2026, 12, 13), how=said[:300]),),
        suggested="do_not_proceed_yet", grounds=(), changed_since=False,
    )  # fmt: skip
    return made.model_copy(
        update={
            "sections": (AnswerSection(id="about", title="About", told=(told, told, told)),),
            "flag_decisions": (settled,),
            "flag_replies": (reply, reply),
            "decision": decision,
            "status": "decided",
        }
    )


def advised() -> ReportContent:
    """Return a report that a firm with a long name put its own name to, with as much as it may say."""
    made, name = long_names(NAMES), NAMES[:200]
    said = AdviserSays(
        firm=name,
        brand=Brand(accent="#5b2a6e"),
        interests=Interests(payer="other", commission=True, words=name * 2),
        scope=read(name),
        opinion=read(f"## In short\n\n{name * 3}\n\n- {name}\n- {name}"),
        letter=read(f"Dear Jo,\n\n{name * 3}"),
        conclusion=Conclusion(
            suggested=made.suggestion, concluded="do_not_proceed", reason=name * 5, by=name, on=LAW_ON
        ),
        reliance=Reliance(version=3, said_on=LAW_ON, text=read(f"## Who\n\n{name * 3}")),
    )  # fmt: skip
    return made.model_copy(update={"adviser": said})


def light() -> ReportContent:
    """Return a light check, decided with conditions, of a product nobody tested."""
    made = long_names(NAMES, tested=False)
    screened = made.screen.model_copy(update={"depth": "light"})
    return made.model_copy(update={"screen": screened, "tested_on": ()})


def many_flags() -> ReportContent:
    """Return a report with 300 flags."""
    made = usual()
    flags = made.screen.flags
    more = tuple(
        flags[n % len(flags)].model_copy(
            update={
                "rule": f"{flags[n % len(flags)].rule}_{n}",
                "part_of": None,
                "shown_under": None,
            }
        )
        for n in range(300 - len(flags))
    )
    return made.model_copy(
        update={"screen": made.screen.model_copy(update={"flags": (*flags, *more)})}
    )


def many_classes() -> ReportContent:
    """Return a report on a test with 77 labels, each a kind of case of its own."""
    tested = evaluation(700, 31, 21, 18, labels=77)
    number = {"value": 0.5, "low": 0.4, "high": 0.6, "n": 10, "method": "Wilson", "why": None}
    kinds = [
        {
            "column": "kind of enquiry", "value": f"kind {n} " + "of a rather long name " * (n % 4),
            "made_by": "buyer", "n": 10, "verdict": "too_few", "student": number,
            "teacher": number | {"value": 0.6}, "difference": None,
        }
        for n in range(77)
    ]  # fmt: skip
    made = usual()
    return made.model_copy(update={"evaluations": ({**tested, "slices": kinds},)})


def without_test() -> ReportContent:
    """Return a report on a product that nobody tested."""
    return usual(tested=False).model_copy(update={"tested_on": ()})


def empty() -> ReportContent:
    """Return the report of an assessment in which nobody answered or handed in anything."""
    return content().model_copy(
        update={"rests_on": RestsOn(says=0, document_seen=0, we_tested=0, nobody_knows=82)}
    )


def sixty_pages() -> ReportContent:
    """Return a report of 60 pages and more."""
    return usual().model_copy(update={"sections": sections(2_300)})


EXTREMES: Mapping[str, Callable[[], ReportContent]] = {
    "usual": usual,
    "long-names": lambda: long_names(NAMES),
    "one-word": lambda: long_names(ONE_WORD),
    "long-texts": long_texts,
    "advised": advised,
    "light": light,
    "300-flags": many_flags,
    "77-classes": many_classes,
    "no-test": without_test,
    "empty": empty,
    "60-pages": sixty_pages,
}


def main(folder: Path, names: list[str]) -> None:
    """Set each report and draw its pages."""
    from reports.typesetting import pdf  # loads pango

    folder.mkdir(parents=True, exist_ok=True)
    for name in names or list(EXTREMES):
        made = EXTREMES[name]()
        for binding in BINDINGS:
            ways = ways_to_set(binding, made, LIBRARY.bank, content_sha256=HASH)
            whole = pdf.render(ways, enclosures=[], made_at=AT, identifier=HASH)
            path = folder / f"{name}-{binding}.pdf"
            path.write_bytes(whole.content)
            for looks in ([], ["-gray"]):
                to = folder / f"{path.stem}{'-grey' if looks else ''}"
                command = ["pdftoppm", "-r", "60", "-png", *looks, str(path), str(to)]
                subprocess.run(command, check=True)
            sys.stdout.write(f"{path}: {whole.pages} pages\n")


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main(Path(sys.argv[1]), sys.argv[2:])
