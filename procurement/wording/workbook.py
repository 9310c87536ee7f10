"""The words of the spreadsheet a buyer fills in. A vendor's has its own. Pure."""

from content.words import group
from procurement.questionnaire.schema import Person
from procurement.workbook.line import Part, Wording

OURS, VENDORS = "Questions for you", "Questions for the vendor"
SHEETS: dict[Person, str] = {"buyer": OURS, "vendor": VENDORS, "either": VENDORS}


def buyers_wording(product: str) -> Wording:
    """Return the words of a workbook about `product`."""
    return Wording(
        title=f"Questions about {product}",
        first_sheet="Read this first",
        instructions=(
            (
                "Write your answers into the white cells. Leave a cell empty if you do not know yet: "
                "you can fill in the file in parts, and upload it more than once."
            ),
            (
                "Where a cell has a list, click on the cell and choose. To choose several, write Yes "
                "beside each answer that applies."
            ),
            (
                "“Not sure”, “The vendor does not know” and “The vendor would not say” are answers "
                "too. Each list has those that fit."
            ),
            (
                "“How do you know?”, “Who said it?” and “For which day?” may stay empty. Then we take "
                "the usual one, and your name."
            ),
            (
                "You may send the file on, move rows, and add sheets of your own. Please keep the "
                "hidden row and column: they say which answer belongs to which question."
            ),
            (
                "When you are done, save the file as .xlsx and upload it on the page where you got it. "
                "You will see what changes before anything is kept."
            ),
        ),
        titles={
            Part.NUMBER: "No.",
            Part.QUESTION: "Question",
            Part.WHY: "Why we ask",
            Part.ANSWER: "Your answer",
            Part.GRADE: "How do you know?",
            Part.BY: "Who said it?",
            Part.WHEN: "For which day?",
            Part.WORDS: "Notes",
        },
        non_answers=group("non_answer"),
        grades=group("grade_choice"),
    )
