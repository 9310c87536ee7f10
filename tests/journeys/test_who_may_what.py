"""Every address that names an organisation, asked for by everybody: who sees it, who may post to it.

The table (`doors.py`) says it by hand, from what each role is for; the code's own permissions are not asked.
"""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, resolve, reverse

from organisations.models import Event
from organisations.roles import Role
from tests.journeys.doors import ADVISER, ALL, DOORS, LEAD, OWNER
from tests.journeys.material import Material
from tests.organisations.cast import found_firm

pytestmark = pytest.mark.usefixtures("committed")

NOT_OF_A_TENANT = {
    "organisation",
    "key",
    "section",
    "place",
    "table",
    "number",
    "ending",
    "country",
}


def routes():
    """Return every named address below the root: its name and the parameters in its pattern."""
    found = {}

    def walk(patterns, space):
        for each in patterns:
            if hasattr(each, "url_patterns"):
                walk(each.url_patterns, f"{each.namespace}:" if each.namespace else space)
            else:
                found[f"{space}{each.name}"] = set(each.pattern.converters)

    walk(get_resolver().url_patterns, "")
    return found


ROUTES = {name: names for name, names in routes().items() if "organisation" in names}


@pytest.fixture
def harbour(committed):
    made = Material("Harbour")
    made.finish_report()
    return made


def address(name, ids, **instead):
    door = DOORS[name]
    told = {
        "key": door.key,
        "section": door.section,
        "place": door.place,
        "ending": door.ending,
        "country": door.country,
        "table": door.table,
    }
    given = ids | told | instead
    return reverse(name, kwargs={each: given[each] for each in ROUTES[name]})


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_every_address_that_names_an_organisation_is_in_the_table():
    assert set(ROUTES) == set(DOORS)


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_every_such_address_has_a_gate_that_says_what_it_needs(name):
    ids = dict.fromkeys(ROUTES[name], "00000000-0000-4000-8000-000000000000") | {"number": 1}
    assert resolve(address(name, ids)).func.needs, name


def expected(allowed, role):
    return {200, 302} if role in allowed else {403}


@pytest.mark.parametrize("role", Role)
def test_a_role_sees_what_it_may_see_and_nothing_else(harbour, role):
    client = signed_in(harbour.firm.person(role))
    ids = harbour.ids
    wrong = []
    for name, door in DOORS.items():
        status = client.get(address(name, ids)).status_code
        if door.look is not None:
            right = expected(door.look, role)
        else:
            assert door.post is not None, name
            right = {405} if role in door.post else {403}
        if status not in right:
            wrong.append((name, status, right))
    assert wrong == []


@pytest.mark.parametrize("role", Role)
def test_a_role_posts_where_it_may_and_a_refused_post_leaves_no_trace(harbour, role):
    client = signed_in(harbour.firm.person(role))
    ids = harbour.ids
    wrong = []
    for name, door in DOORS.items():
        before = Event.objects.count()
        status = client.post(address(name, ids)).status_code
        allowed = door.post if door.post is not None else door.look
        assert allowed is not None, name
        if status not in expected(allowed, role) | ({405} if door.post is None else set()):
            wrong.append((name, status))
        if (door.post is None or role not in door.post) and Event.objects.count() != before:
            wrong.append((name, "wrote"))
    assert wrong == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_is_asked_to_sign_in(harbour, client, method):
    before = Event.objects.count()
    for name in DOORS:
        url = address(name, harbour.ids)
        answer = getattr(client, method)(url)
        assert answer.status_code == 302, name
        assert answer.url == f"{reverse(settings.LOGIN_URL)}?next={url}", name
    assert Event.objects.count() == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_firms_owner_finds_nothing_there(harbour, method):
    outsider = signed_in(found_firm("Quayside Brokers").owner)
    before = Event.objects.count()
    seen = {
        name: getattr(outsider, method)(address(name, harbour.ids)).status_code for name in DOORS
    }
    assert seen == dict.fromkeys(DOORS, 404)
    assert Event.objects.count() == before


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("whose", ["another firm's", "another assessment's"])
def test_an_id_from_elsewhere_is_not_found_under_ones_own(harbour, method, whose):
    if whose == "another firm's":
        other = Material("Quayside")
        foreign = set(other.ids) - NOT_OF_A_TENANT
    else:
        other = Material("Second", firm=harbour.firm)
        # The library of documents is the firm's, as its people, its kept texts and its advisers are.
        of_the_firm = {"assessment", "membership", "evidence", "text", "engagement"}
        foreign = set(other.ids) - NOT_OF_A_TENANT - of_the_firm
    other.finish_report()
    people = {role: signed_in(harbour.firm.person(role)) for role in (OWNER, LEAD, ADVISER)}
    before = Event.objects.count()
    asked, wrong = set(), []
    for name, parameters in ROUTES.items():
        for each in parameters & foreign:
            url = address(name, harbour.ids, **{each: other.ids[each]})
            inside = DOORS[name].look or DOORS[name].post or ALL
            person = next(people[role] for role in (OWNER, LEAD, ADVISER) if role in inside)
            status = getattr(person, method)(url).status_code
            asked.add(each)
            # Of a member, the method is judged before the row is looked for.
            only_posts = method == "get" and DOORS[name].look is None
            if status not in ({404, 405} if only_posts else {404}):
                wrong.append((name, each, status))
    assert wrong == []
    assert asked == foreign
    assert Event.objects.count() == before


def test_every_parameter_that_names_a_row_is_tried_from_elsewhere(harbour):
    assert set().union(*ROUTES.values()) - set(harbour.ids) <= NOT_OF_A_TENANT
