"""Turns texts into the numbers a text model reads, by the vendor's own tokenizer."""

from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from sandbox.runner.codes import Code, Trouble
from sandbox.runner.model_files import ModelFiles

LONGEST = 512
ENDLESS = 1_000_000  # what configurations write when they mean "no limit"
# These count positions from 2.
OFFSET_POSITIONS = {"roberta", "xlm-roberta", "camembert", "xlm-roberta-xl", "mpnet", "longformer"}
PADDING = ("[PAD]", "<pad>", "<PAD>", "<|endoftext|>")


class TextEncoder:
    """A tokenizer set to pad to a batch's longest text and to cut at the model's longest."""

    def __init__(self, files: ModelFiles, fixed_length: int | None = None) -> None:
        """Read the tokenizer; `fixed_length` is a length the graph insists on."""
        assert files.tokenizer is not None  # noqa: S101 - only made for text bundles
        try:
            self._tokenizer = Tokenizer.from_str(files.tokenizer)
        except Exception as problem:
            raise Trouble(Code.BAD_TOKENIZER) from problem
        self.longest = fixed_length or self._longest(files)
        self.vocabulary_size = int(self._tokenizer.get_vocab_size(with_added_tokens=True))
        number, token = self._padding(files)
        self._tokenizer.enable_truncation(self.longest)
        self._tokenizer.enable_padding(pad_id=number, pad_token=token, length=fixed_length)
        self.cut = 0

    def encode(self, texts: list[str]) -> dict[str, npt.NDArray[np.int64]]:
        """Return input_ids, attention_mask and token_type_ids for `texts`, each [texts, longest]."""
        encoded = self._tokenizer.encode_batch(texts)
        self.cut += sum(bool(each.overflowing) for each in encoded)
        return {
            "input_ids": np.array([each.ids for each in encoded], np.int64),
            "attention_mask": np.array([each.attention_mask for each in encoded], np.int64),
            "token_type_ids": np.array([each.type_ids for each in encoded], np.int64),
        }

    def _longest(self, files: ModelFiles) -> int:
        config, extra = files.config or {}, files.tokenizer_config or {}
        truncation = self._tokenizer.truncation or {}
        positions = config.get("max_position_embeddings")
        if isinstance(positions, int) and config.get("model_type") in OFFSET_POSITIONS:
            positions -= 2
        for value in (truncation.get("max_length"), extra.get("model_max_length"), positions):
            if type(value) is int and 0 < value < ENDLESS:
                return value if not isinstance(positions, int) else min(value, positions)
        return LONGEST

    def _padding(self, files: ModelFiles) -> tuple[int, str]:
        held: dict[str, Any] = self._tokenizer.padding or {}
        if "pad_id" in held:
            return int(held["pad_id"]), str(held.get("pad_token", "[PAD]"))
        number = (files.config or {}).get("pad_token_id")
        if type(number) is int and 0 <= number < 2**31:
            return number, str(self._tokenizer.id_to_token(number) or "[PAD]")
        for token in PADDING:
            found = self._tokenizer.token_to_id(token)
            if found is not None:
                return int(found), token
        return 0, "[PAD]"
