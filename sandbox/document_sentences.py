"""What is said of a document that is not taken: for each code a sentence and the way out."""

from sandbox.contract import Ending
from sandbox.runner.codes import Code
from sandbox.table_sentences import FOUND as FOUND_TABLE

AS_PDF = "Open it, print it to PDF, and give that."
ANOTHER = "Give a PDF, a picture, a Word, Excel or PowerPoint file, an e-mail or plain text."

# What a file turned out to be, after "This is".
FOUND_DOCUMENT = {
    **FOUND_TABLE,
    "binary": "neither text nor any document we know",
    "old_office": "an old Office file (such as .doc or .xls)",
    "postscript": "a PostScript file",
    "script": "a script",
}
_WAYS_OUT = {
    "7z": "Unpack it, and give the documents in it one by one.",
    "bzip2": "Unpack it, and give the documents in it one by one.",
    "gzip": "Unpack it, and give the documents in it one by one.",
    "lzma": "Unpack it, and give the documents in it one by one.",
    "old_office": "Save it as .docx, .xlsx or .pptx, or print it to PDF, and give that.",
    "opendocument": AS_PDF,
    "postscript": AS_PDF,
    "rar": "Unpack it, and give the documents in it one by one.",
    "rich_text": AS_PDF,
    "tar": "Unpack it, and give the documents in it one by one.",
    "web_page": "Open the page in a browser, print it to PDF, and give that.",
    "xlsb": "Save it as .xlsx and give that.",
    "xml": "Open it, and give a picture or a PDF of what it shows.",
    "xz": "Unpack it, and give the documents in it one by one.",
    "zip": "Unpack it, and give the documents in it one by one.",
    "zlib": "Unpack it, and give the documents in it one by one.",
    "zstd": "Unpack it, and give the documents in it one by one.",
}


def way_out(found: object) -> str:
    """Return what to do with a file of this kind instead."""
    return _WAYS_OUT.get(str(found), ANOTHER)


DOCUMENT_SENTENCES: dict[Code, tuple[str, str]] = {
    Code.EMPTY_FILE: ("The file is empty.", "Check that it was saved, and choose it again."),
    Code.NOT_A_DOCUMENT: ("This is {found}, and we do not keep such files.", "{instead}"),
    Code.PASSWORD: (
        "The file is protected by a password, so we cannot look at it.",
        "Save a copy without a password and give that.",
    ),
    Code.MACROS: (
        "The file carries a program inside, such as a macro, and such files are not kept.",
        AS_PDF,
    ),
    Code.RUNS_SCRIPTS: (
        "This PDF would run a program or send something when it is opened.",
        "Open it in a browser, print it to PDF, and give that.",
    ),
    Code.FETCHES_FROM_OUTSIDE: (
        "This file fetches parts from elsewhere when it is opened.",
        AS_PDF,
    ),
    Code.TOO_MANY_PARTS: ("The file has more than {limit:,} parts inside.", AS_PDF),
    Code.PICTURE_TOO_LARGE: (
        "The picture has {found_mp:,} million points, more than the {limit_mp:,} million that are allowed.",
        "Save it smaller, or cut out the part that matters.",
    ),
    Code.BROKEN_FILE: (
        "This is {found}, but it is damaged or incomplete.",
        "Open it to see that it is whole, save it again, and give the new one.",
    ),
    Code.BROKEN_ARCHIVE: (
        "The file is damaged or incomplete.",
        "Open it to see that it is whole, save it again, and give the new one.",
    ),
    Code.TOO_MANY_MEMBERS: (
        "The file holds {found:,} parts inside, more than the {limit:,} that are allowed.",
        AS_PDF,
    ),
    Code.UNPACKS_TOO_LARGE: (
        "The file would unpack to more than {limit_mb:,} MB (its part ‘{member}’).",
        AS_PDF,
    ),
    Code.UNPACKS_TOO_FAR: (
        "Its part ‘{member}’ would unpack to {times:,} times its size, as only made-up files do.",
        AS_PDF,
    ),
    Code.UNSAFE_MEMBER: (
        "The file holds a part with an unsafe name, ‘{member}’, so it is not opened.",
        AS_PDF,
    ),
    Code.ENCODING: (
        "A character cannot be read: the text is neither UTF-8, UTF-16 nor Windows-1252.",
        "Save it as UTF-8, or print it to PDF, and give that.",
    ),
    Code.TOO_DEEP: ("The parts of this file are nested too deeply to be read.", AS_PDF),
    Code.OUT_OF_MEMORY: ("Reading the file takes more memory than it is given.", AS_PDF),
    Code.PANICKED: ("The file made the program that reads it give up.", AS_PDF),
    Code.UNEXPECTED: ("The file could not be read ({error}).", AS_PDF),
}
DOCUMENT_ENDED: dict[Ending, tuple[str, str]] = {
    Ending.CRASHED: ("The file made the program that reads it crash.", AS_PDF),
    Ending.WALL: ("Reading the file took longer than {wall}.", AS_PDF),
    Ending.PROCESSOR: ("Reading the file took more computing than allowed.", AS_PDF),
    Ending.MEMORY: ("Reading the file takes more memory than it is given.", AS_PDF),
    Ending.OUTPUT: ("The file turned into far more than a document.", AS_PDF),
    Ending.QUIT: ("The file could not be read.", AS_PDF),
    Ending.BROKEN: ("The file could not be read.", AS_PDF),
}
