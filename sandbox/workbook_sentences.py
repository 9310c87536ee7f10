"""What is said of a workbook that somebody filled in and that cannot be read back."""

from sandbox.contract import Ending
from sandbox.runner.codes import Code

AGAIN = "Download the spreadsheet again and fill in the new one."
RESAVE = "Open it in your spreadsheet program, save it again as .xlsx, and give that."

WORKBOOK_SENTENCES: dict[Code, tuple[str, str]] = {
    Code.EMPTY_FILE: ("The file is empty.", "Save the spreadsheet again and give the new one."),
    Code.NOT_A_TABLE: (
        "This is {found}, and the answers must come in the spreadsheet that you downloaded.",
        "Save the spreadsheet as .xlsx and give that.",
    ),
    Code.PASSWORD: (
        "The file is protected by a password.",
        "Save a copy without a password and give that.",
    ),
    Code.MACROS: (
        "The workbook carries macros, and such files are not opened.",
        "Save it as an ordinary workbook (.xlsx) and give that.",
    ),
    Code.EXTERNAL_LINKS: (
        "The workbook takes values from other files, and such files are not opened.",
        "Remove the links in your spreadsheet program, save it again, and give that.",
    ),
    Code.EMBEDDED_FILES: (
        "The workbook carries other files or controls inside, and such files are not opened.",
        "Take them out, save it again, and give that.",
    ),
    Code.BROKEN_ARCHIVE: ("The file is damaged or incomplete.", RESAVE),
    Code.BROKEN_FILE: ("This is {found}, but it is damaged or incomplete.", RESAVE),
    Code.TOO_MANY_MEMBERS: (
        "The file holds {found:,} parts inside, more than the {limit:,} that are allowed.",
        AGAIN,
    ),
    Code.UNPACKS_TOO_LARGE: (
        "The file would unpack to more than {limit_mb:,} MB (its part ‘{member}’).",
        AGAIN,
    ),
    Code.UNPACKS_TOO_FAR: (
        "Its part ‘{member}’ would unpack to {times:,} times its size, as only made-up files do.",
        AGAIN,
    ),
    Code.UNSAFE_MEMBER: (
        "The file holds a part with an unsafe name, ‘{member}’, so it is not opened.",
        AGAIN,
    ),
    Code.TOO_MANY_SHEETS: (
        "The workbook has {found:,} sheets, more than the {limit:,} that are read.",
        "Delete the sheets that you added.",
    ),
    Code.TOO_MANY_ROWS: (
        "The workbook has more than {limit:,} rows that are filled in.",
        "Delete the rows that you added.",
    ),
    Code.CELL_TOO_LONG: (
        "A cell here is longer than the {limit:,} characters that are allowed.",
        "Shorten it and save the workbook again.",
    ),
    Code.ENCODING: ("A character here cannot be read.", "Type that cell again and save it."),
    Code.TOO_DEEP: ("The parts of this file are nested too deeply.", AGAIN),
    Code.OUT_OF_MEMORY: ("Reading the file takes more memory than it is given.", AGAIN),
    Code.PANICKED: ("The file made the program that reads it give up.", AGAIN),
    Code.UNEXPECTED: ("The file could not be read ({error}).", AGAIN),
}
WORKBOOK_ENDED: dict[Ending, tuple[str, str]] = {
    Ending.CRASHED: ("The file made the program that reads it crash.", AGAIN),
    Ending.WALL: ("Reading the file took longer than {wall}.", AGAIN),
    Ending.PROCESSOR: ("Reading the file took more computing than allowed.", AGAIN),
    Ending.MEMORY: ("Reading the file takes more memory than it is given.", AGAIN),
    Ending.OUTPUT: ("The file turned into far more than a spreadsheet of answers.", AGAIN),
    Ending.QUIT: ("The file could not be read.", AGAIN),
    Ending.BROKEN: ("The file could not be read.", AGAIN),
}
