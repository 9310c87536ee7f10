"""`./weigh screen answers.yaml`, as it is called."""

import json
import os
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator

from desk.schemas import published_schema
from tests.house.project import ROOT


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "answers.yaml"
    path.write_text(
        "personal_data_types: [contact]\n"
        "support_countries: [IN]\n"
        "transfer_tools: none_in_place\n"
        "eu_reach: maybe\n"
        "eu_areas: [eu_credit]\n"
        "screening_features: [matching]\n"
        "dpia_status: done\n"
        "deployment: vendor_cloud\n"
        "file_integrity: signed\n",
        "utf-8",
    )
    return path


def screen(*args):
    """Return (exit code, standard output, standard error)."""
    out, err = StringIO(), StringIO()
    try:
        call_command("screen", *map(str, args), stdout=out, stderr=err, no_color=True)
    except SystemExit as left:
        return left.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_flags_are_read_in_groups_with_citation_and_date(sheet):
    code, out, err = screen(sheet, "--on", "2026-11-21")

    assert (code, err) == (0, "")
    headings = [
        "answers.yaml, screened as on 21 November 2026",
        "Settle before you sign (",
        "Good to ask for (",
        "Still to come (",
        "Settled by an answer (",
        "Waiting for an answer: ",
        "Set aside, because other answers say they cannot apply: file_integrity.",
    ]
    places = [out.find(heading) for heading in headings]
    assert -1 not in places
    assert places == sorted(places)
    assert "Law, since 31 December 2020." in out
    assert "Law, from 2 December 2027." in out
    words = " ".join(out.split())
    assert "support_countries is IN (the vendor says)" in words
    assert "checked 21 November 2026. https://www.legislation.gov.uk/" in words
    assert "Not legal advice." in words


def test_no_line_runs_off_a_terminal_but_for_addresses(sheet):
    _, out, _ = screen(sheet)

    assert [line for line in out.splitlines() if len(line) > 96 and "https://" not in line] == []


def test_the_json_is_that_of_the_published_schema(sheet):
    code, out, err = screen(sheet, "--on", "2026-11-21", "--json")

    told = json.loads(out)
    Draft202012Validator(published_schema("screen")).validate(told)
    assert (code, err, told["on"]) == (0, "", "2026-11-21")
    assert "transfer_support" in {flag["rule"] for flag in told["flags"]}


def test_the_law_is_read_as_on_the_day(sheet):
    def status(day):
        told = json.loads(screen(sheet, "--on", day, "--json")[1])
        return {flag["rule"]: flag["status"] for flag in told["flags"]}["transfer_support"]

    assert (status("2020-12-30"), status("2020-12-31")) == ("upcoming", "raised")


def test_a_flag_cites_the_article_that_stood_on_the_day(sheet):
    def cited(day):
        told = json.loads(screen(sheet, "--on", day, "--json")[1])
        flags = {flag["rule"]: flag for flag in told["flags"]}
        return [each["ref"] for each in flags["transfer_no_tool"]["citations"]]

    assert cited("2026-02-04") == ["ukgdpr_44_before", "ukgdpr_46_before"]
    assert cited("2026-02-05") == ["ukgdpr_44a", "ukgdpr_46"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("support_countries: [IN\n", "answers.yaml, row 2: This is not YAML"),
        ("suport_countries: [IN]\n", "answers.yaml, row 1, column suport_countries"),
        ("support_countries: [NO]\n", "Norway is written 'NO', with quotes."),
        ("ip_cover: yes\n", "Allowed: full, outputs_only, capped, opt_no"),
        ("notice_days: soon\n", "takes a number (days)"),
        ("- ip_cover\n", "The answers must be written as question: answer."),
        ("ip_cover: [full, capped]\n", "row 1, column ip_cover: `ip_cover` takes one answer"),
        ("ip_cover: {value: full, proof: seen}\n", "column ip_cover.proof"),
        ("ip_cover: {value: full, grade: sworn}\n", "vendor_says"),
        ("hops:\n  - {what: suport}\n", "row 2, column hops.item 1.what: `suport`"),
        ("hops:\n  - {what: support, kountry: IN}\n", "row 2, column hops.item 1.kountry"),
        ("evaluation_date: 2026-02-30\n", "column evaluation_date"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_2(tmp_path, text, says):
    path = tmp_path / "answers.yaml"
    path.write_text(text, "utf-8")

    code, out, err = screen(path)
    assert (code, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1

    code, out, _ = screen(path, "--json")
    assert code == 2
    assert json.loads(out)["error"]["file"] == "answers.yaml"


def test_a_missing_file_and_a_day_that_is_none_are_refused(tmp_path, sheet):
    assert screen(tmp_path / "nothing.yaml")[0] == 2
    code, _, err = screen(sheet, "--on", "21/11/2026")
    assert code == 2
    assert "`21/11/2026` is no day" in err


def test_an_empty_sheet_raises_nothing_and_clears_nothing(tmp_path):
    path = tmp_path / "answers.yaml"
    path.write_text("", "utf-8")

    told = json.loads(screen(path, "--json")[1])
    assert (told["flags"], told["clear"]) == ([], [])


def test_what_to_have_in_writing_is_said_and_published(tmp_path):
    path = tmp_path / "said.yaml"
    path.write_text(
        "personal_data_types: [contact]\n"
        "transfer_tools: none_in_place\n"
        "inference_countries: GB\n"
        "retention_days: 5\n",
        "utf-8",
    )
    words = " ".join(screen(path, "--on", "2026-11-21")[1].split())

    assert "only the vendor's bare word keeps a flag away." in words
    question = "HIGH In which countries is your data processed when the model answers?"
    assert f"{question} If it is not so: Answers are produced in a country" in words
    told = json.loads(screen(path, "--on", "2026-11-21", "--json")[1])["statements_wanted"]
    assert {"inference_countries", "transfer_tools"} >= {each["question"] for each in told[:1]}
    rules = {one["rule"] for each in told for one in each["rules"]}
    assert "transfer_inference" in rules


def run(sheet, tmp_path, **environment):
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "manage.py", "screen", str(sheet), "--on", "2026-11-21", "--json"],
        cwd=ROOT,
        env={**os.environ, "WEIGH_VAR": str(tmp_path / "var"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_runs_where_there_is_no_database(tmp_path, sheet):
    ran = run(sheet, tmp_path, DATABASE_URL="postgres://nobody@127.0.0.1:1/none")

    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout)["schema_version"] == 1


def test_every_run_prints_the_same_bytes(tmp_path, sheet):
    with sheet.open("a", encoding="utf-8") as more:
        more.write(
            "inference_countries: [US, GB, IN, CN]\n"
            "use_cases: [recruitment, credit, insurance, fraud]\n"
            "hops: [{what: support, country: CN}, {what: support, country: vendor_refused}]\n"
        )

    one, two = (run(sheet, tmp_path, PYTHONHASHSEED=seed).stdout for seed in ("1", "2"))
    assert one == two != ""


def test_one_silence_is_one_flag_with_its_points_below(tmp_path):
    path = tmp_path / "silent.yaml"
    path.write_text("training_method: vendor_refused\n", "utf-8")
    _, out, _ = screen(path, "--on", "2026-11-21")
    flags = [
        flag
        for flag in json.loads(screen(path, "--on", "2026-11-21", "--json")[1])["flags"]
        if flag["part_of"] == "training_method"
    ]

    assert len(flags) > 1
    words = " ".join(out.split())
    assert f"How was this model made? The vendor would not say ({len(flags)} points)" in words
    assert "Settle before you sign (1)" in out
