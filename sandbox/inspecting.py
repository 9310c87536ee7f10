"""Finds out in the jail what a model file shows by itself."""

from pydantic import ValidationError

from sandbox.channel import read_json
from sandbox.contract import ChannelBroken, Jail, Job, Limits, ShouldStop, never
from sandbox.how_known import why_not_run
from sandbox.inspection import Inspection, Sent, observations_of
from sandbox.limits import INSPECTING
from sandbox.model_source import ModelSource, stage_model
from sandbox.runner.frames import Kind
from sandbox.sentences import raise_unless_done
from sandbox.staging import staged


def inspect_model(
    jail: Jail,
    source: ModelSource,
    *,
    limits: Limits = INSPECTING,
    should_stop: ShouldStop = never,
) -> Inspection:
    """Return what the model in `source` shows, its format told by its content.

    Parameters
    ----------
    jail
        Where the file is opened.
    source
        A file, a zip, or a folder with model.onnx, tokenizer.json and config.json.
    limits
        What the inspection may use.

    Raises
    ------
    Refused
        It is no model that can be run here; says what it is and what to ask the vendor for.
    JailUnavailable
        There is no jail to open it in.
    """
    sent: list[Sent] = []

    def receive(kind: Kind, payload: bytes, _: float) -> None:
        if kind is Kind.FACTS and not sent:
            try:
                sent.append(Sent.model_validate(read_json(payload)))
            except ValidationError as problem:
                raise ChannelBroken(
                    f"Facts of another shape: {problem.error_count()}."
                ) from problem
        elif kind not in {Kind.READY, Kind.DONE} or (kind is Kind.DONE and not sent):
            raise ChannelBroken(f"A frame of kind {kind.name} came out of turn.")

    with staged(jail.run_dir) as folder:
        model = stage_model(source, folder, limits)
        job = Job("inspect", {"model": model.path}, {"threads": limits.threads, "hint": model.hint})
        outcome = jail.run(job, limits=limits, receive=receive, should_stop=should_stop)
    raise_unless_done(outcome, what="model", file=source.shown, limits=limits)
    observations = observations_of(sent[0])
    return Inspection(
        format=sent[0].format,
        cannot_run=why_not_run(sent[0].format, sent[0].facts.parameters),
        sha256=model.sha256,
        bytes=model.bytes,
        observations=observations,
        notes=[model.note] if model.note else [],
    )
