"""What the worker does for a watch: reads its examples or a day's answers in the jail."""

import io

from django.utils import timezone

from evaluations.measurement.samples import Samples
from evaluations.measurement.text_table import text_frame
from evaluations.sample_reading import read_examples
from jobs.work import Work
from organisations import audit
from organisations.actors import WORKER
from procurement.actions.rescreening import load_for_screening
from sandbox.reading import ReadTable, read_table
from vault import files
from vault.jailed_copies import jailed_copy
from vault.models import StoredFile
from watching.answers import answers_in_table
from watching.examples import Example, Examples, as_bytes, checked, drawn_places, from_table
from watching.held import held
from watching.models import Watch
from watching.queries import examples_of
from watching.writing import compare, deposit_answers, write_asking


def perform(work: Work) -> None:
    """Read what was brought."""
    assert work.tenant is not None  # noqa: S101 -- every watch belongs to an organisation
    watches = Watch.objects.of(work.tenant).select_related(
        "assessment__product", "sample_set", "texts", "brought"
    )
    watch = watches.filter(id=work.subject).first()
    if watch is None or not watch.is_open:
        with work.finishing(sentence="Nobody watches this any more."):
            return
    work.stage("Copying", sentence="Taking a copy of your file out of the vault.")
    brought = watch.brought
    if watch.texts is None:
        _take_examples(watch, work)
    else:
        _take_answers(watch, work)
    if brought is not None:
        files.forget(brought)


def _take_examples(watch: Watch, work: Work) -> None:
    if watch.sample_set is not None:
        work.stage("Reading the file", sentence=f"Reading {watch.name}.")
        examples = _from_samples(read_examples(watch.sample_set, work), watch)
    else:
        read = _read(watch, work)
        examples = from_table(
            text_frame(read.table), read.row_numbers, name=watch.name, number=watch.number,
            seed=watch.seed,
        )  # fmt: skip
    work.check()
    stored = files.deposit(watch.organisation_id, io.BytesIO(as_bytes(examples)))
    with work.finishing(sentence="The examples are read."):
        now = held(watch)
        gone, now.brought = now.brought, None
        now.texts = files.remember(stored, name="examples asked again")
        now.number, now.known, now.drawn = len(examples), examples.with_right, examples.drawn
        now.save(update_fields=["texts", "number", "known", "drawn", "brought"])
        _drop(gone)
        audit.record(
            organisation=now.organisation_id, by=WORKER, verb="watch.examples_read", subject=now,
            sentence=f"Read {len(examples)} examples to ask again each month.",
            details={"number": len(examples), "known": examples.with_right, "drawn": examples.drawn},
        )  # fmt: skip


def _take_answers(watch: Watch, work: Work) -> None:
    read = _read(watch, work)
    answers = answers_in_table(
        text_frame(read.table), read.row_numbers, examples_of(watch), name=watch.brought_name
    )
    seen = compare(watch, answers)
    work.check()
    load_for_screening(watch.assessment)  # read before the transaction, not inside it
    stored = deposit_answers(watch, answers)
    with work.finishing(sentence="The answers are read."):
        write_asking(
            watch=watch, stored=stored, seen=seen, told_on=watch.brought_told_on,
            on=timezone.localdate(), by=WORKER,
        )  # fmt: skip
        now = held(watch)
        gone, now.brought, now.brought_told_on = now.brought, None, None
        now.save(update_fields=["brought", "brought_told_on"])
        _drop(gone)


def _from_samples(samples: Samples, watch: Watch) -> Examples:
    """Draw from the examples of a test: several inputs of one stand on one line, named."""
    places = drawn_places(len(samples), number=watch.number, seed=watch.seed)
    inputs = {name: samples.picked(name, places).tolist() for name in samples.inputs}
    rights = samples.picked(samples.columns.label, places).tolist()
    own = samples.columns.id
    ids = samples.picked(own, places).tolist() if own else [place + 1 for place in places]
    found = []
    for at, (key, right) in enumerate(zip(ids, rights, strict=True)):
        cells = {name: str(column[at]) for name, column in inputs.items()}
        text = (
            next(iter(cells.values()))
            if len(cells) == 1
            else "; ".join(f"{name}: {cell}" for name, cell in cells.items())
        )
        found.append(Example(str(key), text, str(right)))
    return checked(Examples(tuple(found), drawn=len(places) < len(samples)))


def _read(watch: Watch, work: Work) -> ReadTable:
    with jailed_copy(work, watch.brought, name=watch.brought_name) as (jail, copy):
        work.stage("Reading the file", sentence=f"Reading {watch.brought_name}.")
        return read_table(jail, copy, name=watch.brought_name, should_stop=work.should_stop)


def _drop(stored: StoredFile | None) -> None:
    if stored is not None:
        stored.delete()
