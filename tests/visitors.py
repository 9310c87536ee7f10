"""One person at a room's pages of one assessment, by forms alone, and what a page says to them."""

import re

from django.test import Client
from django.urls import reverse


class Visitor:
    """One person's browser; `made` is the thing of that room that a page is about."""

    def __init__(self, room, assessment, user):
        self.client = Client()
        self.client.force_login(user)
        self.room, self.assessment = room, assessment

    def url(self, page, made=None, *further):
        ids = [self.assessment.organisation_id, self.assessment.id]
        return reverse(f"{self.room}:{page}", args=[*ids, *([made.id] if made else []), *further])

    def get(self, page, made=None, *further, **said):
        return self.client.get(self.url(page, made, *further), said)

    def post(self, page, made=None, *further, **said):
        return self.client.post(self.url(page, made, *further), said)


def text_of(response):
    """What stands on a page, without tags, in single spaces."""
    page = re.sub(r"(?s)<(svg|head)\b.*?</\1>", " ", response.content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("\xa0", " ").split())


def said_wrong(response):
    """The sentences of the error summary."""
    return re.findall(r'<li><a href="#[^"]*">([^<]+)</a></li>', response.content.decode())
