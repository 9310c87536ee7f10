"""What holds for any answers whatever: the order of facts, silence, and the order of telling.

Unknown stands below every value. To make one unknown fact known never undoes what was raised
or clear, unless it hides a question that was answered, which the screening then says.
"""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from procurement.conditions.references import questions_read
from procurement.facts.values import NON_ANSWERS
from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.screening import gather_facts, screen
from tests.procurement.telling import TODAY

LIBRARY = load_library()
BANK = LIBRARY.bank
COUNTRIES = ("GB", "FR", "US", "KR", "IN", "CN", "ZM")


def answers_to(question):
    non_answers = st.sampled_from(sorted(NON_ANSWERS))
    match question.type:
        case "single":
            given_ = st.sampled_from([o.id for o in question.options])
        case "multi":
            alone = [o.id for o in question.options if o.exclusive]
            together = [o.id for o in question.options if not o.exclusive]
            given_ = st.sampled_from(alone) | st.lists(
                st.sampled_from(together), min_size=1, max_size=3, unique=True
            )
        case "country_list":
            given_ = st.lists(
                st.sampled_from([*COUNTRIES, "vendor_refused"]), min_size=1, max_size=3, unique=True
            )
        case "number":
            given_ = st.integers(int(question.min), int(question.max or 400))
        case "date":
            given_ = st.dates().map(str)
        case "text":
            given_ = st.sampled_from(["Triage Turbo", "Triage", "DistilTriage"])
        case _:
            given_ = st.just("card.pdf")
    return given_ | non_answers


QUESTIONS = [question for question in BANK.questions if question.type != "rows"]
sheets = st.fixed_dictionaries(
    {}, optional={question.id: answers_to(question) for question in QUESTIONS}
)
one_answer = st.sampled_from(QUESTIONS).flatmap(
    lambda question: st.tuples(st.just(question.id), answers_to(question))
)
# No timing is asserted, on a busy machine either.
often = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def screened(answers):
    return screen(LIBRARY, parse_answers(BANK, answers), TODAY)


def raised(screening):
    return {flag.rule for flag in screening.flags if flag.kind != "contradiction"}


@often
@given(sheets, one_answer)
def test_to_make_one_unknown_fact_known_undoes_nothing(sheet, answer):
    key, value = answer
    assume(key not in sheet)
    # What was passed on from another question is no unknown fact: nobody was asked twice.
    facts = gather_facts(LIBRARY, parse_answers(BANK, sheet), TODAY)
    assume(facts.find(key).inherited is None)
    before, after = screened(sheet), screened(sheet | {key: value})
    # What a gate hides is said; only then may a verdict change.
    assume(set(after.withdrawn) <= set(before.withdrawn))

    assert raised(before) <= raised(after)
    assert set(before.clear) <= set(after.clear)


@often
@given(sheets, st.data())
def test_to_leave_a_question_unanswered_clears_nothing(sheet, data):
    assume(sheet)
    full = screened(sheet)
    key = data.draw(st.sampled_from(sorted(sheet)))
    assume(not full.withdrawn)
    without = screened({each: value for each, value in sheet.items() if each != key})

    assert set(without.clear) <= set(full.clear)
    assert raised(without) <= raised(full)


@often
@given(sheets)
def test_every_rule_comes_to_one_verdict_and_one_that_waits_says_for_what(sheet):
    screening = screened(sheet)

    told = [
        *raised(screening),
        *(rule.rule for rule in screening.cannot_tell),
        *screening.clear,
        *(rule.rule for rule in screening.not_asked),
        *screening.not_in_force,
    ]
    assert sorted(told) == sorted(LIBRARY.rulebook.by_id)
    assert all(rule.needs for rule in screening.cannot_tell)


def really_answered(said):
    words = said if isinstance(said, list) else [said]
    return said is not None and NON_ANSWERS.isdisjoint(map(str, words))


@often
@given(sheets)
def test_what_a_rule_waits_for_is_not_answered_yet_or_was_not_really_answered(sheet):
    for rule in screened(sheet).cannot_tell:
        open_ = [key for key in rule.needs if not really_answered(sheet.get(key))]
        assert open_, rule


@often
@given(sheets, st.randoms(use_true_random=False))
def test_the_order_of_telling_never_matters(sheet, chance):
    shuffled = list(sheet.items())
    chance.shuffle(shuffled)

    assert screened(dict(shuffled)) == screened(sheet)


@often
@given(sheets)
def test_an_all_uk_product_raises_no_flag_for_a_country(sheet):
    at_home = {q.id: "GB" for q in QUESTIONS if q.type == "country_list"}
    flags = raised(screened(sheet | at_home))

    assert flags.isdisjoint(
        {
            "transfer_inference", "transfer_labelling", "transfer_support",
            "transfer_subprocessors", "transfer_backups", "transfer_contract_party",
            "transfer_us_not_confirmed", "transfer_partial_scope", "transfer_no_tool",
            "transfer_tra_missing", "transfer_location_unknown", "transfer_china_service",
        }
    )  # fmt: skip


@often
@given(sheets, st.sampled_from(["ZM", "BR", "AQ"]))
def test_a_country_nobody_listed_is_never_covered(sheet, country):
    abroad = {
        "personal_data_types": "contact",
        "inference_countries": country,
        "transfer_tools": "none_in_place",
    }

    assert {"transfer_inference", "transfer_no_tool"} <= raised(screened(sheet | abroad))


GATES = frozenset[str]().union(
    *(questions_read(question.show_if) for question in QUESTIONS if question.show_if is not None)
)
contested = st.sampled_from([q for q in QUESTIONS if q.id not in GATES]).flatmap(
    lambda question: st.tuples(st.just(question.id), answers_to(question), answers_to(question))
)


@often
@given(sheets, contested)
def test_two_equal_sources_raise_whatever_either_raises(sheet, contest):
    key, one, other = contest
    assume(really_answered(one) and really_answered(other))
    rest = {each: value for each, value in sheet.items() if each != key}
    claims = parse_answers(BANK, rest)
    first, second = (parse_answers(BANK, {key: value}) for value in (one, other))

    together = raised(screen(LIBRARY, [*claims, *first, *second], TODAY))
    for alone in (first, second):
        assert raised(screen(LIBRARY, [*claims, *alone], TODAY)) <= together
