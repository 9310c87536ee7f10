"""However a job ends, in every jail, a person reads one sentence and what to ask the vendor for."""

import pytest

from content.refusal import Refused
from sandbox.contract import GIB, MIB, Ending, Job, Limits
from sandbox.sentences import raise_unless_done

QUICK = Limits(memory=GIB, wall=30.0, processor=20)
ENDINGS = {
    "crash": (QUICK, Ending.CRASHED, "made the program that runs it crash"),
    "abort": (QUICK, Ending.CRASHED, "made the program that runs it crash"),
    "panic": (QUICK, Ending.TROUBLE, "made the program that runs them give up"),
    "native_loop": (
        Limits(memory=GIB, wall=5.0, processor=60),
        Ending.WALL,
        "did not finish within 5 seconds",
    ),
    "burn": (
        Limits(memory=GIB, wall=30.0, processor=1),
        Ending.PROCESSOR,
        "more computing than it is given",
    ),
    "allocate": (Limits(memory=256 * MIB, wall=30.0), Ending.TROUBLE, "more memory than it is"),
    "print_for_ever": (
        Limits(wall=30.0, log=64 * 1024),
        Ending.OUTPUT,
        "answered with far more than predictions",
    ),
    "answer_for_ever": (
        Limits(wall=30.0, output=8 * MIB),
        Ending.OUTPUT,
        "answered with far more than predictions",
    ),
}


@pytest.mark.parametrize("act", ENDINGS)
def test_each_way_to_end_is_a_sentence_and_a_way_out(each_jail, act):
    limits, ending, sentence = ENDINGS[act]
    outcome = each_jail.run(
        Job("probe", options={"act": act}), limits=limits, receive=lambda *_: None
    )

    assert outcome.ending is ending
    with pytest.raises(Refused) as refused:
        raise_unless_done(outcome, what="model", file="student.onnx", limits=limits)
    assert sentence in refused.value.sentence
    assert (
        "Ask the vendor" in refused.value.what_to_do or "ask the vendor" in refused.value.what_to_do
    )


@pytest.mark.parametrize(("act", "codes"), [("crash", {139}), ("abort", {134, 139})])
def test_a_native_crash_is_told_by_a_shell_s_code(each_jail, act, codes):
    outcome = each_jail.run(
        Job("probe", options={"act": act}), limits=QUICK, receive=lambda *_: None
    )

    assert outcome.exit_code in codes


def test_after_every_ending_the_next_job_is_done(each_jail):
    endings = [
        each_jail.run(
            Job("probe", options={"act": act}), limits=QUICK, receive=lambda *_: None
        ).ending
        for act in ("crash", "panic", "nothing")
    ]

    assert endings == [Ending.CRASHED, Ending.TROUBLE, Ending.DONE]
