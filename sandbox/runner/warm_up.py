"""Makes the libraries open before the lock is tightened what they would open at first use.

Afterwards no file can be opened, not even one of Python's own.
"""

import codecs
import ctypes
import importlib
import os

import numpy as np
import onnx
import onnxruntime

IMPORTED_LATE = ("heapq", "copy", "_strptime", "decimal")
CODECS = ("ascii", "latin-1", "cp437", "utf-8-sig")
EVERY_CATEGORY = 0x1FBF  # LC_ALL_MASK
LOCALES = ("en_US.UTF-8", "C.UTF-8")


def warm_up() -> None:
    """Run the smallest model, look up the codecs, and hold the locale that text models ask for."""
    for name in IMPORTED_LATE:
        importlib.import_module(name)
    for codec in CODECS:
        codecs.lookup(codec)
    if "LOCPATH" in os.environ:
        libc = ctypes.CDLL(None)
        libc.newlocale.restype = ctypes.c_void_p
        for locale in LOCALES:
            # Never freed: what is loaded once is found again without opening a file.
            libc.newlocale(EVERY_CATEGORY, locale.encode("ascii"), None)
    numbers = onnx.helper.make_tensor_value_info("x", onnx.TensorProto.FLOAT, [None])
    result = onnx.helper.make_tensor_value_info("y", onnx.TensorProto.FLOAT, [None])
    node = onnx.helper.make_node("Identity", ["x"], ["y"])
    graph = onnx.helper.make_graph([node], "warm_up", [numbers], [result])
    model = onnx.helper.make_model(
        graph, opset_imports=[onnx.helper.make_opsetid("", 13)], ir_version=8
    )
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    session.run(None, {"x": np.zeros(1, np.float32)})
