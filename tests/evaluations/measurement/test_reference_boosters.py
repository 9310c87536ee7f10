"""The same pairs in the formats of XGBoost and LightGBM, against the numbers that came with them."""

import pytest

from sandbox.candidates import find_jail
from tests.conftest import needs_shared
from tests.evaluations.measurement.reference_pairs import expected_of, hold, run_models

pytestmark = needs_shared
BOOSTERS = "adult/native_boosters"


@pytest.mark.parametrize("ending", ["ubj", pytest.param("json", marks=pytest.mark.slow)])
def test_models_give_the_numbers_that_came_with_them_and_say_how_they_were_fed(tmp_path, ending):
    teacher = f"{BOOSTERS}/xgboost.{ending}"
    samples = f"{BOOSTERS}/sample_test_encoded.csv"

    result = run_models(
        find_jail(run_dir=tmp_path), f"{BOOSTERS}/lightgbm.txt", teacher, samples, "target"
    )

    hold(result, expected_of("adult", "lightgbm_vs_xgboost"), share=0.002, divergence=0.01)
    assert result["student"]["isolation"] == "bubblewrap+seccomp"
    notes = [note.removeprefix(f"{BOOSTERS}/") for note in result["notes"]]
    assert any(note.startswith("lightgbm.txt: The columns were given whole") for note in notes)
    assert any(note.startswith(f"xgboost.{ending}: Had zeros gone in as missing") for note in notes)
