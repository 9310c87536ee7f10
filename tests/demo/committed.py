"""The worked example's files as they are committed."""

import csv
from pathlib import Path

DATA = Path(__file__).parents[2] / "demo" / "data"


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def inbox():
    """Return every row of both halves, with its half, origin and right label."""
    key = {row["id"]: row for row in rows("enquiries_key.csv")}
    halves = [*rows("enquiries_training.csv"), *rows("enquiries_test.csv")]
    return [{**key[row["id"]], **row} for row in halves]
