"""What is said of an export that cannot be read: as of a table, but where there is more to choose from."""

from sandbox.contract import Ending
from sandbox.runner.codes import Code
from sandbox.table_sentences import TABLE_SENTENCES

SAVE_AGAIN = "Save it again as CSV (UTF-8), or paste the texts."

EXPORT_SENTENCES: dict[Code, tuple[str, str]] = {
    **TABLE_SENTENCES,
    Code.NOT_A_TABLE: (
        "This is {found}, and no texts can be read from it.",
        "Give the export as CSV, .xlsx or mbox, unpacked, or paste the texts.",
    ),
    Code.NO_ROWS: ("There are no texts in this file.", "Check that the export finished."),
    Code.TOO_MANY_ROWS: (
        "The export has more than {limit:,} rows or mails, the most that are read.",
        "Export a shorter time, such as the last six months.",
    ),
    Code.TOO_MANY_COLUMNS: (
        "The table has {found:,} columns, more than the {limit:,} that are allowed.",
        "Keep the columns that hold the text.",
    ),
    Code.TOO_DEEP: ("Values are nested too deeply in this file.", SAVE_AGAIN),
    Code.OUT_OF_MEMORY: (
        "Reading the file takes more memory than it is given.",
        "Export a shorter time, such as the last month.",
    ),
    Code.PANICKED: ("The file made the program that reads it give up.", SAVE_AGAIN),
    Code.UNEXPECTED: ("The file could not be read ({error}).", SAVE_AGAIN),
}
EXPORT_ENDED: dict[Ending, tuple[str, str]] = {
    Ending.CRASHED: ("The file made the program that reads it crash.", SAVE_AGAIN),
    Ending.WALL: ("Reading the file took longer than {wall}.", "Export a shorter time."),
    Ending.PROCESSOR: (
        "Reading the file took more computing than allowed.",
        "Export a shorter time.",
    ),
    Ending.MEMORY: (
        "Reading the file takes more memory than it is given.",
        "Export a shorter time, such as the last month.",
    ),
    Ending.OUTPUT: ("The file turned into far more than texts.", SAVE_AGAIN),
    Ending.QUIT: ("The file could not be read.", SAVE_AGAIN),
    Ending.BROKEN: ("The file could not be read.", SAVE_AGAIN),
}
