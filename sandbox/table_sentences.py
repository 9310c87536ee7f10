"""What is said of a table that cannot be read: for each code a sentence and the way out."""

from sandbox.runner.codes import Code

RESAVE = "Open it in the program it came from and save it again as CSV (UTF-8) or .xlsx."
FILL = "Correct that row in the program the file came from and save it again."

# What a file turned out to be, after "This is".
FOUND = {
    "arrow": "an Arrow file",
    "binary": "not text and not a spreadsheet",
    "bzip2": "a compressed file",
    "encrypted_parquet": "an encrypted Parquet file",
    "catboost": "a model file (CatBoost)",
    "gguf": "a model file (GGUF)",
    "gzip": "a compressed file",
    "hdf5": "an HDF5 file",
    "joblib": "a joblib file",
    "lzma": "a compressed file",
    "numpy": "a NumPy file",
    "old_office": "an old Office file (such as .xls)",
    "opendocument": "an OpenDocument file",
    "pdf": "a PDF",
    "pickle": "a pickle file",
    "picture": "a picture",
    "powerpoint": "a PowerPoint file",
    "program": "a program",
    "rar": "a compressed archive",
    "rich_text": "a rich-text document",
    "sqlite": "a database file",
    "tar": "a compressed archive",
    "text": "a text file (such as CSV)",
    "tflite": "a model file (TensorFlow Lite)",
    "torch": "a model file (PyTorch)",
    "web_page": "a web page",
    "word": "a Word document",
    "xlsb": "a binary Excel file (.xlsb)",
    "xlsx": "an Excel file",
    "xml": "an XML file",
    "xz": "a compressed file",
    "7z": "a compressed archive",
    "zip": "a zip archive",
    "zlib": "a compressed file",
    "zstd": "a compressed file",
    "parquet": "a Parquet file",
}

TABLE_SENTENCES: dict[Code, tuple[str, str]] = {
    Code.EMPTY_FILE: ("The file is empty.", "Check that the export finished."),
    Code.NOT_A_TABLE: (
        "This is {found}, and no table can be read from it.",
        "Give the examples as CSV, .xlsx, Parquet or JSON Lines.",
    ),
    Code.PASSWORD: (
        "The file is protected by a password.",
        "Save a copy without a password and give that.",
    ),
    Code.MACROS: (
        "The workbook carries macros, and such files are not opened.",
        "Save it as an ordinary workbook (.xlsx) or as CSV.",
    ),
    Code.BROKEN_ARCHIVE: (
        "The file is damaged or incomplete.",
        "Save it again and give the new one.",
    ),
    Code.TOO_MANY_MEMBERS: (
        "The file holds {found:,} parts inside, more than the {limit:,} that are allowed.",
        RESAVE,
    ),
    Code.UNPACKS_TOO_LARGE: (
        "The file would unpack to more than {limit_mb:,} MB (its part ‘{member}’).",
        "Save the table as CSV, or give fewer rows.",
    ),
    Code.UNPACKS_TOO_FAR: (
        "Its part ‘{member}’ would unpack to {times:,} times its size, as only made-up files do.",
        RESAVE,
    ),
    Code.UNSAFE_MEMBER: (
        "The file holds a part with an unsafe name, ‘{member}’, so it is not opened.",
        RESAVE,
    ),
    Code.BROKEN_FILE: ("This is {found}, but it is damaged or incomplete.", RESAVE),
    Code.ENCODING: (
        "A character cannot be read: the text is neither UTF-8, UTF-16 nor Windows-1252.",
        "Save the file as CSV (UTF-8).",
    ),
    Code.NO_HEADER: (
        "The column names are missing.",
        "Write the column names into the first row.",
    ),
    Code.HEADER_IS_DATA: (
        "The first row must hold the column names, and it holds ‘{value}’.",
        "Write the column names into the first row.",
    ),
    Code.COLUMN_WITHOUT_NAME: (
        "Column number {position} has no name.",
        "Give it a name, or delete it; from pandas, save with index=False.",
    ),
    Code.COLUMN_TWICE: ("This column name stands there twice.", "Rename or delete one of them."),
    Code.TOO_MANY_COLUMNS: (
        "The table has {found:,} columns, more than the {limit:,} that are allowed.",
        "Keep the columns that the model reads, the label and the slices.",
    ),
    Code.TOO_MANY_ROWS: (
        "The table has more than {limit:,} rows, the most that are read.",
        "Give a random part of them.",
    ),
    Code.NO_ROWS: ("The table has column names but no rows.", "Add your labelled examples."),
    Code.RAGGED: (
        "This row has {found:,} values where the header has {expected:,} columns.",
        "Put quotes around values that contain the separator, or correct the row.",
    ),
    Code.QUOTES: (
        "A quotation mark here is not closed, or stands inside a value on its own.",
        'Inside a quoted value write a quotation mark twice (""), or save the table as .xlsx.',
    ),
    Code.CELL_TOO_LONG: (
        "A value here is longer than the {limit:,} characters that are allowed.",
        "Look for a quotation mark that is not closed, or shorten the value.",
    ),
    Code.NUL_CHARACTER: ("A value here holds an invisible NUL character.", FILL),
    Code.FORMULA_WITHOUT_VALUE: (
        "A formula here was saved without its result.",
        "Open the workbook in Excel or LibreOffice, let it calculate, and save it again.",
    ),
    Code.BAD_JSON: (
        "This line is not valid JSON.",
        "Write one whole JSON object on each line.",
    ),
    Code.JSON_LIST: (
        "The file is one JSON list, and one object on each line is needed.",
        "Save it as JSON Lines; in pandas: to_json(..., orient='records', lines=True).",
    ),
    Code.NOT_AN_OBJECT: (
        "This line is valid JSON but no object with named values.",
        "Write one JSON object on each line.",
    ),
    Code.NESTED: (
        "A value here is a list or an object, and only plain values can be read.",
        "Give each plain value a column of its own.",
    ),
    Code.KEY_TWICE: ("This name stands twice on the line.", "Keep one of them."),
    Code.MISSING_KEY: (
        "This line lacks a name that the first line has.",
        "Give every line the same names; null may stand for an empty value.",
    ),
    Code.EXTRA_KEY: (
        "This line has a name that the first line lacks.",
        "Give every line the same names; null may stand for an empty value.",
    ),
    Code.COLUMN_TYPE: (
        "The values of this column are of a kind that is no plain value ({found}).",
        "Turn them into text or numbers, or leave the column out.",
    ),
}
