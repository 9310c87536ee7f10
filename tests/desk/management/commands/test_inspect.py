"""`./weigh inspect` says what a model is made of, for a person and for a program."""

import json

import pytest
from django.core.management import call_command

from content.refusal import OutOfOrder
from desk.management.commands import inspect as inspect_command
from sandbox.contract import JailUnavailable
from tests.sandbox import models


@pytest.fixture
def bundle(tmp_path):
    return str(models.laid_out(models.bundle(), tmp_path).path)


def test_a_person_reads_a_table_with_how_sure_each_line_is(bundle, capsys):
    call_command("inspect", bundle)

    said, grumbled = capsys.readouterr()
    lines = said.splitlines()
    assert lines[0].startswith("bundle: ONNX with a tokenizer, for texts, ")
    assert "Base model                example/base-model (declared in the file)" in lines
    assert "Weights                   12 (measured)" in lines
    assert "Labels                    happy, sad (declared in the file)" in lines
    assert all(len(line) <= 100 for line in lines)
    assert grumbled == ""


def test_a_program_reads_json_and_nothing_else(bundle, capsys):
    call_command("inspect", bundle, "--json")

    said, grumbled = capsys.readouterr()
    assert json.loads(said)["observations"]["parameters"] == {
        "value": 12,
        "how": "counted in the file: weights, and what classical models keep in their operators",
        "certainty": "measured",
    }
    assert grumbled == ""


def test_json_goes_to_a_file_and_the_table_to_the_terminal(bundle, tmp_path, capsys):
    call_command("inspect", bundle, "--json", str(tmp_path / "out.json"))

    assert json.loads((tmp_path / "out.json").read_text())["format"] == "onnx_text_bundle"
    assert "Weights" in capsys.readouterr().out


def test_a_file_that_is_no_model_is_one_sentence_and_exit_2(tmp_path, capsys):
    (tmp_path / "model.onnx").write_bytes(b"\x80\x04\x95\x00.")

    with pytest.raises(SystemExit) as ended:
        call_command("inspect", str(tmp_path / "model.onnx"), "--json")

    said, grumbled = capsys.readouterr()
    assert ended.value.code == 2
    assert grumbled.startswith("model.onnx: This is a pickle file")
    assert len(grumbled.splitlines()) == 1
    assert json.loads(said)["error"]["file"] == "model.onnx"


def test_a_machine_without_a_jail_is_exit_1_and_not_the_model_s_fault(bundle, capsys, monkeypatch):
    def none_passes(*_, **__):
        raise JailUnavailable("No jail on this machine passes its self-test.")

    monkeypatch.setattr(inspect_command, "find_jail", none_passes)

    with pytest.raises(SystemExit) as ended:
        call_command("inspect", bundle)

    assert ended.value.code == 1
    assert capsys.readouterr() == ("", "No jail on this machine passes its self-test.\n")
    assert issubclass(JailUnavailable, OutOfOrder)
