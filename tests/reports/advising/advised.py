"""An adviser's firm at work for a client, in one line, by the actions that pages call."""

import io
import struct
import zlib

from organisations.actions.engagements import engage_new_firm
from procurement.models import Verdict
from reports.advising.actions.draft import conclude, declare_interests, start_draft, write_text
from reports.advising.actions.terms import say_terms
from reports.advising.models import AdviserDraft, Commission, Payer
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
