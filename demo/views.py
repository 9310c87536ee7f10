"""The demo's front page and its quick way in."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from demo.people import EVERYBODY, FIRM, user_of
from demo.story.tale import tales
from demo.telling import chapters
from organisations.models import Organisation, OutgoingMail
from vault.sealed_text import open_text


@login_not_required
def front(request: HttpRequest) -> HttpResponse:
    """Open with the owner's question, and lead to its answer."""
    firm = Organisation.objects.filter(name=FIRM).first()
    told = chapters(firm)
    context = {
        "chapters": told,
        "is_told": all(chapter.told for chapter in told),
        "people": EVERYBODY,
        "question": tales()[0].question,
    }
    return render(request, "demo/front.html", context)


@login_not_required
def mailbox(request: HttpRequest) -> HttpResponse:
    """Show every mail of the story, the newest first: the demo sends none and keeps all."""
    firm = Organisation.objects.filter(name=FIRM).first()
    kept = OutgoingMail.objects.of(firm).order_by("-created_at") if firm else []
    mails = [
        (mail, open_text(mail.organisation_id, bytes(mail.sealed)))
        for mail in kept
        if mail.sealed is not None
    ]
    response = render(request, "demo/mailbox.html", {"mails": mails})
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@login_not_required
@require_POST
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as one of the three, and go where they would go first.

    Only the demo has this page, and the demo listens to this machine alone.
    """
    person = next((person for person in EVERYBODY if person.key == key), None)
    if person is None:
        raise Http404
    login(request, user_of(person), backend="django.contrib.auth.backends.ModelBackend")
    firm = Organisation.objects.get(name=FIRM)
    return redirect("desk:home", firm.id)
