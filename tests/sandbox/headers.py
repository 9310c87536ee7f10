"""Small files of the kinds that are looked at and not run, written by hand after their specifications."""

import json
import struct

TEXT, WHOLE, LIST = 8, 4, 9


def text(words):
    raw = words.encode()
    return struct.pack("<Q", len(raw)) + raw


def entry(key, value):
    """Return one entry of a GGUF header: a text, a whole number, or a list of texts."""
    if isinstance(value, str):
        return text(key) + struct.pack("<I", TEXT) + text(value)
    if isinstance(value, int):
        return text(key) + struct.pack("<II", WHOLE, value)
    held = b"".join(map(text, value))
    return text(key) + struct.pack("<IIQ", LIST, TEXT, len(value)) + held


def gguf(metadata, tensors, *, version=3, claimed=None):
    """Return a GGUF file without its weights; `tensors` are (name, sizes, kind of number)."""
    made = b"GGUF" + struct.pack("<IQQ", version, claimed or len(tensors), len(metadata))
    made += b"".join(entry(key, value) for key, value in metadata.items())
    for name, sizes, kind in tensors:
        made += text(name) + struct.pack("<I", len(sizes))
        made += b"".join(struct.pack("<Q", size) for size in sizes) + struct.pack("<IQ", kind, 0)
    return made


def small_gguf():
    """Return the header of a small language model, nine tenths of it in four bits."""
    metadata = {
        "general.architecture": "llama",
        "general.name": "Sorter Lite",
        "general.license": "apache-2.0",
        "general.base_model.0.name": "Llama 3.2 1B",
        "general.quantized_by": "somebody",
        "llama.block_count": 16,
        "llama.embedding_length": 2048,
        "llama.context_length": 4096,
        "tokenizer.ggml.tokens": ["a", "b", "c"],
        "tokenizer.chat_template": "{{ cycler.__init__ }}",
    }
    return gguf(metadata, [("blk.0.w", (256, 9), 12), ("norm", (256,), 0)])


def safetensors(tensors, metadata=None, *, length=None):
    """Return a safetensors file; `tensors` are name: (kind of number, sizes, bytes)."""
    header, at = {}, 0
    if metadata is not None:
        header["__metadata__"] = metadata
    for name, (kind, sizes, size) in tensors.items():
        header[name] = {"dtype": kind, "shape": list(sizes), "data_offsets": [at, at + size]}
        at += size
    raw = json.dumps(header).encode()
    return struct.pack("<Q", length or len(raw)) + raw + bytes(at)
