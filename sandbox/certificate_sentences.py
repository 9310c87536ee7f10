"""What is said of a file that should hold a private key and its certificate, and cannot be used."""

from sandbox.contract import Ending
from sandbox.runner.codes import Code

EXPORT = "Export the certificate together with its private key, as .p12 or .pfx, and give that."
AGAIN = "Export it once more, as .p12 or .pfx, and give the new file."

FOUND_CERTIFICATE = {
    "pem": "a text with a key or a certificate in it (PEM)",
    "bare_certificate": "a certificate without its private key",
    "zip": "a packed folder",
    "pdf": "a PDF",
    "unknown": "something else, or damaged",
}
CERTIFICATE_SENTENCES: dict[Code, tuple[str, str]] = {
    Code.EMPTY_FILE: ("The file is empty.", AGAIN),
    Code.NOT_A_KEY_FILE: ("This is no .p12 or .pfx file: it is {found}.", EXPORT),
    Code.PASSWORD: (
        "The file is protected by a password, and none was given.",
        "Type the password that was set when it was exported.",
    ),
    Code.WRONG_PASSWORD: (
        "The file does not open with this password.",
        "Type the password that was set when it was exported.",
    ),
    Code.NO_PRIVATE_KEY: ("There is no private key in this file, so it cannot sign.", EXPORT),
    Code.NO_OWN_CERTIFICATE: (
        "There is no certificate in this file that belongs to its private key.",
        EXPORT,
    ),
    Code.TOO_MANY_CERTIFICATES: (
        "There are {found:,} further certificates in this file, more than the {limit:,} that are read.",
        "Export it with its own chain alone.",
    ),
    Code.TOO_DEEP: ("The parts of this file are nested too deeply to be read.", AGAIN),
    Code.OUT_OF_MEMORY: ("Reading the file takes more memory than it is given.", AGAIN),
    Code.PANICKED: ("The file made the program that reads it give up.", AGAIN),
    Code.UNEXPECTED: ("The file could not be read ({error}).", AGAIN),
}
CERTIFICATE_ENDED: dict[Ending, tuple[str, str]] = {
    Ending.CRASHED: ("The file made the program that reads it crash.", AGAIN),
    Ending.WALL: ("Opening the file took longer than {wall}.", AGAIN),
    Ending.PROCESSOR: ("Opening the file took more computing than allowed.", AGAIN),
    Ending.MEMORY: ("Opening the file takes more memory than it is given.", AGAIN),
    Ending.OUTPUT: ("The file turned into far more than a certificate.", AGAIN),
    Ending.QUIT: ("The file could not be read.", AGAIN),
    Ending.BROKEN: ("The file could not be read.", AGAIN),
}
