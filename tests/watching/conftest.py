"""A firm with an open assessment, and its owner at the pages."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.evaluations.assessments import open_for
from tests.organisations.cast import found_firm


class Office:
    """One firm, one assessment."""

    def __init__(self):
        self.firm = found_firm("Harbour Lettings")
        self.assessment = open_for(self.firm)
        self.by = self.firm.owner.as_actor()


class Visitor:
    """One person's browser at the pages of what is watched."""

    def __init__(self, office, user):
        self.client = Client()
        self.client.force_login(user)
        self.assessment = office.assessment

    def url(self, page, made=None, *further):
        ids = [self.assessment.organisation_id, self.assessment.id]
        return reverse(f"watching:{page}", args=[*ids, *([made.id] if made else []), *further])

    def get(self, page, made=None, *further):
        return self.client.get(self.url(page, made, *further))

    def post(self, page, made=None, *further, **said):
        return self.client.post(self.url(page, made, *further), said)


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode())).replace("\xa0", " ")


def said_wrong(page):
    return re.findall(r'<li><a href="#[^"]*">([^<]+)</a></li>', page.content.decode())


@pytest.fixture
def office(committed):
    return Office()


@pytest.fixture
def owner(office):
    return Visitor(office, office.firm.owner)


@pytest.fixture
def reader(office):
    return Visitor(office, office.firm.reader)
