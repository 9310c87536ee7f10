"""What is said of a model file that cannot be read or run: for each code a sentence and the way out."""

from sandbox.runner.codes import Code

EXPORT = "Ask the vendor to export the model to ONNX, in one file."
HOW = (
    "Ask the vendor to export it to ONNX: {converter}. "
    "If they cannot, take their predictions on your examples as an answer sheet."
)
WHAT_RUNS = (
    "Give an ONNX, skops, XGBoost (JSON or UBJ) or LightGBM (text) file, or a folder or zip with "
    "model.onnx, tokenizer.json and config.json."
)
ONE_LABEL = "Ask the vendor for an export that gives a label, or a probability for each label."

# What a file turned out to be, after "This is".
FOUND = {
    "7z": "a compressed archive",
    "arrow": "a table (Arrow)",
    "binary": "no model format that is known here",
    "bzip2": "a compressed file",
    "coreml": "a Core ML model",
    "csv": "a table",
    "encrypted_parquet": "a table (Parquet)",
    "flax": "a Flax model",
    "gguf": "a GGUF model",
    "gzip": "a compressed file",
    "hdf5": "a Keras or HDF5 file",
    "joblib": "a joblib file",
    "json": "a JSON file that describes no model known here",
    "keras": "a Keras model",
    "lightgbm": "a LightGBM model",
    "numpy": "a NumPy file",
    "onnx": "an ONNX model",
    "onnx_text_bundle": "a text model in ONNX",
    "ole": "an old Office file",
    "office": "an Office document",
    "parquet": "a table (Parquet)",
    "pdf": "a PDF",
    "pickle": "a pickle file",
    "picture": "a picture",
    "program": "a program",
    "rar": "a compressed archive",
    "rich_text": "a text document",
    "safetensors": "a safetensors file",
    "saved_model": "a TensorFlow SavedModel",
    "skops": "a skops model (scikit-learn)",
    "sqlite": "a database file",
    "tar": "a compressed archive",
    "text": "a text file",
    "tflite": "a TensorFlow Lite model",
    "torch": "a PyTorch file",
    "web_page": "a web page",
    "xgboost": "an XGBoost model",
    "xml": "an XML file",
    "xz": "a compressed file",
    "catboost": "a CatBoost model",
    "lightgbm_text": "a LightGBM model",
    "pmml": "a PMML model",
    "torch_export": "an exported PyTorch program",
    "torchscript": "a TorchScript program",
    "torchserve": "a TorchServe archive",
    "xgboost_json": "an XGBoost model (JSON)",
    "xgboost_ubj": "an XGBoost model (UBJ)",
    "zip": "a zip without a model in it",
    "zstd": "a compressed file",
}

# What turns each into ONNX.
ANY_CONVERTER = "skl2onnx for scikit-learn, torch.onnx.export for PyTorch, tf2onnx for Keras"
CONVERTERS = {
    "flax": "optimum-cli export onnx --model FOLDER OUT",
    "gguf": "optimum-cli export onnx, from the model that the GGUF file was made from",
    "hdf5": "model.export('model.onnx', format='onnx') in Keras 3, or tf2onnx",
    "keras": "model.export('model.onnx', format='onnx') in Keras 3, or tf2onnx",
    "lightgbm": "onnxmltools.convert_lightgbm",
    "safetensors": "optimum-cli export onnx --model FOLDER OUT",
    "saved_model": "python -m tf2onnx.convert --saved-model FOLDER --output model.onnx",
    "skops": "skl2onnx.to_onnx(model, examples)",
    "tflite": "python -m tf2onnx.convert --tflite FILE --output model.onnx",
    "catboost": "model.save_model('model.onnx', format='onnx')",
    "coreml": "coremltools cannot; export the original model with torch.onnx.export or tf2onnx",
    "pmml": "skl2onnx.to_onnx(model, examples), from the model that the PMML file was made from",
    "torch_export": "torch.onnx.export(model, examples, 'model.onnx')",
    "torchscript": "torch.onnx.export(model, examples, 'model.onnx')",
    "torchserve": "torch.onnx.export(model, examples, 'model.onnx')",
    "torch": "torch.onnx.export(model, examples, 'model.onnx')",
    "xgboost": "onnxmltools.convert_xgboost",
}

