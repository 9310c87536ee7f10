"""The hook that watches transactions sees what it should."""

import subprocess

import pytest
from django.db import transaction

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "act",
    [
        lambda path: path.read_text(),
        lambda path: path.write_text("y"),
        lambda path: subprocess.run(["true"], check=True),
    ],
)
def test_a_file_or_process_inside_a_transaction_fails_the_test(tmp_path, act):
    (tmp_path / "file").write_text("x")
    with pytest.raises(pytest.fail.Exception, match="inside a transaction"), transaction.atomic():
        act(tmp_path / "file")


def test_outside_of_one_both_are_free(tmp_path):
    (tmp_path / "file").write_text("x")
    subprocess.run(["true"], check=True)
    assert (tmp_path / "file").read_text() == "x"
