"""Every hostile file that was made for us, in the jail that needs no namespaces, started by an ordinary user."""

from tests.sandbox.as_ordinary_user import FOR_AN_ORDINARY_USER, ends_well

pytestmark = FOR_AN_ORDINARY_USER


def test_every_made_file_ends_well_for_an_ordinary_user():
    ends_well("test_every_made_attack_lockdown")
