"""Letters hold a little Markdown and nothing that leads elsewhere; placeholders are a fixed few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.refusal import Refused
from reports.advising.limited_text import PLACEHOLDERS, fill, read

VALUES = dict.fromkeys(PLACEHOLDERS, "**x** [y](http://z) <b> {date}")


def shown(text):
    return [
        (block.kind, [[run.text for run in line] for line in block.lines]) for block in read(text)
    ]


def test_paragraphs_headings_and_lists_are_read():
    text = "Dear Jo\nof Harbour\n\n## What I did\n\n- looked\n- asked\n\n3. one\n4. two"
    assert shown(text) == [
        ("paragraph", [["Dear Jo"], ["of Harbour"]]),
        ("heading", [["What I did"]]),
        ("bullets", [["looked"], ["asked"]]),
        ("numbers", [["one"], ["two"]]),
    ]
    assert read(text)[-1].start == 3


def test_bold_and_italic_are_kept_apart():
    [line] = read("It is **not *quite* ready** yet")[0].lines
    assert [(run.text, run.bold, run.italic) for run in line] == [
        ("It is ", False, False),
        ("not ", True, False),
        ("quite", True, True),
        (" ready", True, False),
        (" yet", False, False),
    ]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("Hello\n\n[here](https://x.example)", 3, "A link leads out"),
        ("[here](javascript:alert(1))", 1, "A link leads out"),
        ("[here]( data:text/html,x )", 1, "A link leads out"),
        ("![cat](cat.png)", 1, "A picture cannot stand here"),
        ("one\n\n```\ncode\n```", 3, "Lines between ```"),
        ("a\n\n---\n\nb", 3, "A line across the page"),
        ("> they said", 1, "A line that begins with >"),
        ("- one\n  - two", 2, "A list inside a list"),
        ("- # one", 1, "A heading cannot stand inside a list"),
    ],
)  # fmt: skip
def test_what_may_not_stand_there_is_refused_with_its_line(text, line, what):
    with pytest.raises(Refused, match=what) as refused:
        read(text)
    assert refused.value.row == line


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<https://x.example>", "[x]: http://y\n\n[x]", "&lt;b&gt;", "`code`"],
)  # fmt: skip
def test_what_means_nothing_here_stays_as_it_was_typed(text):
    lines = "\n\n".join(line[0].text for block in read(text) for line in block.lines)
    assert lines == text


def test_four_spaces_and_a_line_of_equals_signs_are_no_code_and_no_heading():
    assert shown("    Jo Harbour") == [("paragraph", [["Jo Harbour"]])]
    assert shown("Total\n=====") == [("paragraph", [["Total"], ["====="]])]


def test_placeholders_are_filled_in_however_they_are_written():
    told = fill(
        read("For {client} and **{ Client }**: {PRODUCT}."),
        VALUES | {"client": "Jo", "product": "Turbo"},
    )
    assert "".join(run.text for run in told[0].lines[0]) == "For Jo and Jo: Turbo."


def test_what_stands_for_a_placeholder_is_never_read_as_markdown():
    told = fill(read("For {client}."), VALUES)
    assert told[0].lines == (
        (told[0].lines[0][0].model_copy(update={"text": f"For {VALUES['client']}."}),),
    )
    assert len(told[0].lines[0]) == 1


@pytest.mark.parametrize(
    "name", ["{clint}", "{}", "{client.name}", "{{client}}", "{0}", "{settings}"]
)
def test_an_unknown_placeholder_is_refused_by_name(name):
    if name == "{{client}}":  # braces around braces: the inner ones are a placeholder
        assert fill(read(name), VALUES | {"client": "Jo"})[0].lines[0][0].text == "{Jo}"
        return
    with pytest.raises(Refused) as refused:
        read(f"Dear {name}")
    assert refused.value.sentence == f"We do not know the placeholder “{name}”."
    assert "{client}, {product}" in refused.value.what_to_do


def test_a_placeholder_half_bold_is_refused():
    with pytest.raises(Refused, match="changes from one kind of letter"):
        read("{cli**ent**}")


@given(st.text(alphabet="ab *_#-1.>[]()!`{}\n\\&<~=+|:", max_size=200))
def test_any_text_is_read_or_refused_and_nothing_of_it_is_left_to_fill_in(text):
    try:
        blocks = read(text)
    except Refused:
        return
    filled = fill(blocks, dict.fromkeys(PLACEHOLDERS, "X"))
    for block in filled:
        assert block.lines
        assert all(line for line in block.lines)
    letters = {sign for sign in text if sign.isalnum()} - set("1")
    kept = "".join(run.text for block in blocks for line in block.lines for run in line)
    assert letters <= set(kept)


def test_deep_nesting_and_long_runs_of_stars_end():
    read("a" + "*" * 8_000)
    read("**a " * 2_000)
    with pytest.raises(Refused):
        read("".join("  " * depth + "- x\n" for depth in range(60)))
