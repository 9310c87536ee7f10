"""The shape of the list of public places."""

from pydantic import Field, StrictStr

from content.shape import Content


class PublicPlace(Content):
    """One place to look, with the ids of the questions that are usually answered there.

    `look` says how to find it; `said_on` goes after the vendor's name: "Larkfield, on its trust
    page".
    """

    id: StrictStr = Field(pattern=r"^[a-z][a-z_]*$")
    title: StrictStr = Field(min_length=1, max_length=60)
    look: StrictStr = Field(min_length=1, max_length=200)
    said_on: StrictStr = Field(min_length=1, max_length=60)
    questions: tuple[StrictStr, ...] = Field(min_length=1)


class PublicPlaces(Content):
    """The six places, in the order in which they are looked at. `seldom_public`: ask for those."""

    places: tuple[PublicPlace, ...] = Field(min_length=6, max_length=6)
    seldom_public: tuple[StrictStr, ...]

    def named(self, name: str) -> PublicPlace | None:
        """Return the place with this id, if there is one."""
        return next((place for place in self.places if place.id == name), None)
