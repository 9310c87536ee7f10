"""The rooms open one way only; the contracts stand in pyproject.toml."""

from click.testing import CliRunner
from importlinter.cli import lint_imports_command


def test_every_import_contract_is_kept():
    outcome = CliRunner().invoke(lint_imports_command, ["--no-cache"])

    assert outcome.exit_code == 0, outcome.output
    assert "0 broken" in outcome.output
