"""The parent's side opens nothing hostile, and is left as it was."""

import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from sandbox import staging
from sandbox.interpreter import environment
from sandbox.limits import PREDICTING
from sandbox.predicting import predict
from sandbox.staging import staged, sweep
from tests.sandbox import models

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = {"onnxruntime", "onnx", "tokenizers", "openpyxl", "defusedxml"}


def test_the_parent_never_imports_what_opens_hostile_files():
    code = (
        "import sys, sandbox.candidates, sandbox.reading, sandbox.inspecting, sandbox.predicting;"
        f"print(sorted({HOSTILE!r} & set(sys.modules)))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert said.stdout.strip() == "[]"


def test_libraries_are_told_to_keep_quiet_in_the_jail():
    given = environment(PREDICTING, code=Path("/code"), locales=None)

    assert given["ORT_DISABLE_TELEMETRY"] == given["HF_HUB_OFFLINE"] == "1"
    assert given["HF_HUB_DISABLE_TELEMETRY"] == "1"
    assert not {"HOME", "PATH", "DJANGO_SETTINGS_MODULE", "DATABASE_URL"} & set(given)


def test_a_run_leaves_no_file_anywhere(jail, tmp_path, monkeypatch):
    for name in ("home", "cwd", "tmp"):
        (tmp_path / name).mkdir()
    source = models.laid_out(models.bundle(), tmp_path)
    monkeypatch.delenv("CI", raising=False)  # some libraries keep quieter where it is set
    monkeypatch.delenv("ORT_DISABLE_TELEMETRY", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.chdir(tmp_path / "cwd")

    predict(jail, source, pa.table({"t": ["good"]}))

    made = [path for name in ("home", "cwd", "tmp") for path in (tmp_path / name).rglob("*")]
    assert made == []
    assert {path.name for path in jail.run_dir.iterdir()} <= {"locales", "code"}


def test_a_staged_folder_is_private_and_goes_with_its_job(tmp_path):
    with staged(tmp_path / "runs") as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (tmp_path / "runs").stat().st_mode & 0o777 == 0o700
        (folder / "upload").write_text("x")

    assert list((tmp_path / "runs").iterdir()) == []


def test_what_a_killed_worker_left_is_swept_and_what_is_in_use_is_not(tmp_path):
    code = (
        "import os, sys; from pathlib import Path; from sandbox.staging import staged\n"
        "with staged(Path(sys.argv[1])) as folder:\n"
        "    (folder / 'upload').write_text('secret')\n"
        "    os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, check=False)
    (left,) = tmp_path.iterdir()
    assert (left / "upload").exists()

    with staged(tmp_path) as used:
        sweep(tmp_path)

        assert list(tmp_path.iterdir()) == [used]


def test_a_folder_that_is_just_being_made_is_left_alone(tmp_path, monkeypatch):
    (tmp_path / "job-new").mkdir()
    sweep(tmp_path)
    assert (tmp_path / "job-new").exists()

    monkeypatch.setattr(staging, "YOUNG", -1.0)
    sweep(tmp_path)
    assert not (tmp_path / "job-new").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_a_file_that_may_not_be_read_is_a_sentence(jail, tmp_path):
    source = models.laid_out(models.breast_cancer()[0], tmp_path)
    source.path.chmod(0)

    with pytest.raises(Exception, match="cannot be read"):
        predict(jail, source, pa.table({"a": [1.0]}))
