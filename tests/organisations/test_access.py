"""Who gets in, and who does not even learn that there is a door."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from organisations.access import enter, needs
from organisations.actions import members
from organisations.models import Membership
from organisations.permissions import Permission
from organisations.roles import ROLES, Role, may
from organisations.scoping import Unscoped
from tests.organisations.cast import found_firm

pytestmark = pytest.mark.django_db


def asked_by(user):
    request = RequestFactory().get("/")
    request.user = user
    return request


@pytest.fixture
def harbour():
    return found_firm("Harbour Lettings")


@pytest.fixture
def other():
    return found_firm("Quayside Brokers")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_a_member_may_do_what_the_table_says_and_no_more(harbour, role, permission):
    user = harbour.person(role)
    if may(role, permission):
        assert enter(asked_by(user), harbour.organisation.id, permission) == harbour.organisation
    else:
        with pytest.raises(PermissionDenied):
            enter(asked_by(user), harbour.organisation.id, permission)


@pytest.mark.parametrize("permission", Permission)
def test_an_outsider_finds_nothing_there(harbour, other, permission):
    for user in (other.owner, AnonymousUser()):
        with pytest.raises(Http404):
            enter(asked_by(user), harbour.organisation.id, permission)
    with pytest.raises(Http404):
        enter(asked_by(other.owner), uuid.uuid4(), permission)


def test_who_left_is_an_outsider(harbour):
    membership = Membership.objects.of(harbour.organisation).get(user=harbour.reader)
    members.remove(membership=membership, by=harbour.owner.as_actor())
    with pytest.raises(Http404):
        enter(asked_by(harbour.reader), harbour.organisation.id, Permission.ASSESSMENT_VIEW)


def test_who_was_switched_off_is_an_outsider(harbour):
    harbour.owner.is_active = False
    with pytest.raises(Http404):
        enter(asked_by(harbour.owner), harbour.organisation.id, Permission.ASSESSMENT_VIEW)


def test_a_guarded_view_gets_the_organisation_or_is_not_called(harbour, other):
    called = []

    @needs(Permission.FLAG_DECIDE)
    def view(request, organisation, flag):
        called.append((organisation, flag))
        return HttpResponse()

    request = RequestFactory().get("/")
    request.user = harbour.lead
    view(request, organisation=harbour.organisation.id, flag=7)
    assert called == [(harbour.organisation, 7)]
    request.user = other.owner
    with pytest.raises(Http404):
        view(request, organisation=harbour.organisation.id, flag=7)
    request.user = harbour.reader
    with pytest.raises(PermissionDenied):
        view(request, organisation=harbour.organisation.id, flag=7)
    assert len(called) == 1
    assert view.needs == Permission.FLAG_DECIDE


@pytest.mark.parametrize(
    "query",
    [
        lambda: Membership.objects.all(),
        lambda: Membership.objects.filter(role="owner"),
        lambda: Membership.objects.count(),
        lambda: Membership.objects.create(role="owner"),
        lambda: Membership.objects.get(pk=uuid.uuid4()),
    ],
)
def test_a_query_that_names_no_organisation_fails(query):
    with pytest.raises(Unscoped, match="of\\(organisation\\)"):
        query()


def test_a_scoped_query_shows_one_organisations_rows(harbour, other):
    mine = Membership.objects.of(harbour.organisation)
    assert {row.user for row in mine} == {
        harbour.owner,
        harbour.lead,
        harbour.adviser,
        harbour.reader,
    }
    theirs = Membership.objects.of(other.organisation).get(user=other.owner)
    assert not mine.filter(pk=theirs.pk).exists()
    assert harbour.organisation.memberships.count() == 4


def test_every_role_is_described_and_every_permission_belongs_to_somebody():
    assert set(ROLES) == set(Role)
    assert all(about.purpose.endswith(".") for about in ROLES.values())
    given = frozenset().union(*(about.permissions for about in ROLES.values()))
    assert given == frozenset(Permission)
