"""The locale that text models need."""

import shutil
import subprocess
import sys

import numpy as np
import pyarrow as pa
import pytest

from sandbox.locales import NAME, build_locale
from sandbox.predicting import predict
from tests.sandbox import models

needs_localedef = pytest.mark.skipif(
    shutil.which("localedef") is None, reason="this system has no localedef (Debian: locales)"
)


@needs_localedef
def test_the_locale_that_was_built_can_be_loaded(tmp_path):
    built = build_locale(tmp_path / "locales")
    code = "import locale; locale.setlocale(locale.LC_ALL, 'en_US.UTF-8'); print(locale.nl_langinfo(locale.CODESET))"
    said = subprocess.run(
        [sys.executable, "-c", code],
        env={"LOCPATH": str(built.folder)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.strip() == "UTF-8"


def test_a_locale_that_is_there_is_not_built_again(tmp_path, monkeypatch):
    (tmp_path / NAME).mkdir()
    monkeypatch.setattr(shutil, "which", lambda _: pytest.fail("it looked for localedef"))

    assert build_locale(tmp_path).folder == tmp_path


def test_without_localedef_a_sentence_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)

    built = build_locale(tmp_path / "locales")

    assert built.folder is None
    assert "apt-get install locales" in built.why_not


def test_a_localedef_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: "/bin/false")

    built = build_locale(tmp_path / "locales")

    assert built.folder is None
    assert "apt-get install locales" in built.why_not
    assert list((tmp_path / "locales").iterdir()) == []


@needs_localedef
def test_a_model_that_lowers_the_case_of_its_texts_runs_in_every_jail(each_jail, tmp_path):
    content, model = models.word_counts()
    texts = ["MY CARD", "Refund PLEASE", "where is the Money"]

    found = predict(each_jail, models.laid_out(content, tmp_path), pa.table({"text": texts}))

    assert found.labels == model.predict(texts).tolist()
    np.testing.assert_allclose(
        np.asarray(found.probabilities), model.predict_proba(texts), atol=1e-5
    )
