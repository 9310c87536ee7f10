"""A logo is drawn anew in the jail and made small; what is no picture is refused; a colour is checked."""

import pytest

from content.refusal import Refused
from organisations.models import Event, EventWords
from reports.advising.actions.brand import EDGE, put_logo, say_accent, take_logo_away
from reports.advising.queries import brand_of
from tests.organisations.cast import found_firm
from tests.reports.advising.advised import as_file, png, size_of
from vault import files
from vault.models import StoredFile

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def firm(committed):
    return found_firm("Northgate Advice")


def put(firm, content, name="logo.png"):
    return put_logo(
        organisation=firm.organisation, source=as_file(content), name=name, by=firm.owner.as_actor()
    )


def kept(brand):
    return b"".join(files.read(brand.logo))


def test_a_logo_is_drawn_anew_without_what_stands_beside_it_and_not_larger_than_needed(firm):
    brand = put(firm, png(2 * EDGE, 200, note=b"Made at home by Jo"))
    assert size_of(kept(brand)) == (EDGE, 100)
    assert b"Jo" not in kept(brand)
    assert brand.logo_type == "image/png"


def test_a_small_logo_keeps_its_size(firm):
    assert size_of(kept(put(firm, png(8, 4)))) == (8, 4)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "logo.svg", "an XML file"),
        (b"Northgate Advice", "logo.png", "A logo is a picture, and this is: Text"),
        (png()[:40], "logo.png", "damaged|broken|cannot be read"),
        (b"", "logo.png", "empty"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused_and_nothing_is_kept(firm, content, name, said):
    with pytest.raises(Refused, match=said):
        put(firm, content, name)
    assert brand_of(firm.organisation) is None
    assert not StoredFile.objects.exists()


def test_a_new_logo_takes_the_place_of_the_old_and_both_are_on_the_trail(firm):
    put(firm, png())
    put(firm, png(colour=(0, 0, 0)))
    assert StoredFile.objects.count() == 1
    take_logo_away(organisation=firm.organisation, by=firm.owner.as_actor())
    assert not StoredFile.objects.exists()
    verbs = list(
        Event.objects.filter(organisation=firm.organisation.id, verb__startswith="brand").order_by("number")
        .values_list("verb", flat=True)
    )  # fmt: skip
    assert verbs == ["brand.logo_put", "brand.logo_put", "brand.logo_taken_away"]


def test_a_colour_is_said_changed_and_taken_away(firm):
    by = firm.owner.as_actor()
    for said in ("#12483D", "#12483d", ""):
        say_accent(organisation=firm.organisation, said=said, by=by)
    told = EventWords.objects.filter(event__verb="brand.accent_said").order_by("event__number")
    assert [("#12483d now" in each.payload) for each in told] == [True, False]
    with pytest.raises(Refused, match="too pale"):
        say_accent(organisation=firm.organisation, said="#ffff00", by=by)
    brand = brand_of(firm.organisation)
    assert brand is not None
    assert brand.accent == ""
