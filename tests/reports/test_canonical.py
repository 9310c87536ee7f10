"""What is sealed is canonical by another hand too: the JavaScript of RFC 8785's own appendix, in a browser."""

import json

from playwright.sync_api import sync_playwright

from reports.content.report_content import ReportContent
from reports.sealing import canonical
from tests.journeys.browser import CHROMIUM, needs_chromium
from tests.reports.content_made import content, evaluation
from tests.reports.typesetting.test_pdf import long_report

pytestmark = needs_chromium
# RFC 8785, appendix A, as it stands there but for its name.
BY_ANOTHER_HAND = """
text => {
    let buffer = '';
    serialize(JSON.parse(text));
    return buffer;
    function serialize(object) {
        if (object === null || typeof object !== 'object' || object.toJSON != null) {
            buffer += JSON.stringify(object);
        } else if (Array.isArray(object)) {
            buffer += '[';
            let next = false;
            object.forEach((element) => {
                if (next) { buffer += ','; }
                next = true;
                serialize(element);
            });
            buffer += ']';
        } else {
            buffer += '{';
            let next = false;
            Object.keys(object).sort().forEach((property) => {
                if (next) { buffer += ','; }
                next = true;
                buffer += JSON.stringify(property);
                buffer += ':';
                serialize(object[property]);
            });
            buffer += '}';
        }
    }
}
"""
ODD_WORDS = 'Quotes " and \\ and \u2028, a tab\t, \u20ac, \U0001f600, \u05d3\u200f and \x7f'
ODD_NUMBERS = (
    1e21,
    1e-7,
    0.1 + 0.2,
    5e-324,
    1.7976931348623157e308,
    333333333.33333329,
    1e23,
    -0.0,
    9e15,
)
# Names of kinds are keys too. By code points the last would come before the one before it; by UTF-16
# units, as RFC 8785 has it, it does not.
ODD_NAMES = ("z", "\u00e9", "a b", "\u20ac", "\U0001f600", "\ufb33")


def odd():
    """A report with words and numbers that two writers of JSON easily write in two ways."""
    made = content(evaluation(270, 12, 9, 9), question=ODD_WORDS)
    (test,) = made.evaluations
    return made.model_copy(
        update={
            "evaluations": (
                {
                    **test,
                    "notes": [],
                    "odd": {str(n): n for n in ODD_NUMBERS},
                    "named": dict.fromkeys(ODD_NAMES, 1),
                },
            )
        }
    )


def test_two_canonical_writers_agree_on_every_byte():
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        for made in (content(), long_report(), content(evaluation(270, 12, 9, 9)), odd()):
            ours = canonical(made)
            told = made.model_dump_json()
            assert ours == page.evaluate(BY_ANOTHER_HAND, told)
            assert json.loads(ours) == json.loads(told)
        browser.close()


def test_what_was_frozen_reads_back_as_it_was():
    made = long_report()
    assert ReportContent.model_validate_json(canonical(made)) == made
