"""How long one screening takes once bank and rulebook are loaded: `python -m bench.screening`."""

from datetime import date
from statistics import median
from time import perf_counter

from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.schema import Question
from procurement.screening import screen

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


def main() -> None:
    """Print the median time of loading and of screening nothing, half and all answers."""
    started = perf_counter()
    library = load_library()
    print(f"load bank and rulebook: {(perf_counter() - started) * 1000:.0f} ms")
    asked = [question for question in library.bank.questions if question.type != "rows"]
    for share, questions in (("nothing", []), ("half", asked[::2]), ("everything", asked)):
        claims = parse_answers(library.bank, {each.id: some_answer(each) for each in questions})
        times = []
        for _ in range(ROUNDS):
            started = perf_counter()
            screen(library, claims, date(2026, 11, 21))
            times.append((perf_counter() - started) * 1000)
        print(f"screen with {share} answered: {median(times):.1f} ms")


if __name__ == "__main__":
    main()
