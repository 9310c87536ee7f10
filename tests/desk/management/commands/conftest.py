"""The jail, for the commands that need it."""

from tests.sandbox.conftest import jail, run_dir

__all__ = ["jail", "run_dir"]
