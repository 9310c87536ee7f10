"""How long one screening takes once bank and rulebook are loaded: `python -m bench.screening`."""

from collections.abc import Callable
from datetime import date
from functools import partial
from statistics import median
from time import process_time

from procurement.full_screening import screen_in_full
from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.schema import Question
from procurement.rulebook.evaluate import apply_rules
from procurement.screening import gather_facts, screen

ROUNDS = 200


def some_answer(question: Question) -> object:
    """Return an answer of the question's type."""
    match question.type:
        case "single" | "multi":
            return question.options[0].id
        case "country_list":
            return ["GB", "IN"]
        case "number":
            return question.min
        case "date":
            return "2026-11-01"
        case _:
            return "Triage Turbo"


def milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> str:
    """Return the median and the least processor time of some work, in milliseconds."""
    times = []
    for _ in range(rounds):
        started = process_time()
        work()
        times.append((process_time() - started) * 1000)
    return f"{median(times):.1f} ms (least {min(times):.1f})"


def main() -> None:
    """Print the time of loading, and of each part of screening nothing, half and all answers."""
    started = process_time()
    library = load_library()
    print(f"load bank and rulebook: {(process_time() - started) * 1000:.0f} ms")
    print(f"{len(library.bank.questions)} questions, {len(library.rulebook.rules)} rules")
    on = date(2026, 11, 21)
    asked = [question for question in library.bank.questions if question.type != "rows"]
    for share, questions in (("nothing", []), ("half", asked[::2]), ("everything", asked)):
        claims = parse_answers(library.bank, {each.id: some_answer(each) for each in questions})
        facts = gather_facts(library, claims, on)
        rules = partial(apply_rules, library.rulebook, facts, on, strata=library.strata)
        print(f"with {share} answered")
        print("  gather facts:", milliseconds(partial(gather_facts, library, claims, on)))
        print("  apply rules:", milliseconds(rules))
        print("  screen:", milliseconds(partial(screen, library, claims, on)))
        full = partial(screen_in_full, library, claims, on)
        print("  screen in full, the first time:", milliseconds(full, rounds=1))
        print("  and again:", milliseconds(full))


if __name__ == "__main__":
    main()
