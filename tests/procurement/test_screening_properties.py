"""What holds for any answers whatever: the order of facts, silence, and the order of telling.

Unknown stands below every value. To make one unknown fact known never undoes what was raised
or clear, unless it hides a question that was answered, which the screening then says. All of it
holds on every day: before, between and after the dates of the rules.
"""

from datetime import date, timedelta

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from content.countries import countries
from procurement.conditions.references import questions_read
from procurement.facts.fact import State
from procurement.facts.values import NON_ANSWERS
from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.rulebook.schema import SEVERITIES
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
            if question.companions:
                given_ |= st.sampled_from([each.id for each in question.companions])
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
GATES = frozenset[str]().union(
    *(questions_read(question.show_if) for question in QUESTIONS if question.show_if is not None)
)
contested = st.sampled_from([q for q in QUESTIONS if q.id not in GATES]).flatmap(
    lambda question: st.tuples(st.just(question.id), answers_to(question), answers_to(question))
)


def really_answered(said):
    words = said if isinstance(said, list) else [said]
    return said is not None and NON_ANSWERS.isdisjoint(map(str, words))


# Answers that say there is something to name, and name nothing.
NAMES_NONE = {("teacher_provider", "several")}


settled_contested = st.sampled_from([q for q in QUESTIONS if q.id not in GATES]).flatmap(
    lambda question: st.tuples(
        st.just(question.id),
        answers_to(question).filter(really_answered),
        answers_to(question).filter(really_answered),
    )
)
# No timing is asserted, on a busy machine either.
often = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


# The days on which a rule or a country's standing changes, the days beside them, and any other.
CHANGES = sorted(
    {
        day + timedelta(days=step)
        for rule in LIBRARY.rulebook.rules
        for day in (rule.effective_from, rule.effective_to)
        if day is not None
        for step in (-1, 0, 1)
    }
)
days = st.just(TODAY) | st.sampled_from(CHANGES) | st.dates(date(2018, 1, 1), date(2035, 1, 1))


def screened(answers, on=TODAY):
    return screen(LIBRARY, parse_answers(BANK, answers), on)


def raised(screening):
    return {flag.rule for flag in screening.flags if flag.kind != "contradiction"}


@often
@given(sheets, one_answer, days)
def test_to_make_one_unknown_fact_known_undoes_nothing(sheet, answer, on):
    key, value = answer
    assume(key not in sheet)
    # What was passed on or follows from another question is no unknown fact: nobody was asked twice.
    fact = gather_facts(LIBRARY, parse_answers(BANK, sheet), on).find(key)
    assume(fact.inherited is None and fact.state is not State.KNOWN)
    before, after = screened(sheet, on), screened(sheet | {key: value}, on)
    # What a gate hides is said; only then may a verdict change.
    assume(set(after.withdrawn) <= set(before.withdrawn))

    assert raised(before) <= raised(after)
    assert set(before.clear) <= set(after.clear)


@often
@given(sheets, st.data(), days)
def test_to_leave_a_question_unanswered_clears_nothing(sheet, data, on):
    assume(sheet)
    full = screened(sheet, on)
    key = data.draw(st.sampled_from(sorted(sheet)))
    assume(not full.withdrawn)
    without = screened({each: value for each, value in sheet.items() if each != key}, on)

    assert set(without.clear) <= set(full.clear)
    assert raised(without) <= raised(full)


@often
@given(sheets, days)
def test_every_rule_comes_to_one_verdict_and_one_that_waits_says_for_what(sheet, on):
    screening = screened(sheet, on)

    told = [
        *raised(screening),
        *(rule.rule for rule in screening.cannot_tell),
        *screening.clear,
        *(rule.rule for rule in screening.not_asked),
        *screening.not_in_force,
    ]
    assert sorted(told) == sorted(LIBRARY.rulebook.by_id)
    assert all(rule.needs for rule in screening.cannot_tell)


@often
@given(sheets)
def test_what_a_rule_waits_for_is_not_answered_yet_or_was_not_really_answered(sheet):
    for rule in screened(sheet).cannot_tell:
        open_ = [
            key
            for key in rule.needs
            if not really_answered(sheet.get(key)) or (key, sheet[key]) in NAMES_NONE
        ]
        assert open_, rule


@often
@given(sheets, st.lists(contested, max_size=3), st.randoms(use_true_random=False), days)
def test_the_order_of_telling_never_matters(sheet, contests, chance, on):
    claims = list(parse_answers(BANK, sheet))
    for key, one, other in contests:
        claims += [*parse_answers(BANK, {key: one}), *parse_answers(BANK, {key: other})]
    shuffled = list(claims)
    chance.shuffle(shuffled)

    assert screen(LIBRARY, shuffled, on) == screen(LIBRARY, claims, on)


