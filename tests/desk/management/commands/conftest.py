"""The jail, for the commands that need it."""

from tests.sandbox.conftest import jail, lockdown, run_dir

__all__ = ["jail", "lockdown", "run_dir"]
