"""An adviser's firm at work for a client, in one line, by the actions that pages call."""

import base64
import io
import struct
import zlib
from datetime import date

from organisations.actions.engagements import engage_new_firm
from procurement.models import Verdict
from reports.advising.actions.draft import conclude, declare_interests, start_draft, write_text
from reports.advising.actions.terms import say_terms
from reports.advising.limited_text import read
from reports.advising.models import AdviserDraft, Commission, Payer
from reports.content.adviser import AdviserSays, Brand, Conclusion, Interests, Reliance
from reports.queries import suggestion_for

FIRM = "Northgate Advice"


def png(width=8, height=4, colour=(18, 72, 61), note=b""):
    """A PNG of one colour, with a note beside its points if one is given."""

    def chunk(kind, content):
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    rows = (b"\x00" + bytes(colour) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    texts = chunk(b"tEXt", b"Comment\x00" + note) if note else b""
    return b"".join(
        (b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", head), texts, chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    )  # fmt: skip


def size_of(picture):
    return struct.unpack(">II", picture[16:24])


def as_file(content):
    return io.BytesIO(content)


def begun(firm, assessment, *, name=FIRM):
    """Let the adviser say for which firm the report is prepared, and return the draft."""
    engagement = engage_new_firm(client=firm.organisation, name=name, user=firm.adviser)
    return start_draft(assessment=assessment, engagement=engagement, by=firm.adviser.as_actor())


def ready(firm, assessment, *, concluded=None, reason=""):
    """Say everything that a report waits for, and return the draft."""
    draft = begun(firm, assessment)
    by = firm.adviser.as_actor()
    say_terms(organisation=draft.adviser, text="Only {client} may rely on this.", by=by)
    declare_interests(draft=draft, payer=Payer.CLIENT, commission=Commission.NO, words="", by=by)
    write_text(draft=draft, part="scope", text="The answers about {product}.", by=by)
    suggested = suggestion_for(assessment).value
    conclude(
        draft=draft, concluded=Verdict(concluded or suggested), reason=reason,
        suggested=suggested, by=by,
    )  # fmt: skip
    return AdviserDraft.objects.of(assessment.organisation_id).get(id=draft.id)


def says(**more):
    """What a firm says in a report: a logo, every text, and a conclusion that is not the rules’."""
    logo = base64.b64encode(png(60, 12)).decode()
    told = {
        "firm": FIRM,
        "brand": Brand(accent="#5b2a6e", logo=logo, logo_type="image/png"),
        "interests": Interests(payer="client", commission=False, words="We hold no shares."),
        "scope": read("The answers and one test."),
        "opinion": read("## In short\n\nIt is **new**.\n\n- one\n- two\n\n3. three"),
        "letter": read("Dear Jo,\n\nHere it is."),
        "conclusion": Conclusion(
            suggested="do_not_proceed_yet", concluded="proceed_with_conditions",
            reason="The rest is paper", by="Anwen", on=date(2026, 11, 20),
        ),
        "reliance": Reliance(version=3, said_on=date(2026, 11, 1), text=read("## Who\n\nOnly you.")),
    }  # fmt: skip
    return AdviserSays(**(told | more))
