"""Names cut short where a page has little room, so that what is said of them is not cut away. Pure."""

from typing import Any

from reports.content.report_content import ReportContent


def short(name: str, letters: int) -> str:
    """Return a name with at most so many letters; what is cut ends in "…"."""
    return name if len(name) <= letters else f"{name[: letters - 1].rstrip()}…"


def with_short_names(content: ReportContent, letters: int) -> ReportContent:
    """Return the content with no name that page one says longer than so many letters.

    Names are what people typed where a name is asked for: of firms, products, versions and people.
    """
    about = content.assessment
    product = short(about.product, letters)
    update: dict[str, Any] = {
        "assessment": about.model_copy(
            update={
                "organisation": short(about.organisation, letters),
                "vendor": short(about.vendor, letters),
                "product": product,
                "version": short(about.version, letters) if about.version else about.version,
            }
        ),
        "trade_off": content.trade_off.replace(about.product, product),
        "flag_decisions": tuple(
            each.model_copy(update={"who": short(each.who, letters)}) if each.who else each
            for each in content.flag_decisions
        ),
    }
    last = content.valid_because
    if last is not None and last.ends_by == "document":
        update["valid_because"] = last.model_copy(update={"what": short(last.what, letters)})
    if content.prepared_by:
        by = content.prepared_by
        update["prepared_by"] = by.model_copy(
            update={"name": short(by.name, letters), "role": short(by.role, letters)}
        )
    if content.decision:
        update["decision"] = _decision(content, letters)
    if content.adviser:
        update["adviser"] = _adviser(content, letters)
    return content.model_copy(update=update)


def _decision(content: ReportContent, letters: int) -> object:
    decision = content.decision
    assert decision is not None  # noqa: S101 -- asked before
    chosen = decision.trade_off
    return decision.model_copy(
        update={
            "by": short(decision.by, letters),
            "role": short(decision.role, letters) if decision.role else decision.role,
            "conditions": tuple(
                each.model_copy(update={"who": short(each.who, letters)})
                for each in decision.conditions
            ),
            "trade_off": (
                chosen.model_copy(update={"who": short(chosen.who, letters)}) if chosen else None
            ),
        }
    )


def _adviser(content: ReportContent, letters: int) -> object:
    says = content.adviser
    assert says is not None  # noqa: S101 -- asked before
    declared = says.interests
    return says.model_copy(
        update={
            "firm": short(says.firm, letters),
            "interests": (
                declared.model_copy(update={"words": short(declared.words, 2 * letters)})
                if declared
                else None
            ),
        }
    )
