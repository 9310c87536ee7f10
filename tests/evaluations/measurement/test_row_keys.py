"""Two sets of examples know their common rows without knowing each other's texts."""

import hashlib

import numpy as np
import pandas as pd
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from evaluations.measurement.columns import Columns
from evaluations.measurement.row_keys import as_bytes, from_bytes, row_keys, same_inputs, shared
from evaluations.measurement.samples import take_samples
from evaluations.measurement.text_table import text_frame

SECRET = b"k" * 32
texts = st.lists(st.text(alphabet="abc xyz", min_size=1, max_size=8), min_size=1, max_size=30)


def keys(said, *, secret=SECRET, labels=None):
    frame = pd.DataFrame({"text": said, "label": labels or ["yes"] * len(said)}, dtype=object)
    samples = take_samples(
        frame, np.arange(2, 2 + len(said)), Columns("label", ("text",)), name="s", sha256="0" * 64
    )
    return row_keys(samples, secret)


@given(texts, texts)
def test_shared_rows_are_those_of_both_sets(one, other):
    plain = [{" ".join(text.split()) for text in said} for said in (one, other)]
    assert shared(keys(one), keys(other)) == len(plain[0] & plain[1])


@given(texts)
def test_order_case_gaps_and_labels_make_no_other_rows(said):
    told_otherwise = [f"  {text.upper()} " for text in reversed(said)]
    again = keys(told_otherwise, labels=[f"label {number}" for number in range(len(said))])
    assert np.array_equal(keys(said), again)
    assert np.array_equal(from_bytes(as_bytes(again)), again)


def test_a_key_is_a_keyed_blake2b_and_another_owner_has_another():
    digest = hashlib.blake2b(b"hello there", digest_size=8, key=SECRET).digest()
    assert as_bytes(keys(["Hello  there"])) == digest
    assert shared(keys(["hello"]), keys(["hello"], secret=b"o" * 32)) == 0


@given(
    st.lists(st.tuples(*[st.sampled_from(["", "a", "A", "a\x1fa", "é"])] * 3), min_size=1),
    st.booleans(),
)
def test_examples_are_the_same_where_every_input_is(rows, in_arrow):
    named = {f"c{at}": [row[at] for row in rows] for at in range(3)}
    table = pa.table({**named, "label": ["yes"] * len(rows)})
    frame = text_frame(table) if in_arrow else pd.DataFrame(table.to_pydict(), dtype=object)
    columns = Columns("label", ("c0", "c1", "c2"))
    samples = take_samples(frame, np.arange(2, 2 + len(rows)), columns, name="s", sha256="0" * 64)

    found = same_inputs(samples)

    seen: dict[tuple[str, ...], int] = {}
    assert found == [seen.setdefault(row, len(seen)) for row in rows]