@often
@given(sheets, days)
def test_an_all_uk_product_raises_no_flag_for_a_country(sheet, on):
    at_home = {q.id: "GB" for q in QUESTIONS if q.type == "country_list"}
    flags = raised(screened(sheet | at_home, on))

    assert flags.isdisjoint(
        {
            "transfer_inference", "transfer_labelling", "transfer_support",
            "transfer_subprocessors", "transfer_backups", "transfer_contract_party",
            "transfer_us_not_confirmed", "transfer_partial_scope", "transfer_no_tool",
            "transfer_tra_missing", "transfer_location_unknown", "transfer_china_service",
        }
    )  # fmt: skip


LISTED = {entry.code for entry in LIBRARY.rulebook.adequacy.territories}
UNLISTED = sorted(set(countries()) - LISTED - {"GB"})


@often
@given(sheets, st.sampled_from(UNLISTED), days)
def test_a_country_nobody_listed_is_never_covered(sheet, country, on):
    abroad = {
        "personal_data_types": "contact",
        "inference_countries": country,
        "transfer_tools": "none_in_place",
    }

    assert {"transfer_inference", "transfer_no_tool"} <= raised(screened(sheet | abroad, on))


@often
@given(sheets, st.sampled_from(sorted(NON_ANSWERS - {"does_not_apply"})), days)
def test_a_country_nobody_names_is_never_covered(sheet, silence, on):
    data = {"personal_data_types": "contact", "transfer_tools": "none_in_place"}
    for places in (silence, ["GB", "vendor_refused"]):
        clear = screened(sheet | data | {"inference_countries": places}, on).clear
        assert "transfer_inference" not in clear


@often
@given(st.sampled_from(sorted(countries())), days)
def test_a_country_is_covered_only_by_an_entry_that_is_in_force(country, on):
    entries = [
        entry
        for entry in LIBRARY.rulebook.adequacy.territories
        if entry.code == country
        and entry.in_force_from <= on
        and (entry.in_force_to is None or on <= entry.in_force_to)
    ]
    status = LIBRARY.rulebook.adequacy.status(country, on)
    expected: set[str] = {entry.status for entry in entries}
    assert status in (expected if expected else {"none", "home"})
    assert (status == "home") == (country == "GB")


@often
@given(sheets, st.data(), days)
def test_what_is_hidden_counts_for_nothing_and_is_said(sheet, data, on):
    hidden = screened(sheet, on).withdrawn
    assume(hidden)
    key = data.draw(st.sampled_from(sorted(set(hidden) & set(sheet)) or list(hidden)))
    assume(key in sheet)
    full = screened(sheet, on)
    without = screened({each: value for each, value in sheet.items() if each != key}, on)

    assert key not in without.withdrawn
    assert (raised(without), without.clear) == (raised(full), full.clear)
    assert all(because.fact != key for flag in full.flags for because in flag.because)


@often
@given(sheets, settled_contested, days)
def test_two_equal_sources_count_as_both(sheet, contest, on):
    key, one, other = contest
    rest = {each: value for each, value in sheet.items() if each != key}
    claims = parse_answers(BANK, rest)
    first, second = (parse_answers(BANK, {key: value}) for value in (one, other))

    together = screen(LIBRARY, [*claims, *first, *second], on)
    for alone in (first, second):
        assert raised(screen(LIBRARY, [*claims, *alone], on)) <= raised(together)
        assert set(together.clear) <= set(screen(LIBRARY, [*claims, *alone], on).clear)


@often
@given(sheets, days)
def test_no_flag_is_graver_than_its_rule_and_each_that_is_less_says_why(sheet, on):
    for flag in screened(sheet, on).flags:
        if flag.kind == "contradiction":
            continue
        here, usual = SEVERITIES.index(flag.severity), SEVERITIES.index(flag.severity_of_rule)
        assert here - usual in (0, 1)
        assert (flag.severity_because is not None) == (here > usual)
        if here > usual:
            assert any(each.value == "opt_partly" for each in flag.because)


@often
@given(sheets, days)
def test_a_rule_is_to_come_until_its_first_day_and_gone_after_its_last(sheet, on):
    screening = screened(sheet, on)
    for flag in screening.flags:
        rule = LIBRARY.rulebook.by_id.get(flag.rule)
        if rule is not None:
            starts = rule.effective_from is not None and rule.effective_from > on
            assert (flag.status == "upcoming") == starts
            assert rule.effective_to is None or on <= rule.effective_to
    for waiting in screening.cannot_tell:
        rule = LIBRARY.rulebook.by_id[waiting.rule]
        assert waiting.upcoming == (rule.effective_from is not None and rule.effective_from > on)
    ended = {r.id for r in LIBRARY.rulebook.rules if r.effective_to and r.effective_to < on}
    assert set(screening.not_in_force) == ended
