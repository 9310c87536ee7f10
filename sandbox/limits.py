"""What each kind of job may use, in one place."""

from dataclasses import replace

from sandbox.contract import GIB, MIB, Limits

READING = Limits(
    memory=3 * GIB, mapped=2 * GIB, processor=600, wall=600.0, output=4 * GIB, file=200 * MIB
)
READING_EXPORT = Limits(
    memory=2 * GIB,
    mapped=2 * GIB,
    processor=300,
    wall=300.0,
    output=1 * GIB,
    file=200 * MIB,
    rows=200_000,
    columns=200,
    cell=100_000,
)
READING_WORKBOOK = Limits(
    memory=1 * GIB,
    processor=60,
    wall=120.0,
    output=64 * MIB,
    threads=1,
    file=10 * MIB,
    rows=20_000,
    cell=32_767,  # the most that a spreadsheet program puts into one
)
DOCUMENTS = Limits(
    memory=1 * GIB,
    mapped=2 * GIB,
    processor=60,
    wall=60.0,
    output=128 * MIB,
    file=20 * MIB,
    threads=1,
)
# Few bytes, but a password may be made slow to try on purpose.
CERTIFICATES = Limits(
    memory=512 * MIB,
    mapped=2 * GIB,
    processor=10,
    wall=30.0,
    output=1 * MIB,
    file=1 * MIB,
    threads=1,
)
INSPECTING = Limits(memory=6 * GIB, processor=300, wall=300.0, output=8 * MIB, threads=1)
PREDICTING = Limits(memory=6 * GIB, processor=7_200, wall=3_600.0, output=4 * GIB)

# What an installation allows tables to be, where it says another size than `READING`'s.
_allowed = {"tables": READING}


def tables() -> Limits:
    """Return what the reading of a table may use here."""
    return _allowed["tables"]


def allow_tables(*, rows: int, file: int) -> None:
    """Set how large tables may be from now on; time and output grow with it, memory does not.

    Parameters
    ----------
    rows, file
        The most rows, and the most bytes of the file.
    """
    larger = max(1.0, rows / READING.rows, file / READING.file)
    _allowed["tables"] = replace(
        READING,
        rows=rows,
        file=file,
        processor=int(READING.processor * larger),
        wall=READING.wall * larger,
        output=int(READING.output * larger),
    )
