"""Environment variables are read with their type, and the message of a wrong one names it."""

import base64
import os
import re
import stat
import threading

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment
from tests.house.project import ROOT, written_files

NAME = "WEIGH_TRIED_HERE"


@pytest.fixture
def set_to(monkeypatch):
    return lambda value: monkeypatch.setenv(NAME, value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1", True), ("yes", True), ("ON", True), ("0", False), ("false", False), ("", True)],
)
def test_yes_and_no_are_read(set_to, value, expected):
    set_to(value)
    assert environment.boolean(NAME, default=True) is expected


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("perhaps", lambda: environment.boolean(NAME, default=False)),
        ("seven", lambda: environment.integer(NAME, default=1)),
        ("0", lambda: environment.integer(NAME, default=2, least=1)),
        ("", lambda: environment.text(NAME)),
        ("not base64!", lambda: environment.key(NAME, otherwise=ROOT)),
        (base64.b64encode(b"short").decode(), lambda: environment.key(NAME, otherwise=ROOT)),
        ("/proc/nowhere", lambda: environment.folder(NAME, ROOT)),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_name(set_to, value, read):
    set_to(value)
    with pytest.raises(ImproperlyConfigured, match=NAME):
        read()


def test_lists_lose_their_blanks(set_to):
    set_to(" a, ,b ,")
    assert environment.words(NAME, "") == ["a", "b"]


def test_a_secret_is_made_once_and_is_this_users_alone(tmp_path):
    path = tmp_path / "secret"
    made = []
    start = threading.Barrier(8)

    def make():
        start.wait()
        made.append(environment.kept_secret(path))

    makers = [threading.Thread(target=make) for _ in range(8)]
    for each in makers:
        each.start()
    for each in makers:
        each.join()

    assert len(set(made)) == 1
    assert len(made[0]) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["secret"]  # noqa: PTH208


def test_a_damaged_secret_is_not_replaced_in_silence(tmp_path):
    (tmp_path / "secret").write_bytes(b"short")
    with pytest.raises(ImproperlyConfigured, match="Restore it"):
        environment.kept_secret(tmp_path / "secret")


def test_every_variable_that_is_read_is_explained_and_no_other():
    read = set()
    for path in written_files(".py"):
        if path.relative_to(ROOT).parts[0] in ("config", "jobs"):
            read |= set(re.findall(r"environment\.\w+\(\s*\"([A-Z_]+)\"", path.read_text()))
    explained = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert explained == read | {"WEIGH_PYTHON"}
