"""A vendor asked in one line, and what it does by its link, through the pages it has."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs import execution
from organisations.models import OutgoingMail
from portal.actions.asking import Recipient, ask_vendor

OKORO = Recipient("M. Okoro", "m.okoro@larkfield.example")
PATEL = Recipient("N. Patel", "n.patel@larkfield.example")
KEYS = ("training_method", "customer_data_trains", "retention_days", "inference_countries")


def ask(assessment, firm, *, keys=KEYS, to=OKORO, days=14, shares_result=False, message=""):
    return ask_vendor(
        assessment=assessment,
        keys=keys,
        to=to,
        message=message,
        due_on=timezone.localdate() + timedelta(days=days),
        shares_result=shares_result,
        by=firm.owner.as_actor(),
    )


def token_of(link):
    return urlsplit(link).path.split("/")[-2]


def path_of(link):
    return urlsplit(link).path


def theirs(asked, page, *args):
    return reverse(f"portal:{page}", args=[asked.request.id, *args])


def started(asked, client=None):
    """Return a browser in which the link was opened and Start pressed."""
    client = client or Client()
    answer = client.post(path_of(asked.link), {"do": "start"})
    assert answer.status_code == 302, answer.content.decode()
    return client


def deliver(organisation):
    """Do every mail's job, as a worker would."""
    for mail in OutgoingMail.objects.of(organisation).filter(state="waiting"):
        assert mail.job
        execution.perform(mail.job)


def code_in(mailoutbox, organisation):
    """Return the newest code that was mailed."""
    deliver(organisation)
    found = [re.search(r"The code is (\d{6})", message.body) for message in mailoutbox]
    return [match.group(1) for match in found if match][-1]


def link_in(mailoutbox, organisation, to):
    """Return the newest link that was mailed to somebody."""
    deliver(organisation)
    found = [
        re.search(r"https?://\S+/vendor/link/\S+", message.body)
        for message in mailoutbox
        if message.to == [to]
    ]
    return [match.group() for match in found if match][-1]


def say(client, asked, key, *answers, typed="", words="", **further):
    """Answer one question on its page."""
    posted = {"answer": list(answers), "answer-typed": typed, "words": words, **further}
    posted.setdefault("based_on", 0)
    return client.post(theirs(asked, "question", key), posted)


def say_all(client, asked):
    say(client, asked, "training_method", "fine_tuned")
    say(client, asked, "customer_data_trains", "opt_out")
    say(client, asked, "retention_days", typed="30")
    return say(client, asked, "inference_countries", "GB")


SIGNED = {"signed_by": "M. Okoro", "signed_as": "Head of product", "is_true": "on"}


def send(client, asked, **further):
    return client.post(theirs(asked, "check"), SIGNED | further)
