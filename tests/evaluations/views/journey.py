"""The steps of a test as a person takes them: each posts a form and follows where it leads."""

from evaluations.models import Run, SampleFile, SampleSet
from tests.evaluations.assessments import done, table
from tests.visitors import text_of

KINDS = ["Repairs", "Viewings", "Arrears"]


def examples(rows=60):
    return [
        [f"e{number}", f"Hello, this is message {number}", KINDS[number % 3]]
        for number in range(rows)
    ]


def answers(rows, wrong=()):
    """A sheet that is right but for the examples numbered in `wrong`."""
    return [
        [ref, KINDS[(KINDS.index(label) + 1) % 3] if number in wrong else label]
        for number, (ref, _, label) in enumerate(rows)
    ]


def upload_examples(place, browser, source):
    answer = browser.post(place.url("new"), {"file": source})
    assert answer.status_code == 302, text_of(answer)
    sample_file = SampleFile.objects.of(place.firm.organisation).latest("uploaded_at")
    assert answer.url == place.url("columns", sample_file.id)
    done(sample_file.job)
    return sample_file


def columns_said(**said):
    return {
        "label": "label", "inputs": ["text"], "id": "id", "slices": ["label"], "group": "",
        "labelled_by": "people", "seen_by_vendor": "no", **said,
    }  # fmt: skip


def examples_ready(place, browser, rows=None):
    source = table(["id", "text", "label"], rows or examples(), name="enquiries.csv")
    sample_file = upload_examples(place, browser, source)
    answer = browser.post(place.url("columns", sample_file.id), columns_said())
    assert answer.status_code == 302, text_of(answer)
    made = SampleSet.objects.of(place.firm.organisation).latest("uploaded_at")
    assert answer.url == place.url("example_set", made.id)
    return made


def compared(samples, rows, *, cheap=(), full=(), **said):
    """What the compare page posts: two sheets, wrong where they are said to be."""
    if said.get("limit", "10") not in ("1", "2", "5", "10", "", "other"):
        said |= {"limit": "other", "limit_other": said["limit"]}
    return {
        "student": "sheet", "teacher": "sheet", "limit": "10", "claim_about": "", "claim_figure": "",
        "said_labels": "",
        "student_file": table(["id", "answer"], answers(rows, cheap), name="cheap.csv"),
        "teacher_file": table(["id", "answer"], answers(rows, full), name="full.csv"),
        **said,
    }  # fmt: skip


def started(place, browser, samples, said):
    answer = browser.post(place.url("compare", samples.id), said)
    assert answer.status_code == 302, text_of(answer)
    run = Run.objects.of(place.firm.organisation).latest("asked_at")
    assert answer.url == place.url("run", run.id)
    return run


def page(place, browser, run):
    return browser.get(place.url("run", run.id))


PAIRS = examples(21)
# Bentur et al. 2009, as in Fagerland, Lydersen and Laake (2014), Statistics in Medicine 33:2850:
# 1, 1, 7 and 12 pairs. Tango's 95 % interval of the difference is -0.517 to -0.026.
ONLY_FULL_WRONG, BOTH_WRONG, ONLY_CHEAP_WRONG = {0}, {1}, set(range(2, 9))
CHEAP, FULL = BOTH_WRONG | ONLY_CHEAP_WRONG, BOTH_WRONG | ONLY_FULL_WRONG
