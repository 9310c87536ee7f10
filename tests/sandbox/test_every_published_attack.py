"""Every test file of three public scanners, by the door of a model and by that of a table."""

import pytest

from sandbox.inspecting import inspect_model
from sandbox.limits import INSPECTING, READING
from sandbox.model_source import ModelSource
from sandbox.reading import read_table
from tests.conftest import needs_shared
from tests.sandbox.test_attacks import ATTACKS, nowhere, soon
from tests.sandbox.test_every_made_attack import judged, listed

__all__ = ["nowhere"]
pytestmark = [needs_shared, pytest.mark.slow]
PUBLISHED = listed("published/")
# Templates and notes hold no program that a table's reader could run, so they are read as text.
TEXT = (".json", ".template", ".j2", ".bin")


def test_there_are_the_files_of_three_scanners():
    assert len(PUBLISHED) == 85
    assert {name.split("/")[1].split("__")[0] for name in PUBLISHED} == {
        "modelaudit", "modelscan", "picklescan",
    }  # fmt: skip


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_published_file_is_no_model(jail, nowhere, capfd, name):
    def door():
        return inspect_model(jail, ModelSource(ATTACKS / name), limits=soon(INSPECTING))

    assert judged(door, name, PUBLISHED[name], nowhere, jail, capfd) is None


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_published_file_is_read_as_text_or_refused(jail, nowhere, capfd, name):
    def door():
        return read_table(jail, ATTACKS / name, name="upload", limits=soon(READING))

    must = "" if name.endswith(TEXT) else PUBLISHED[name]
    judged(door, name, must, nowhere, jail, capfd)
