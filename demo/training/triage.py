"""Triage Full (10p) and Triage Turbo (1p): a careful teacher, and a student of its ordinary days.

The full version was trained on people's labels, hard cases among them, and holds a missed danger
for worse than a false alarm. Turbo copies the full version's answers to ordinary traffic, in which
danger is rare and, where it comes, said plainly. Nobody taught it danger said in passing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline, make_union

from demo.enquiries.inbox import Enquiry, traffic
from demo.enquiries.tables import written
from demo.kinds import KINDS, SAFETY
from demo.training.distillation import learn_from_answers, traffic_mix

DANGER_COUNTS: Final = 1.7  # how much more a missed danger weighs in training
TRAFFIC, RARE_DANGER = 6_000, 0.015


@dataclass(frozen=True, slots=True)
class Pair:
    """Both versions, each from texts to one of the nine kinds."""

    full: Pipeline
    turbo: Pipeline


def train(labelled: Sequence[Enquiry]) -> Pair:
    """Return both versions; the full one learns from `labelled`, Turbo from the full one."""
    full = make_pipeline(
        _words_and_letters(),
        LogisticRegression(
            C=20,
            max_iter=3_000,
            class_weight={kind: DANGER_COUNTS if kind == SAFETY else 1.0 for kind in KINDS},
        ),
    ).fit([each.text for each in labelled], [each.kind for each in labelled])
    messages = traffic(TRAFFIC, traffic_mix(RARE_DANGER))
    small = _fewer_words_and_letters()
    features = small.fit_transform(messages)
    student = learn_from_answers(
        features, full.predict_proba(messages), full.classes_.tolist(), looseness=20
    )
    return Pair(full, make_pipeline(small, student))


def answer_sheets(pair: Pair, asked: Sequence[Enquiry]) -> dict[str, bytes]:
    """Return both answer sheets by file name; the full version also says how sure it is."""
    ids, texts = [each.id for each in asked], [each.text for each in asked]
    kinds = pair.full.classes_.tolist()
    shares = pair.full.predict_proba(texts)
    full = (
        [key, kinds[row.argmax()], *(f"{share:.4f}" for share in row)]
        for key, row in zip(ids, shares, strict=True)
    )
    turbo = zip(ids, pair.turbo.predict(texts).tolist(), strict=True)
    return {
        "triage_full.csv": written(["id", "answer", *kinds], full),
        "triage_turbo.csv": written(["id", "answer"], turbo),
    }


def _words_and_letters() -> FeatureUnion:
    return make_union(
        TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2)),
        TfidfVectorizer(sublinear_tf=True, analyzer="char_wb", ngram_range=(2, 5), min_df=2),
    )


def _fewer_words_and_letters() -> FeatureUnion:
    return make_union(
        TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=2, max_features=6_000),
        TfidfVectorizer(
            sublinear_tf=True, analyzer="char_wb", ngram_range=(3, 4), min_df=3, max_features=8_000
        ),
    )
