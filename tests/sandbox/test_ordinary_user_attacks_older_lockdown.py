"""The sixty hostile files, in the lockdown on a kernel of 2022, started by an ordinary user."""

from tests.sandbox.as_ordinary_user import FOR_AN_ORDINARY_USER, ends_well

pytestmark = FOR_AN_ORDINARY_USER


def test_every_file_of_the_sixty_ends_well_for_an_ordinary_user():
    ends_well("test_attacks_older_lockdown")
