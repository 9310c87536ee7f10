"""What to ask the vendor to sign, as a Word file that a solicitor can edit."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from docx import Document
from docx.enum.section import WD_SECTION
from docx.shared import Mm, Pt

from procurement.contract_words.choosing import Form, Offered, Parties
from procurement.contract_words.plain_text import STARTING_POINT, heading, opening
from procurement.wording.flags import day

# What one A4 page holds, roughly; beyond it the letters get smaller.
_ROOMY, _CLOSE = 9, 14


def contract_words_docx(
    chosen: Sequence[Offered], parties: Parties, form: Form, *, at: datetime
) -> bytes:
    """Return the bytes of a Word file with real headings and one numbered clause after another."""
    document = Document()
    page = document.sections[0]
    page.start_type = WD_SECTION.CONTINUOUS
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin = page.bottom_margin = Mm(15)
    size = 10 if len(chosen) <= _ROOMY else 9 if len(chosen) <= _CLOSE else 8
    plain = document.styles["Normal"]
    plain.font.name, plain.font.size = "Calibri", Pt(size)
    plain.paragraph_format.space_after = Pt(size / 3)
    plain.paragraph_format.line_spacing = 1.0
    for name, points in (("Heading 1", size + 6), ("Heading 2", size + 1)):
        style = document.styles[name]
        style.font.size = Pt(points)
        style.paragraph_format.space_before = Pt(size / 2)
        style.paragraph_format.space_after = Pt(size / 6)
    properties = document.core_properties
    properties.title, properties.author = heading(parties, form), parties.client
    properties.language = "en-GB"
    properties.created = properties.modified = at.replace(tzinfo=None)
    properties.comments = ""

    document.add_heading(heading(parties, form), level=1)
    document.add_paragraph(f"{parties.client}, {day(at.date())}. {opening(parties, form)}")
    for number, clause in enumerate(chosen, start=1):
        document.add_heading(f"{number}. {clause.title}", level=2)
        document.add_paragraph(clause.words)
    document.add_heading(f"Agreed for {parties.vendor}", level=2)
    document.add_paragraph("Name, role, date, signature: " + "." * 60)
    document.add_paragraph().add_run(STARTING_POINT).italic = True
    written = BytesIO()
    document.save(written)
    return written.getvalue()
