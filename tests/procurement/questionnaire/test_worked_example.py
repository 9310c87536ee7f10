"""The question that CONTRIBUTING.md adds as its example is one the bank would take."""

import shutil
from textwrap import indent

from procurement.questionnaire.loader import FOLDER, load_bank
from tests.house.project import ROOT


def test_the_example_is_one_entry_and_loads(tmp_path):
    told = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("```yaml\n")[1].split("```")[0]
    folder = tmp_path / "bank"
    shutil.copytree(FOLDER, folder)
    entry = indent("\n".join(line[3:] for line in told.splitlines()), "  ")
    with (folder / "data_use.yaml").open("a", encoding="utf-8") as written:
        written.write(f"\n{entry}\n")

    added = set(load_bank(folder).by_id) - set(load_bank().by_id)
    assert added == {"sold_on"}
