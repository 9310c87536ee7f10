"""The closed set of what can go wrong inside the jail. Sentences for people stand in `sandbox.sentences`."""

from enum import StrEnum


class Code(StrEnum):
    """What went wrong. The details that travel with a code are named behind it."""

    # The jail and its libraries
    CANNOT_LOCK = "cannot_lock"  # reason
    LOCALE_MISSING = "locale_missing"
    OUT_OF_MEMORY = "out_of_memory"
    TOO_DEEP = "too_deep"
    PANICKED = "panicked"
    UNEXPECTED = "unexpected"  # error

    # Any file
    EMPTY_FILE = "empty_file"
    PASSWORD = "password"  # noqa: S105
    BROKEN_ARCHIVE = "broken_archive"
    TOO_MANY_MEMBERS = "too_many_members"  # found, limit
    UNPACKS_TOO_LARGE = "unpacks_too_large"  # member, limit_mb
    UNPACKS_TOO_FAR = "unpacks_too_far"  # member, times
    UNSAFE_MEMBER = "unsafe_member"  # member

    # Tables
    NOT_A_TABLE = "not_a_table"  # found
    MACROS = "macros"
    BROKEN_FILE = "broken_file"  # found
    ENCODING = "encoding"  # row
    NO_HEADER = "no_header"
    HEADER_IS_DATA = "header_is_data"  # value
    COLUMN_WITHOUT_NAME = "column_without_name"  # position
    COLUMN_TWICE = "column_twice"  # column
    TOO_MANY_COLUMNS = "too_many_columns"  # found, limit
    TOO_MANY_ROWS = "too_many_rows"  # limit
    NO_ROWS = "no_rows"
    RAGGED = "ragged"  # row, found, expected
    QUOTES = "quotes"  # row
    CELL_TOO_LONG = "cell_too_long"  # row, limit
    NUL_CHARACTER = "nul_character"  # row, column
    FORMULA_WITHOUT_VALUE = "formula_without_value"  # row, column
    BAD_JSON = "bad_json"  # row
    JSON_LIST = "json_list"
    NOT_AN_OBJECT = "not_an_object"  # row
    NESTED = "nested"  # row, column
    KEY_TWICE = "key_twice"  # row, column
    MISSING_KEY = "missing_key"  # row, column
    EXTRA_KEY = "extra_key"  # row, column
    COLUMN_TYPE = "column_type"  # column, found

    # Workbooks that are filled in
    EXTERNAL_LINKS = "external_links"
    EMBEDDED_FILES = "embedded_files"
    TOO_MANY_SHEETS = "too_many_sheets"  # found, limit

    # Documents
    NOT_A_DOCUMENT = "not_a_document"  # found
    RUNS_SCRIPTS = "runs_scripts"
    FETCHES_FROM_OUTSIDE = "fetches_from_outside"
    TOO_MANY_PARTS = "too_many_parts"  # limit
    PICTURE_TOO_LARGE = "picture_too_large"  # found_mp, limit_mp

    # Private keys with their certificates
    NOT_A_KEY_FILE = "not_a_key_file"  # found
    WRONG_PASSWORD = "wrong_password"  # noqa: S105
    NO_PRIVATE_KEY = "no_private_key"
    NO_OWN_CERTIFICATE = "no_own_certificate"
    TOO_MANY_CERTIFICATES = "too_many_certificates"  # found, limit

    # Model files
    NOT_A_MODEL = "not_a_model"  # found
    RUNS_CODE = "runs_code"  # found
    BUNDLE_WITHOUT = "bundle_without"  # member
    SEVERAL_MODELS = "several_models"  # found
    BROKEN_ONNX = "broken_onnx"
    EXTERNAL_DATA = "external_data"  # tensor
    CUSTOM_OPERATOR = "custom_operator"  # operator, domain
    TOO_NEW = "too_new"  # found, limit
    WEIGHTS_DO_NOT_FIT = "weights_do_not_fit"  # tensor
    BAD_CONFIG = "bad_config"  # member
    BAD_TOKENIZER = "bad_tokenizer"
    CANNOT_OPEN = "cannot_open"  # reason
    BROKEN_MODEL = "broken_model"  # found
    TREE_POINTS_OUTSIDE = "tree_points_outside"  # tree
    NOT_RUN = "not_run"  # found
    LIBRARY_MISSING = "library_missing"  # library
    TYPE_NOT_ALLOWED = "type_not_allowed"  # type
    OBJECT_ARRAY = "object_array"  # member
    BAD_ARRAY = "bad_array"  # member
    OTHER_SKLEARN = "other_sklearn"  # found, ours
    NOTHING_PREDICTS = "nothing_predicts"
    COLUMNS_WITHOUT_NAMES = "columns_without_names"
    OBJECTIVE = "objective"  # objective
    UNSUPPORTED_INPUT = "unsupported_input"  # input, shape
    UNSUPPORTED_OUTPUT = "unsupported_output"  # outputs

    # Running a model
    COLUMN_COUNT = "column_count"  # input, expected, found
    NO_COLUMN_FOR_INPUT = "no_column_for_input"  # input
    COLUMN_NOT_NUMBERS = "column_not_numbers"  # column
    COLUMN_NOT_WHOLE = "column_not_whole"  # column
    COLUMN_NOT_TEXT = "column_not_text"  # column
    ONE_TEXT_COLUMN = "one_text_column"  # found
    GIVES_NUMBERS = "gives_numbers"
    GIVES_LABELS = "gives_labels"
    RUN_FAILED = "run_failed"  # reason
    ANSWER_COUNT = "answer_count"  # expected, found
    TOO_MANY_LABELS = "too_many_labels"  # limit


class Trouble(Exception):
    """Something is wrong with the file or with running it; told to the parent as a code."""

    def __init__(
        self,
        code: Code,
        *,
        row: int | None = None,
        column: str | None = None,
        **details: str | int,
    ) -> None:
        """Keep what the sentence needs. `row` counts as a person counts: a table's header is row 1."""
        super().__init__(code)
        self.code = code
        self.row = row
        self.column = column
        self.details = details

    def as_json(self) -> dict[str, object]:
        """Return what the frame holds; long details are cut, since a file may choose them."""
        short = {
            name: value[:200] if isinstance(value, str) else value
            for name, value in self.details.items()
        }
        return {
            "code": str(self.code),
            "row": self.row,
            "column": None if self.column is None else self.column[:200],
            "details": short,
        }
