"""One person at the pages of a labelling, by forms alone."""

import re

from django.test import Client
from django.urls import reverse


class Visitor:
    """One person's browser at the pages of one assessment."""

    def __init__(self, office, user):
        self.client = Client()
        self.client.force_login(user)
        self.assessment = office.assessment

    def url(self, page, made=None, *further):
        ids = [self.assessment.organisation_id, self.assessment.id]
        return reverse(f"labelling:{page}", args=[*ids, *([made.id] if made else []), *further])

    def get(self, page, made=None, *further, **said):
        return self.client.get(self.url(page, made, *further), said)

    def post(self, page, made=None, *further, **said):
        return self.client.post(self.url(page, made, *further), said)


def said_wrong(page):
    return re.findall(r'<li><a href="#[^"]*">([^<]+)</a></li>', page.content.decode())


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))
