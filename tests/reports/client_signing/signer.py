"""Whoever is asked to sign, by the link and the code in their mailbox, through the pages they have."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from reports.models import SignatureRequest
from tests.portal.asked import code_in, deliver
from tests.reports.issued import HARBOUR

SIGNED = {"agrees": "on", "name": "Jo Harbour"}


@dataclass
class Mailbox:
    """The mails of one person who is asked to sign."""

    mails: list[EmailMessage]
    organisation: object
    address: str = HARBOUR.email

    def _mine(self):
        deliver(self.organisation)
        return [each for each in self.mails if each.to == [self.address]]

    @property
    def link(self):
        """Return the path of the newest link."""
        found = [re.search(r"https?://\S+/sign/link/\S+", each.body) for each in self._mine()]
        return urlsplit([match.group() for match in found if match][-1]).path

    @property
    def token(self):
        return self.link.split("/")[-2]

    @property
    def code(self):
        return code_in(self.mails, self.organisation)

    @property
    def subjects(self):
        return [each.subject for each in self._mine()]

    @property
    def newest(self):
        return self._mine()[-1]


def theirs(asked, page="sign"):
    return reverse(f"reports:{page}", args=[asked.id])


def started(mailbox, client=None):
    """Return a browser in which the link was opened and the code asked for."""
    client = client or Client()
    told = client.post(mailbox.link, {"do": "start"})
    assert told.status_code == 302, told.content.decode()
    return client


def inside(asked, mailbox, client=None):
    """Return a browser in which the code was typed."""
    client = started(mailbox, client)
    told = client.post(theirs(asked, "signing_code"), {"code": mailbox.code})
    assert told.url == theirs(asked), told.content.decode()
    return client


def fresh(asked):
    return SignatureRequest.objects.of(asked.organisation_id).get(id=asked.id)


def firm_page(asked):
    report = asked.seal.report
    return reverse(
        "reports:signing", args=[report.organisation_id, report.assessment_id, report.id]
    )


def act(client, asked, do):
    report = asked.seal.report
    ids = [report.organisation_id, report.assessment_id, report.id, asked.id]
    return client.post(reverse("reports:signature_request", args=ids), {"do": do})


def text(response):
    return " ".join(response.content.decode().replace("\xa0", " ").split())