MODEL_SENTENCES: dict[Code, tuple[str, str]] = {
    Code.EMPTY_FILE: ("The file is empty.", "Check that the download or the upload finished."),
    Code.RUNS_CODE: (
        "This is {found}: opening it can run whatever code its author put inside, so it is never opened.",
        HOW,
    ),
    Code.NOT_RUN: (
        "This is {found}, which cannot be run here.",
        HOW,
    ),
    Code.NOT_A_MODEL: (
        "This is {found}.",
        WHAT_RUNS,
    ),
    Code.PASSWORD: (
        "The archive is protected by a password.",
        "Unpack it and give the files, or a zip without a password.",
    ),
    Code.BROKEN_ARCHIVE: (
        "The zip is damaged, incomplete or empty.",
        "Download it again, or ask the vendor for a new copy.",
    ),
    Code.TOO_MANY_MEMBERS: (
        "The zip holds {found:,} files, more than the {limit:,} that are allowed.",
        "Keep only model.onnx, tokenizer.json and config.json in it.",
    ),
    Code.UNPACKS_TOO_LARGE: (
        "The zip would unpack to more than {limit_mb:,} MB (its file ‘{member}’).",
        "Ask the vendor for the plain files.",
    ),
    Code.UNPACKS_TOO_FAR: (
        "Its part ‘{member}’ would unpack to {times:,} times its size, as only made-up files do.",
        "Ask the vendor for the plain files.",
    ),
    Code.UNSAFE_MEMBER: (
        "The zip holds a file with an unsafe name, ‘{member}’, so it is not opened.",
        "Ask the vendor why, and for the plain files.",
    ),
    Code.BUNDLE_WITHOUT: (
        "A text model is a set of three files, and ‘{member}’ is missing.",
        "Give model.onnx, tokenizer.json and config.json together, as a folder or a zip.",
    ),
    Code.SEVERAL_MODELS: (
        "There are {found:,} ONNX files here, and only one can be tested at a time.",
        "Keep the one that the vendor sells, named model.onnx.",
    ),
    Code.BROKEN_ONNX: (
        "The ONNX file is damaged or incomplete.",
        "Download it again, or ask the vendor for a new copy.",
    ),
    Code.EXTERNAL_DATA: (
        "The model keeps its weights outside its file (‘{tensor}’), and such files are not opened.",
        "Ask the vendor for one file: onnx.save(model, path, save_as_external_data=False).",
    ),
    Code.CUSTOM_OPERATOR: (
        "The model needs the operator ‘{operator}’ of ‘{domain}’, which is the vendor's own program code.",
        "Ask the vendor for an export with standard ONNX operators only.",
    ),
    Code.TOO_NEW: (
        "The model is written for version {found:,} of the ONNX operators, and {limit:,} is the newest known here.",
        "Ask the vendor to export it with target_opset={limit}, or update this program.",
    ),
    Code.WEIGHTS_DO_NOT_FIT: (
        "The weights ‘{tensor}’ are not as large as the file says they are.",
        "The file is damaged or made up; ask the vendor for a new copy.",
    ),
    Code.BAD_CONFIG: (
        "The file {member} is not valid JSON, or does not hold what it should.",
        "Ask the vendor for the files they test with themselves.",
    ),
    Code.BAD_TOKENIZER: (
        "The file tokenizer.json cannot be used.",
        "Ask the vendor for the tokenizer.json they test with themselves.",
    ),
    Code.CANNOT_OPEN: (
        "The model cannot be opened: {reason}",
        "Ask the vendor for a file that the current onnxruntime can run.",
    ),
    Code.BROKEN_MODEL: (
        "This looks like {found}, and it is damaged or incomplete.",
        "Download it again, or ask the vendor for a new copy.",
    ),
    Code.TREE_POINTS_OUTSIDE: (
        "Tree {tree:,} of the model points at something that is not there, or leads back to itself.",
        "The file is damaged or made up; ask the vendor for a new copy.",
    ),
    Code.LIBRARY_MISSING: (
        "This is a model of {library}, and {library} cannot be installed on this machine.",
        "Ask the vendor to export it to ONNX, or use a machine with an x86-64 processor.",
    ),
    Code.TYPE_NOT_ALLOWED: (
        "The skops file holds ‘{type}’, which is not among the parts that are opened here: {reason}.",
        "Ask the vendor to export the model to ONNX: skl2onnx.to_onnx(model, examples).",
    ),
    Code.OBJECT_ARRAY: (
        "The array ‘{member}’ in the skops file holds Python objects, which can run code when they are read.",
        "skops itself never writes such an array; ask the vendor for a new copy.",
    ),
    Code.BAD_ARRAY: (
        "The array ‘{member}’ in the skops file is not as large as it says it is.",
        "The file is damaged or made up; ask the vendor for a new copy.",
    ),
    Code.OTHER_SKLEARN: (
        "The model was saved by scikit-learn {found}, and {ours} is here; their models differ inside.",
        "Ask the vendor to export it to ONNX, or to save it again with scikit-learn {ours}.",
    ),
    Code.NOTHING_PREDICTS: (
        "The skops file holds no model of scikit-learn that sorts or gives a number.",
        "Ask the vendor for the whole fitted pipeline in one file.",
    ),
    Code.COLUMNS_WITHOUT_NAMES: (
        "The model reads words in some columns and does not say which by name.",
        "Ask the vendor to fit it on a table with named columns (a pandas DataFrame), or for ONNX.",
    ),
    Code.OBJECTIVE: (
        "The model was trained for ‘{objective}’, and only sorting and single numbers can be tested.",
        "Take the vendor's predictions on your examples as an answer sheet.",
    ),
    Code.GIVES_NUMBERS: (
        "The model gives a number for each row, and your examples have kinds as right answers.",
        "Choose a column of numbers as the right answer, or ask the vendor for the model that sorts.",
    ),
    Code.GIVES_LABELS: (
        "The model sorts rows into kinds, and your examples have numbers as right answers.",
        "Choose the column with the kinds as the right answer.",
    ),
    Code.UNSUPPORTED_INPUT: (
        "The model reads ‘{input}’ of shape {shape}, and only columns of a table or one text can be given.",
        "Ask the vendor for an export that reads one row of a table, or one text, at a time.",
    ),
    Code.UNSUPPORTED_OUTPUT: (
        "The model gives neither labels nor a probability for each label ({outputs}).",
        ONE_LABEL,
    ),
    Code.COLUMN_COUNT: (
        "The model’s input ‘{input}’ takes {expected:,} columns, and {found:,} are given.",
        "Name the columns it reads under inputs, in the order the vendor used.",
    ),
    Code.NO_COLUMN_FOR_INPUT: (
        "The model reads a column ‘{input}’, and the samples have none of that name.",
        "Rename the column in your samples, or name it under inputs.",
    ),
    Code.COLUMN_NOT_NUMBERS: (
        "The model reads numbers here, and this column holds text.",
        "Leave the column out, or ask the vendor how it was turned into numbers.",
    ),
    Code.COLUMN_NOT_WHOLE: (
        "The model reads whole numbers here, and this column holds others.",
        "Leave the column out, or ask the vendor how it was turned into whole numbers.",
    ),
    Code.COLUMN_NOT_TEXT: (
        "The model reads text here, and this column holds numbers.",
        "Name the column with the text under inputs.",
    ),
    Code.ONE_TEXT_COLUMN: (
        "The model reads one text, and {found:,} columns are given.",
        "Name the one column with the text under inputs.",
    ),
    Code.RUN_FAILED: (
        "The model could not be run on these examples: {reason}",
        "Ask the vendor what the model needs, and show them this sentence.",
    ),
    Code.ANSWER_COUNT: (
        "The model gave {found:,} answers to {expected:,} examples.",
        "Ask the vendor for an export that answers each example once.",
    ),
    Code.TOO_MANY_LABELS: (
        "The model gave more than {limit:,} different labels.",
        "This looks like a model that writes or counts rather than sorts; only sorting can be tested.",
    ),
}
