"""`./weigh evaluate`: numbers on your own examples, or one sentence that says what to mend."""

import json

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator
from onnx import TensorProto, helper

from desk.schemas import published_schema
from tests.desk import folders


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return folders.with_models(tmp_path_factory.mktemp("folder"))


@pytest.fixture
def weigh(capsys):
    """Run a command in this process; return its exit code and what it wrote."""

    def run(*arguments):
        code = 0
        try:
            call_command(*map(str, arguments))
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_a_pair_gives_ranges_in_words_and_every_number_in_json(weigh, folder, tmp_path):
    code, out, err = weigh(
        "evaluate", "--student", folder / "student.onnx", "--teacher", folder / "teacher.onnx",
        "--samples", folder / "samples.csv", "--label", "grower", "--claim", "macro_f1=0.90",
        "--json", tmp_path / "result.json",
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert "In every 100 examples student.onnx gets between" in out
    result = json.loads((tmp_path / "result.json").read_text())
    Draft202012Validator(published_schema("evaluate")).validate(result)
    assert result["claim"] == {"metric": "macro_f1", "value": 0.9, "decimals": 2, "tolerance": 0.01}
    counts = result["comparison"]["counts"]
    assert sum(counts.values()) == result["samples"]["n"] == 118


def test_json_alone_goes_to_standard_output_and_nothing_else_does(weigh, folder):
    code, out, err = weigh(
        "evaluate", "--student", folder / "student.onnx", "--samples", folder / "samples.csv", "--label", "grower", "--json",
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert json.loads(out)["comparison"] is None


def test_kinds_of_case_and_rows_that_belong_together_are_taken(weigh, folder, tmp_path):
    lines = (folder / "samples.csv").read_text().splitlines()
    marked = [lines[0] + ",season,cellar"]
    marked += [
        f"{line},{'wet' if at % 3 else 'dry'},{at // 4}" for at, line in enumerate(lines[1:])
    ]
    (tmp_path / "marked.csv").write_text("\n".join(marked))
    code, out, _ = weigh(
        "evaluate", "--student", folder / "student.onnx", "--teacher", folder / "teacher.onnx",
        "--samples", tmp_path / "marked.csv", "--label", "grower", "--slices", "season", "--group", "cellar", "--json",
    )  # fmt: skip
    assert code == 0
    result = json.loads(out)
    assert {each["value"] for each in result["slices"] if each["column"] == "season"} == {
        "wet",
        "dry",
    }
    assert result["samples"]["groups"] == 30
    assert result["comparison"]["design_effect"] is not None


def absurd():
    """A model that promises a tensor of six thousand million numbers."""
    shape = helper.make_tensor("shape", TensorProto.INT64, [2], [6_000_000, 1_000])
    node = helper.make_node("ConstantOfShape", ["shape"], ["y"])
    graph = helper.make_graph(
        [node],
        "g",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 13])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [None, 3])],
        [shape],
    )
    return helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9
    ).SerializeToString()


# Opened, it would print the word: pickle's own text form of a call.
PICKLE = b"cbuiltins\nprint\n(VCANARY_FIRED\ntR."

MODELS = {
    "not a model": (b"\x00\x01 nothing of the kind \xff" * 40, "student"),
    "an empty file": (b"", "empty"),
    "a picture under a model's name": (b"\x89PNG\r\n\x1a\n" + b"\0" * 400, "student"),
    "a table under a model's name": (b"id,text\n1,hello\n2,world\n", "student"),
    "a pickle": (PICKLE, "pickle"),
    "an absurd model": (absurd(), "student"),
}


@pytest.mark.parametrize("name", MODELS)
def test_a_file_that_is_no_usable_model_gets_one_sentence(weigh, folder, tmp_path, name):
    content, said = MODELS[name]
    (tmp_path / "student.onnx").write_bytes(content)

    code, out, err = weigh(
        "evaluate", "--student", tmp_path / "student.onnx", "--samples", folder / "samples.csv", "--label", "grower",
    )  # fmt: skip

    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    assert err.startswith("student.onnx")
    assert said in err
    assert "CANARY" not in err


