"""A transfer sheet from plain answers, in one line."""

from datetime import date

from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.screening import gather_facts
from protection.transfers.reading import transfer_sheet

LIBRARY = load_library()
TODAY = date(2026, 11, 21)
# Personal data; the seller and the model are in the United Kingdom; nothing is used for labels.
AT_HOME = {
    "personal_data_types": ["contact"],
    "deployment": "vendor_cloud",
    "vendor_country": ["GB"],
    "inference_countries": ["GB"],
    "customer_data_to_teacher": "opt_no",
    "customer_data_trains": "never",
    "support_countries": ["GB"],
    "subprocessor_countries": ["GB"],
    "backup_countries": ["GB"],
}


def facts_from(answers, on=TODAY):
    return gather_facts(LIBRARY, parse_answers(LIBRARY.bank, dict(answers)), on)


def sheet_from(answers, on=TODAY):
    return transfer_sheet(
        facts_from(answers, on), LIBRARY, on, buyer="Harbour", seller="Larkfield", product="Sorter"
    )


def stop_of(sheet, step):
    (found,) = [stop for stop in sheet.stops if stop.step == step]
    return found


def steps_of(stop):
    return [step.answer for step in stop.steps]
