"""A worksheet's screening and filling, made of answers alone."""

from datetime import date

from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.rulebook.evaluate import apply_rules
from procurement.screening import gather_facts
from protection.dpia.loader import load_sheet
from protection.dpia.screening import screened

LIBRARY = load_library()
SHEET = load_sheet()
ON = date(2026, 11, 21)


def facts_of(**answers):
    return gather_facts(LIBRARY, parse_answers(LIBRARY.bank, answers), ON)


def screened_with(**answers):
    facts = facts_of(**answers)
    applied = apply_rules(LIBRARY.rulebook, facts, ON, strata=LIBRARY.strata)
    return screened(SHEET, LIBRARY, facts, applied, ON, ON)


def sign(found, name):
    return next(each for listed in found.lists for each in listed.signs if each.id == name)
