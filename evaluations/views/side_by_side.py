"""Two tests side by side, and the way to set a new version against the last."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from evaluations.forms.side_by_side import SideBySideForm
from evaluations.models import Run
from evaluations.queries import runs_of
from evaluations.wording.side_by_side import side_by_side as in_words
from organisations.access import role_of
from organisations.permissions import Permission
from organisations.roles import may
from procurement.access import assessment_view
from procurement.models import Assessment


@assessment_view(Permission.ASSESSMENT_VIEW)
def side_by_side(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Show two finished tests beside each other; the address names them."""
    runs = list(runs_of(assessment).filter(result__isnull=False))
    named = {"first", "second"} & request.GET.keys()
    form = SideBySideForm(
        request.GET if named else None, runs=runs, initial=_newest(runs) if not named else None
    )
    context: dict[str, object] = {
        "assessment": assessment,
        "place": "tools",
        "runs": runs,
        "form": form,
        "may_test": may(role_of(request), Permission.TEST_RUN),
    }
    if named and form.is_valid():
        first, second = form.chosen
        assert first.result is not None  # noqa: S101 -- only finished tests are offered
        assert second.result is not None  # noqa: S101
        context |= {
            "first": first,
            "second": second,
            "told": in_words(first.result, second.result),
        }
    return render(request, "evaluations/side_by_side.html", context)


def _newest(runs: list[Run]) -> dict[str, str]:
    """Return the two newest tests, the older one first."""
    names = ("second", "first")
    return {name: str(run.id) for name, run in zip(names, runs, strict=False)}
