"""What is to be had in writing: wherever only the vendor's bare word keeps a flag away."""

from procurement.conditions.vocabulary import OptionTest
from procurement.facts.sources import Grade
from procurement.facts.values import members
from procurement.full_screening import screen_in_full
from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.rulebook.schema import SEVERITIES
from tests.procurement.telling import TODAY, at_least, claim, observed

LIBRARY = load_library()
ABROAD = {"personal_data_types": ["contact"], "transfer_tools": "none_in_place"}


def wanted(*more, library=LIBRARY, **answers):
    screening = screen_in_full(library, [*parse_answers(library.bank, answers), *more], TODAY)
    return {each.question: {one.rule for one in each.rules} for each in screening.statements_wanted}


def test_a_place_that_only_the_vendor_names_is_to_be_had_in_writing():
    assert "transfer_inference" in wanted(**ABROAD, inference_countries="GB")["inference_countries"]


def test_a_document_a_measurement_and_an_independent_check_answer_it():
    for grade in (Grade.DOCUMENT_SEEN, Grade.PUBLIC_DOCUMENT, Grade.INDEPENDENT):
        seen = claim("inference_countries", members("GB"), grade)
        assert "inference_countries" not in wanted(seen, **ABROAD)
    servers = {"deployment": "our_servers"}
    said = wanted(**servers, file_format="onnx")
    assert "sec_unsafe_format" in said["file_format"]
    assert "file_format" not in wanted(
        observed("file_format", "onnx"), **servers, file_format="onnx"
    )


def test_a_buyers_own_answer_is_nobodys_bare_word():
    # What data goes in, and whether a DPIA is done, the buyer knows itself.
    assert wanted(personal_data_types="none_personal", dpia_status="done") == {}
    # Who only tells what the vendor said has no more than the vendor's word.
    told_on = claim("inference_countries", members("GB"), Grade.BUYER_SAYS)
    assert "inference_countries" in wanted(told_on, **ABROAD)


def test_an_answer_that_hides_a_question_is_asked_for_too():
    # Where nothing goes to a teacher, nobody asks where labelling is done.
    hidden = wanted(**ABROAD, customer_data_trains="never", customer_data_to_teacher="opt_no")
    assert "transfer_labelling" in hidden["customer_data_to_teacher"]


def test_what_settles_a_flag_by_the_vendors_word_is_asked_for():
    rule = LIBRARY.rulebook.by_id["dp_complaints"].model_copy(
        update={
            "trigger": OptionTest(q="complaints_route", op="eq", value="opt_no"),
            "cleared_when": OptionTest(q="ip_cover", op="eq", value="full"),
        }
    )
    book = LIBRARY.rulebook.model_copy(update={"rules": (rule,), "dpia_required_rules": ()})
    library = type(LIBRARY).of(LIBRARY.bank, book)
    answers = {"personal_data_types": ["contact"], "complaints_route": "opt_no"}

    assert wanted(library=library, **answers) == {}
    assert wanted(library=library, **answers, ip_cover="full") == {"ip_cover": {"dp_complaints"}}


def test_a_rule_that_another_fact_clears_as_well_rests_on_no_word():
    # With no personal data nothing hangs on where answers are made.
    said = wanted(personal_data_types="none_personal", inference_countries="GB")
    assert "transfer_inference" not in said.get("inference_countries", ())


def test_a_cell_of_a_table_is_a_word_like_any_other():
    said = wanted(**ABROAD, hops=[{"what": "support", "country": "GB", "company": "Helpdesk"}])
    assert "transfer_support" in said["support_countries"]


def test_a_flag_that_stands_and_a_rule_that_waits_want_no_statement():
    said = wanted(**ABROAD, inference_countries="IN", support_countries="vendor_refused")
    assert "transfer_inference" not in set().union(*said.values())
    assert "transfer_support" not in set().union(*said.values())


def test_what_is_only_inferred_proves_nothing():
    guess = observed("training_method", at_least("from_scratch"))
    said = {"training_method": ["from_scratch"], "tier_name": "Triage"}
    assert "training_method" in wanted(**said)
    assert set(wanted(guess, **said)) <= set(wanted(**said))


def test_statements_come_the_gravest_first_and_then_in_the_order_of_the_bank():
    answers = parse_answers(
        LIBRARY.bank,
        ABROAD
        | {
            "inference_countries": "GB", "support_countries": "GB", "backup_countries": "GB",
            "training_method": ["from_scratch"], "base_licence": "apache_2_0", "ip_cover": "full",
            "bill_of_materials": "ai_sbom",
        },
    )  # fmt: skip
    found = screen_in_full(LIBRARY, answers, TODAY).statements_wanted
    places = [
        (SEVERITIES.index(each.severity), LIBRARY.bank.position[each.question]) for each in found
    ]
    assert places == sorted(places)
    assert len({place[0] for place in places}) > 1
    for each in found:
        grave = [SEVERITIES.index(rule.severity) for rule in each.rules]
        assert grave == sorted(grave)
        assert each.severity == each.rules[0].severity
