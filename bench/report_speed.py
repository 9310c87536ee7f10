"""Time our sealed report against bare WeasyPrint and headless Chromium printing the same HTML.

Run: python bench/report_speed.py [answers [rounds]]. For a report of about 20 pages one run prints, in turns,
so that a neighbour disturbs all of them alike:
- warm: ours from frozen content to signed bytes (templates, child of a press that stands ready, standards,
  enclosures, signature); WeasyPrint alone with the same variant (pdf/a-3a) of the same HTML; WeasyPrint
  alone untagged; Chromium's print. Of each the median, and the median of the rounds' ratios. The bars:
  ours at most 1.2 of the same variant, 1.8 of untagged.
- the same in processor seconds, own and children's, which neighbours disturb less. Ours holds the child's.
- cold, the first report of a worker that has just started: its own code is loaded, as before any job, but
  not the press, nor what that loads. The bar: under 3 s for 20 pages.
- cold from nothing, a process of its own each, with all that this file loads (rules, questions,
  statistics), and for ours the start of the press.
"""

# ruff: noqa: E402 -- the project is found first
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.report_making import SAME_VARIANT, html_of, ours, weasyprint_alone
from reports.content.answers import AnswerSection, Said, Told
from reports.content.report_content import ReportContent
from reports.typesetting import pressroom
from tests.reports.content_made import content, evaluation

ROUNDS = 5
OURS = "ours"
Times = tuple[float, float]


def made(answers: int) -> ReportContent:
    """Return a report's content with so many answers."""
    said = Said(
        in_words="Yes, as written in the contract",
        grade="vendor_says",
        by="M. Okoro",
        on=date(2026, 11, 1),
    )
    told = tuple(
        Told(key=f"q{n}", question=f"What is said under {n}?", state="answered", said=(said,))
        for n in range(answers)
    )
    sections = tuple(
        AnswerSection(id=f"s{at}", title=f"Section {at}", told=told[at : at + 40])
        for at in range(0, answers, 40)
    )
    made: ReportContent = content(evaluation(270, 12, 9, 9))
    return made.model_copy(update={"sections": sections})


def chromium(html: str) -> None:
    """Print the page with headless Chromium."""
    browser = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))))
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        based = html.replace("<head>", f'<head><base href="{(ROOT / "static").as_uri()}/">')
        page.write_text(based, encoding="utf-8")
        subprocess.run(
            [
                browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                f"--user-data-dir={folder}/profile", f"--print-to-pdf={folder}/out.pdf", page.as_uri(),
            ],
            check=True, capture_output=True,
        )  # fmt: skip
        assert (Path(folder) / "out.pdf").stat().st_size


def processor() -> float:
    """Return the processor seconds of this process, of its children that ended, and of the press's."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used) + _of_the_press()


def _of_the_press() -> float:
    press = pressroom.process_number()
    if not press:
        return 0.0
    told = Path(f"/proc/{press}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    ticks: int = os.sysconf("SC_CLK_TCK")
    return sum(int(each) for each in told[11:15]) / ticks  # its own and its children's


def timed(work: Callable[[], object]) -> Times:
    """Return how long it takes, in seconds and in processor seconds."""
    start, used = time.perf_counter(), processor()
    work()
    return time.perf_counter() - start, processor() - used


def in_turns(works: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[Times]]:
    """Return the times of each work, one after the other in each round."""
    times: dict[str, list[Times]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            times[name].append(timed(work))
    return times


def in_its_own_process(which: str, content: Path) -> float:
    """Return the seconds that a process told of its own work, once its code was loaded."""
    command = [sys.executable, str(ROOT / "bench" / "report_making.py"), str(content), which]
    return float(
        subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]
    )


def main(answers: int, rounds: int) -> None:
    report = made(answers)
    html = html_of(report)
    sealed, pages = ours(report)
    print(f"{pages} pages, {len(sealed):,} bytes sealed; load {os.getloadavg()[0]:.1f}")
    warm: dict[str, Callable[[], object]] = {
        OURS: partial(ours, report),
        "WeasyPrint, same variant": partial(weasyprint_alone, html, **SAME_VARIANT),
        "WeasyPrint, untagged": partial(weasyprint_alone, html),
        "Chromium, started anew": partial(chromium, html),
    }
    _tell("warm", in_turns(warm, rounds))
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content.json"
        content.write_text(report.model_dump_json(), encoding="utf-8")
        firsts = sorted(in_its_own_process("first", content) for _ in range(rounds))
        print(
            f"cold, the first of a worker: {statistics.median(firsts):.2f} s, least {firsts[0]:.2f} s",
            flush=True,
        )
        cold: dict[str, Callable[[], object]] = {
            OURS: partial(in_its_own_process, "ours", content),
            "WeasyPrint, same variant": partial(in_its_own_process, "alone", content),
        }
        _tell("cold from nothing", in_turns(cold, rounds))


def _tell(heading: str, times: Mapping[str, list[Times]]) -> None:
    print(f"{heading}, medians of {len(times[OURS])}:")
    for name, each in times.items():
        took, used = (statistics.median(one[at] for one in each) for at in (0, 1))
        line = f"  {name:25} {took:6.2f} s, {used:6.2f} s of processor; least {min(each)[0]:.2f} s"
        if name != OURS:
            ratios = [
                statistics.median(
                    mine[at] / theirs[at] for mine, theirs in zip(times[OURS], each, strict=True)
                )
                for at in (0, 1)
            ]
            line += f"; ours is {ratios[0]:.2f} of it, {ratios[1]:.2f} of its processor time"
        print(line, flush=True)


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    main(*given, *(600, ROUNDS)[len(given) :])