def test_a_model_cut_off_in_the_middle_gets_one_sentence(weigh, folder, tmp_path):
    whole = (folder / "student.onnx").read_bytes()
    (tmp_path / "student.onnx").write_bytes(whole[: len(whole) // 2])
    code, _, err = weigh(
        "evaluate", "--student", tmp_path / "student.onnx", "--samples", folder / "samples.csv", "--label", "grower",
    )  # fmt: skip
    assert code == 2
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "samples.csv: The file is empty"),
        (b"id,alcohol,grower\n", "samples.csv"),
        (b"id,alcohol,grower\n1,2,first\n3,4\n", "samples.csv, row 3"),
        (b"id,id,grower\n1,2,first\n", "samples.csv"),
        (b"\xff\xfe\x00junk", "samples.csv"),
        (b"id,alcohol,grower\n1,13,first\n2,13,\n", "samples.csv, row 3, column grower: This row has no label"),
        (b"id,alcohol,grower\n1,13,first\n2,13,fourth\n", "samples.csv, row 3, column grower: The label fourth"),
        (b"id,alcohol,grower\n1,13,first\n", "takes 13 columns"),
        (b"id,alcohol,maker\n1,13,first\n", "There is no column called grower"),
    ],
)  # fmt: skip
def test_examples_that_cannot_be_used_are_named_by_row_and_column(
    weigh, folder, tmp_path, content, said
):
    (tmp_path / "samples.csv").write_bytes(content)

    code, out, err = weigh(
        "evaluate", "--student", folder / "student.onnx", "--samples", tmp_path / "samples.csv", "--label", "grower",
    )  # fmt: skip

    assert (code, out) == (2, "")
    assert said in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--inputs", "alcohol,colour"), "no column called colour"),
        (("--slices", "season"), "no column called season"),
        (("--claim", "very good"), "is no claim"),
        (("--claim", "94"), "claim"),
        (("--claim", "beauty=0.9"), "beauty"),
        (("--margin", "2"), "margin"),
        (("--labels", "a,b"), ""),
    ],
)
def test_wishes_that_cannot_be_met_are_refused(weigh, folder, arguments, said):
    code, _, err = weigh(
        "evaluate", "--student", folder / "student.onnx", "--samples", folder / "samples.csv", "--label", "grower", *arguments,
    )  # fmt: skip
    assert code == (2 if said else 0)
    assert said in err
    assert len(err.strip().splitlines()) <= 1


def test_with_json_a_refusal_is_an_error_object_with_its_place(weigh, folder, tmp_path):
    (tmp_path / "samples.csv").write_text("id,alcohol,grower\n1,2,first\n3,4\n")
    code, out, err = weigh(
        "evaluate", "--student", folder / "student.onnx", "--samples", tmp_path / "samples.csv", "--label", "grower", "--json",
    )  # fmt: skip
    assert code == 2
    error = json.loads(out)["error"]
    assert (error["file"], error["row"]) == ("samples.csv", 3)
    assert error["what_to_do"]
    assert err.count("\n") == 1


def test_a_file_that_is_not_there_is_named(weigh, folder):
    code, _, err = weigh(
        "evaluate", "--student", "absent.onnx", "--samples", folder / "samples.csv", "--label", "x"
    )
    assert code == 2
    assert "absent.onnx: There is no such file." in err


def test_a_jail_that_cannot_start_is_ours_and_not_the_models_fault(weigh, folder, settings):
    settings.JAIL = "lead-box"
    code, _, err = weigh(
        "evaluate", "--student", folder / "student.onnx", "--samples", folder / "samples.csv", "--label", "grower",
    )  # fmt: skip
    assert code == 1
    assert "lead-box" in err
    assert "student.onnx" not in err
