"""Everything the code can say has its word for people."""

import pytest

from content.words import group, word
from evaluations.measurement.columns import LabelledBy, SeenByVendor
from evaluations.measurement.result_shape import Side
from procurement.facts.sources import Certainty, Grade
from procurement.facts.values import NonAnswer
from procurement.library import load_library


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("severity", {"critical", "high", "medium", "low", "info"}),
        ("category", set(load_library().rulebook.categories)),
        ("kind", {*load_library().rulebook.kinds, "contradiction"}),
        ("non_answer_hint", {each.value for each in NonAnswer}),
        ("grade_choice", {each.value for each in Grade}),
        ("grade", {*(each.value for each in Grade), *(each.value for each in Certainty)}),
        ("non_answer", {each.value for each in NonAnswer}),
        ("labelled_by", {each.value for each in LabelledBy}),
        ("seen_by_vendor", {each.value for each in SeenByVendor}),
        ("isolation", set(Side.model_fields["isolation"].annotation.__args__)),
        ("claim", {"supported", "not_supported", "cannot_tell"}),
        ("finer", {"better", "about_as_good", "slightly_worse_within_margin", "worse", "unclear"}),
    ],
)
def test_a_group_has_exactly_its_keys(name, keys):
    assert set(group(name)) == keys
    assert all(word(name, key).strip() for key in keys)
