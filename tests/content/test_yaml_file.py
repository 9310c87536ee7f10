"""YAML is read as plain data, and whatever is wrong is named by file, line and key."""

import pytest
from pydantic import Field

from content.refusal import Refused
from content.shape import Content
from content.yaml_file import LARGEST_BYTES, parse_yaml, read_yaml, validated


class Pet(Content):
    id: str
    legs: int = Field(ge=0)


class Zoo(Content):
    pets: tuple[Pet, ...]


@pytest.mark.parametrize(
    ("text", "row", "says"),
    [
        ("a: 1\nb: 2\na: 3", 3, "`a` stands here twice (first on line 1)"),
        ("outer:\n  a: 1\n  a: 1", 3, "twice"),
        ("a: &here 1\nb: *here", 2, "points at another part"),
        ("a: [1,\n2", 3, "not YAML we can read"),
        ("a: b: c", 1, "not YAML we can read"),
        ("a: 1\n---\nb: 2", 2, "not YAML we can read"),
        ("a: !!python/object/apply:os.getcwd []", 1, "not YAML we can read"),
        ("a: 1\nday: 2026-02-30", 2, "there is no such one"),
        ("? [1, 2]\n: 3", 1, "must be one word"),
        ("? {a: 1}\n: 3", 1, "must be one word"),
        ("[" * 40, 1, "nested"),
    ],
)
def test_what_people_do_not_write_on_purpose_is_refused_with_its_line(text, row, says):
    with pytest.raises(Refused) as caught:
        parse_yaml(text, name="sheet.yaml")

    assert caught.value.file == "sheet.yaml"
    assert caught.value.row == row
    assert says in caught.value.sentence


def test_a_file_nested_a_hundred_thousand_deep_is_refused_and_not_followed():
    with pytest.raises(Refused, match="nested more than"):
        parse_yaml("[" * 100_000, name="sheet.yaml")


def test_a_day_that_does_not_exist_is_named_with_its_key():
    with pytest.raises(Refused) as caught:
        parse_yaml("outer:\n  end_of_life: 2026-13-01", name="sheet.yaml")

    assert caught.value.column == "end_of_life"


def test_a_key_is_the_word_it_is_whatever_yaml_makes_of_it():
    data = parse_yaml("on: 1\nno: 2\n3: 3\n'yes': no", name="sheet.yaml").data

    assert data == {"on": 1, "no": 2, "3": 3, "yes": False}


def test_a_control_character_is_refused_in_words():
    with pytest.raises(Refused, match="character that YAML does not allow"):
        parse_yaml("a: \x07", name="sheet.yaml")


def test_a_misspelt_key_is_refused_with_line_and_path():
    source = parse_yaml("pets:\n  - id: rex\n    legs: 4\n    legz: 4", name="zoo.yaml")

    with pytest.raises(Refused) as caught:
        validated(Zoo, source)

    assert (caught.value.row, caught.value.column) == (4, "pets.rex.legz")
    assert caught.value.sentence == "`legz` is not a key that is known here."


def test_a_missing_key_is_named_where_it_should_be():
    source = parse_yaml("pets:\n  - legs: 4\n  - id: tom", name="zoo.yaml")

    with pytest.raises(Refused) as caught:
        validated(Zoo, source)

    assert (caught.value.row, caught.value.column) == (2, "pets.item 1")
    assert caught.value.sentence == "`id` is missing."


def test_a_wrong_value_is_shown_with_what_was_given():
    source = parse_yaml("pets:\n  - {id: rex, legs: -1}", name="zoo.yaml")

    with pytest.raises(Refused) as caught:
        validated(Zoo, source)

    assert caught.value.column == "pets.rex.legs"
    assert "'-1'" in caught.value.sentence


def test_a_word_that_yaml_read_as_something_else_is_shown_as_it_was_typed():
    source = parse_yaml("countries: [GB, NO]", name="sheet.yaml")

    assert source.data == {"countries": ["GB", False]}
    assert source.written(["countries", 1]) == "NO"
    assert source.written(["countries", 7]) is None


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"a: \xff\xfe", "not plain UTF-8"),
        (b"#" * (LARGEST_BYTES + 1), "larger than"),
    ],
)
def test_a_file_that_is_no_text_or_far_too_large_is_refused(tmp_path, raw, says):
    path = tmp_path / "sheet.yaml"
    path.write_bytes(raw)

    with pytest.raises(Refused, match=says):
        read_yaml(path)


def test_a_missing_file_and_a_folder_are_refused_by_name(tmp_path):
    with pytest.raises(Refused, match="no such file"):
        read_yaml(tmp_path / "nothing.yaml")
    with pytest.raises(Refused, match="cannot be opened"):
        read_yaml(tmp_path)


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path):
    path = tmp_path / "sheet.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1")

    assert read_yaml(path).data == {"a": 1}
