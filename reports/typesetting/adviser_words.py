"""What an adviser says, put into sentences for the pages. Pure: frozen content in, words out."""

from dataclasses import dataclass

from content.words import word
from procurement.wording.flags import day
from reports.content.adviser import AdviserSays, Block, Conclusion, Interests
from reports.content.report_content import ReportContent
from reports.typesetting.decision_words import ended

_LOGO = "data:{type};base64,{bytes}"


@dataclass(frozen=True, slots=True)
class AdviserTold:
    """The adviser's part of the pages. `logo` is an address with the picture in it, or empty."""

    firm: str
    accent: str
    logo: str
    paid: str
    gets: str
    conclusion: Conclusion | None
    suggested_word: str
    concluded_word: str
    concluded_by: str
    why: str
    terms: str
    scope: tuple[Block, ...]
    opinion: tuple[Block, ...]
    letter: tuple[Block, ...]
    reliance: tuple[Block, ...]


def adviser_told(content: ReportContent) -> AdviserTold | None:
    """Return the adviser's part of the pages; None where no adviser prepared the report."""
    says = content.adviser
    if says is None:
        return None
    concluded, terms = says.conclusion, says.reliance
    return AdviserTold(
        firm=says.firm,
        accent=says.brand.accent,
        logo=(
            _LOGO.format(type=says.brand.logo_type, bytes=says.brand.logo)
            if says.brand.logo
            else ""
        ),
        paid=paid_in_words(content),
        gets=gets_in_words(content),
        conclusion=concluded,
        suggested_word=word("suggestion", concluded.suggested) if concluded else "",
        concluded_word=word("suggestion", concluded.concluded) if concluded else "",
        concluded_by=f"{concluded.by}, {day(concluded.on)}" if concluded else "",
        why=ended(concluded.reason) if concluded and concluded.reason else "",
        terms=(
            f"Terms of {says.firm}, version {terms.version} of {day(terms.said_on)}"
            if terms
            else ""
        ),
        scope=says.scope,
        opinion=says.opinion,
        letter=says.letter,
        reliance=terms.text if terms else (),
    )


def paid_in_words(content: ReportContent) -> str:
    """Return who paid for the report."""
    declared = _declared(content.adviser)
    if declared is None:
        return "Who paid for it: not declared."
    about = content.assessment
    if declared.payer == "other":
        return f"Paid for by somebody else: {ended(declared.words)}"
    payers = {
        "client": about.organisation,
        "adviser": content.adviser.firm if content.adviser else "",
        "vendor": f"the vendor, {about.vendor}",
    }
    return f"Paid for by {ended(payers[declared.payer])}"


def gets_in_words(content: ReportContent) -> str:
    """Return whether the adviser gets anything from the vendor."""
    declared = _declared(content.adviser)
    if declared is None or content.adviser is None:
        return "Interests in the vendor: not declared."
    if declared.commission:
        return f"{content.adviser.firm} gets something from the vendor: {ended(declared.words)}"
    more = f" {ended(declared.words)}" if declared.words and declared.payer != "other" else ""
    return f"{content.adviser.firm} says that it gets nothing from the vendor.{more}"


def conclusion_in_words(content: ReportContent) -> str:
    """Return what the adviser concluded, for page one, where it is not what the rules suggest."""
    says = content.adviser
    if says is None or says.conclusion is None or not says.conclusion.differs:
        return ""
    concluded = says.conclusion
    # The suggestion can move away from a conclusion that agreed with it, and so needed no reason.
    why = f"says why: {ended(concluded.reason)}" if concluded.reason else "gives no reason."
    return (
        f"The adviser concluded “{word('suggestion', concluded.concluded)}”; the rules suggested "
        f"“{word('suggestion', concluded.suggested)}”. {says.firm} {why}"
    )


def _declared(says: AdviserSays | None) -> Interests | None:
    return says.interests if says else None
