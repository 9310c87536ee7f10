"""The reader of frames believes nothing."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.channel import FrameReader, OutputTooLong, read_json
from sandbox.contract import ChannelBroken
from sandbox.runner.frames import HEADER, LONGEST, MAGIC, Kind

GOOD = HEADER.pack(MAGIC, Kind.BATCH, 3) + b"abc"


@given(st.binary(max_size=200), st.integers(1, 7))
def test_bytes_of_any_kind_give_frames_or_are_refused(stream, step):
    reader = FrameReader(10_000)
    try:
        for start in range(0, len(stream), step):
            for kind, payload in reader.feed(stream[start : start + step]):
                assert kind in Kind
                assert len(payload) <= LONGEST[kind]
    except ChannelBroken:
        pass


@given(st.lists(st.tuples(st.sampled_from(list(Kind)), st.binary(max_size=50))), st.integers(1, 40))
def test_frames_arrive_whole_however_the_stream_is_cut(frames, step):
    stream = b"".join(HEADER.pack(MAGIC, kind, len(body)) + body for kind, body in frames)
    reader = FrameReader(len(stream) + 1)

    taken = [
        frame
        for start in range(0, len(stream), step)
        for frame in reader.feed(stream[start : start + step])
    ]

    assert taken == frames
    assert not reader.in_the_middle


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
def test_one_wrong_byte_in_a_header_never_passes_for_another_result(place, value):
    changed = bytearray(GOOD)
    changed[place] = value
    reader = FrameReader(1_000)
    try:
        frames = list(reader.feed(bytes(changed)))
    except ChannelBroken:
        return
    # A changed length leaves something over, which `Supervision` refuses; the padding is not read.
    assert reader.in_the_middle or frames == [(Kind(changed[4]), bytes(changed[12:]))]


def test_more_than_the_limit_is_refused_before_it_is_held():
    with pytest.raises(OutputTooLong):
        list(FrameReader(10).feed(bytes(11)))


@pytest.mark.parametrize("kind", list(Kind))
def test_a_length_over_its_kind_s_is_refused_before_its_bytes_come(kind):
    claimed = HEADER.pack(MAGIC, kind, LONGEST[kind] + 1)

    with pytest.raises(ChannelBroken, match="claimed"):
        list(FrameReader(1_000).feed(claimed))


def test_a_frame_cut_short_is_seen():
    reader = FrameReader(100)
    assert list(reader.feed(GOOD[:-1])) == []
    assert reader.in_the_middle


@pytest.mark.parametrize(
    "payload",
    [
        b"", b"null", b"[1]", b"{", b'{"a": NaN}', b'{"a": Infinity}', b'{"a": 1e999}', b"\xff{}",
        b'{"a":' + b"[" * 100_000, '{"a": "é"}'.encode(),
    ],
)  # fmt: skip
def test_json_that_is_no_plain_object_is_refused(payload):
    with pytest.raises(ChannelBroken):
        read_json(payload)


@given(
    st.dictionaries(
        st.text(max_size=5),
        st.one_of(st.text(max_size=9), st.floats(allow_nan=False, allow_infinity=False), st.none()),
    )
)
def test_plain_objects_are_read_as_they_were_written(content):
    read = read_json(json.dumps(content).encode("ascii"))

    assert read == content
    assert all(math.isfinite(each) for each in read.values() if isinstance(each, float))
