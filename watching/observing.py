"""What a watch shows, as an observation of its assessment: a change that nobody announced counts most."""

from collections.abc import Sequence

from evaluations.observations import of_asking_again
from organisations.actors import Actor
from procurement.actions.observations import record_observations
from watching.models import Asking, Watch
from watching.wording import lead, told_in_words


def observe(watch: Watch, askings: Sequence[Asking], *, by: Actor) -> None:
    """Write what the askings show in place of what was written before, and screen the flags again."""
    compared = [each for each in askings if each.since is not None]
    changed = [each for each in compared if each.changed]
    untold = [each for each in changed if each.told_on is None]
    shown = next((each for each in reversed(untold or changed or compared)), None)
    seen = []
    if shown is not None and shown.since is not None:
        how = f"{lead(shown.counts, shown.since)} Asked on {shown.on:%-d %B %Y}."
        if shown.changed:
            how += f" {told_in_words(shown.told_on, changed=True)}."
        seen = of_asking_again(changed=bool(changed), told=not untold, how=how)
    record_observations(assessment=watch.assessment, origin=watch.id, observed=seen, by=by)
