"""Opens onnxruntime on a model's bytes, and makes its complaints fit for a sentence."""

import re
from typing import Any

import onnxruntime

from sandbox.runner.codes import Code, Trouble
from sandbox.runner.warm_up import LOCALES

LOCALE = re.compile(r"Failed to construct locale with name:([^:]{0,40})")
NO_MEMORY = (
    "Failed to allocate memory",
    "bad_alloc",
    "bad allocation",
    "vector::_M_default_append",
)
PREFIX = re.compile(r"^\[ONNXRuntimeError\] : \d+ : [A-Z_]+ : ")
NOISE = re.compile(r"(/[\w.\-]+)+:\d+\s?|\S+\(\S*\)\s+|Load model from .*? failed:|\[\w*Error\]\s?")

onnxruntime.set_default_logger_severity(4)


def open_session(content: bytes, threads: int, *, optimised: bool) -> Any:
    """Return a session on `content`; without optimisation nothing of the model is computed yet."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    if not optimised:
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    try:
        return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except Exception as problem:
        raise as_trouble(problem, Code.CANNOT_OPEN) from problem


def as_trouble(problem: Exception, code: Code) -> Trouble:
    """Return what onnxruntime's exception means; most are `code` with a short reason."""
    said = str(problem)
    locale = LOCALE.search(said)
    if locale and locale[1] in LOCALES:
        return Trouble(Code.LOCALE_MISSING)
    if locale:
        return Trouble(code, reason=f"it needs the locale {locale[1]}, which is not given to it.")
    if isinstance(problem, MemoryError) or any(words in said for words in NO_MEMORY):
        return Trouble(Code.OUT_OF_MEMORY)
    reason = NOISE.sub("", PREFIX.sub("", said)).strip().splitlines()
    return Trouble(code, reason=reason[0][:160] if reason else type(problem).__name__)
