"""What may be called what, and how long a file may be."""

import re

import pytest

from tests.house.project import ROOT, written_files

LONGEST = 400
NOT_COUNTED = re.compile(
    r"(^|/)(migrations|vendor)/|^requirements.*\.txt$|^tests/.*/(corpus|corpora)/"
)
VAGUE = re.compile(r"^(utils?|helpers?|common|misc|base|core|manager)(_.*)?$|_(utils?|helpers?)$")
COUNTED = (".py", ".html", ".css", ".js", ".yaml", ".yml", ".md", ".sh")
# Assembled here, so that this file does not hold what it looks for.
MACHINE_PATHS = [f"/{'work'}/main", f"/{'farm'}/", f"/{'tmp'}/studio"]


def name_in_project(path):
    return path.relative_to(ROOT).as_posix()


def test_no_file_is_longer_than_a_reader_can_hold():
    long = {
        name_in_project(path): lines
        for path in [*written_files(*COUNTED), ROOT / "weigh"]
        if not NOT_COUNTED.search(name_in_project(path))
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_no_name_is_vague():
    vague = [
        name_in_project(path)
        for path in written_files(".py")
        if VAGUE.search(path.stem) or VAGUE.search(path.parent.name)
    ]
    # Templates extend base.html; that is Django's word and no module of ours.
    assert vague == []


def test_no_path_of_one_machine_is_committed():
    found = [
        (name_in_project(path), wanted)
        for path in [*written_files(*COUNTED, ".in", ".txt", ".toml"), ROOT / "weigh"]
        for wanted in MACHINE_PATHS
        if wanted in path.read_text(encoding="utf-8")
    ]
    assert found == []


def test_requirement_files_name_no_address():
    for path in written_files(".txt", ".in"):
        if path.name.startswith(("requirements", "constraints")):
            assert not re.search(r"https?://|file:/", path.read_text(encoding="utf-8")), path.name


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in", "constraints.in"])
def test_every_dependency_says_why_it_is_here(name):
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "-r")):
            reason = line.partition("#")[2].strip()
            assert reason.endswith("."), f"{name}: {line}"
