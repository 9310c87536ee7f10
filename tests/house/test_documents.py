"""What the documents point at is there."""

import re

import pytest

from tests.house.project import ROOMS, ROOT, written_files

DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "docs/tour.md",
    "docs/questions.md",
    "docs/signing.md",
)
# Made when it runs, or only an example.
ELSEWHERE = {"var/", "var/demo", "var/signing.key", ".venv", "tests/PART"}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_and_folder_a_document_names_is_there(document):
    files = [path.relative_to(ROOT).as_posix() for path in written_files("")]
    folders = {"/".join(name.split("/")[:depth]) for name in files for depth in range(1, 9)}
    text = (ROOT / document).read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w./-]+/[\w./-]*|[\w-]+\.(?:py|yaml|css|md))`", text))
    named |= set(re.findall(r"\]\(([\w./-]+)\)", text))
    named = {name for name in named if not name.startswith("./") and name not in ELSEWHERE}
    gone = [
        name
        for name in sorted(named)
        if not (ROOT / document).parent.joinpath(name).exists()
        and not any(f"/{file}".endswith(f"/{name}") for file in [*files, *folders])
        and not any(f"/{folder}".endswith(f"/{name.rstrip('/')}") for folder in folders)
    ]
    assert named, "the document names nothing, so nothing was looked up"
    assert gone == []


@pytest.mark.parametrize("document", ["README.md", "docs/tour.md"])
def test_every_room_is_named(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    assert [room for room in ROOMS if f"`{room}/`" not in text] == []
