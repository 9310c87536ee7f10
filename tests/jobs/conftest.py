"""The jobs here open no uploaded file, so their workers need not test a jail first."""

import pytest


@pytest.fixture(autouse=True)
def no_jail(monkeypatch):
    monkeypatch.setenv("WEIGH_JAIL", "none")
