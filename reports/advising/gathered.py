"""Freezes what an adviser says of an assessment into the report's content."""

import base64
from datetime import datetime

from django.utils import timezone

from organisations.models import Organisation
from procurement.models import Assessment
from reports.advising.limited_text import fill, read
from reports.advising.models import AdviserDraft, Commission
from reports.advising.queries import brand_of, draft_of, terms_of, values_of
from reports.content.adviser import AdviserSays, Block, Brand, Conclusion, Interests, Reliance
from reports.suggestion_table import Suggested
from vault import files


def adviser_says(
    assessment: Assessment, suggested: Suggested, *, at: datetime
) -> AdviserSays | None:
    """Return what the adviser's firm says, as it stands at this moment; None where none prepares it."""
    draft = draft_of(assessment)
    if draft is None:
        return None
    firm = draft.adviser
    values = values_of(assessment, firm, timezone.localtime(at).date())

    def told(text: str) -> tuple[Block, ...]:
        return fill(read(text), values)

    terms = terms_of(firm)
    return AdviserSays(
        firm=firm.name,
        brand=_brand(firm),
        interests=_interests(draft),
        scope=told(draft.scope),
        opinion=told(draft.opinion),
        letter=told(draft.letter),
        conclusion=_conclusion(draft, suggested),
        reliance=(
            Reliance(
                version=terms.version,
                said_on=timezone.localtime(terms.said_at).date(),
                text=told(terms.text),
            )
            if terms
            else None
        ),
    )


def _brand(firm: Organisation) -> Brand:
    brand = brand_of(firm)
    if brand is None:
        return Brand()
    logo = b"".join(files.read(brand.logo)) if brand.logo else b""
    return Brand.model_validate(
        {
            "accent": brand.accent,
            "logo": base64.b64encode(logo).decode(),
            "logo_type": brand.logo_type,
        }
    )


def _interests(draft: AdviserDraft) -> Interests | None:
    if not draft.payer or not draft.commission:
        return None
    return Interests.model_validate(
        {
            "payer": draft.payer,
            "commission": draft.commission == Commission.YES,
            "words": draft.interest_words,
        }
    )


def _conclusion(draft: AdviserDraft, suggested: Suggested) -> Conclusion | None:
    if not draft.concluded or draft.concluded_at is None:
        return None
    return Conclusion.model_validate(
        {
            "suggested": suggested,
            "concluded": draft.concluded,
            "reason": draft.conclusion_reason,
            "by": draft.concluded_by,
            "on": timezone.localtime(draft.concluded_at).date(),
        }
    )
