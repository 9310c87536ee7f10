"""What every command of ours does alike: sentences, exit codes, JSON."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from content.refusal import Refused
from desk.commands import PlainCommand, Reply


class Weigh(PlainCommand):
    """A command that does what the test tells it to."""

    work = staticmethod(lambda: Reply("Twelve tonnes.", '{"tonnes": 12}'))

    def reply(self, options):
        return self.work()


def run(work=None, *args):
    """Return (exit code, standard output, standard error)."""
    out, err = StringIO(), StringIO()
    command = Weigh(no_color=True)
    if work is not None:
        command.work = work
    try:
        call_command(command, *args, stdout=out, stderr=err)
    except SystemExit as left:
        return left.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def refuse():
    raise Refused("That is no lorry.", file="yard.yaml", row=3, column="lorry")


def fail():
    raise ZeroDivisionError("scale")


def test_what_was_done_is_said_and_the_exit_is_0():
    assert run() == (0, "Twelve tonnes.\n", "")


def test_with_json_alone_nothing_else_is_on_standard_output():
    code, out, err = run(None, "--json")

    assert (code, json.loads(out), err) == (0, {"tonnes": 12}, "")


def test_json_to_a_file_leaves_the_words_on_standard_output(tmp_path):
    path = tmp_path / "result.json"

    assert run(None, "--json", str(path))[:2] == (0, "Twelve tonnes.\n")
    assert json.loads(path.read_text("utf-8")) == {"tonnes": 12}


def test_a_refusal_is_one_sentence_and_exit_2():
    code, out, err = run(refuse)

    assert (code, out) == (2, "")
    assert err == "yard.yaml, row 3, column lorry: That is no lorry.\n"


def test_with_json_a_refusal_is_the_error_object_of_the_interface():
    code, out, err = run(refuse, "--json")

    assert code == 2
    assert err.startswith("yard.yaml")
    assert json.loads(out) == {
        "error": {
            "sentence": "That is no lorry.",
            "file": "yard.yaml",
            "row": 3,
            "column": "lorry",
            "what_to_do": None,
        }
    }


def test_a_refusal_goes_to_the_file_that_was_named(tmp_path):
    path = tmp_path / "result.json"

    code, out, _ = run(refuse, "--json", str(path))
    assert (code, out) == (2, "")
    assert set(json.loads(path.read_text("utf-8"))) == {"error"}


def test_a_file_that_cannot_be_written_is_refused(tmp_path):
    code, out, err = run(None, "--json", str(tmp_path / "no" / "result.json"))

    assert (code, out) == (2, "")
    assert "cannot be written there" in err
    assert "Traceback" not in err


def test_what_fails_on_our_side_is_one_sentence_and_exit_1():
    code, out, err = run(fail)

    assert (code, out) == (1, "")
    assert "Something of ours failed (ZeroDivisionError: scale)" in err
    assert err.count("\n") == 1


def test_a_traceback_is_shown_to_whoever_asks():
    with pytest.raises(ZeroDivisionError):
        run(fail, "--traceback")


def test_a_command_may_leave_with_a_code_of_its_own():
    assert run(lambda: Reply("Changed.", "{}", exit_code=3))[:2] == (3, "Changed.\n")


def test_no_system_check_and_so_no_database_is_needed():
    assert not Weigh.requires_system_checks
