"""Small text networks: the embeddings of a text's words summed, then layers, then a kind."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from demo.training.word_list import WordList

Weights = NDArray[np.float32]
SEED: Final = 7


@dataclass(frozen=True, slots=True)
class Network:
    """A trained network.

    Attributes
    ----------
    embeddings : (words, width); a text is the sum of its words' over the root of their number.
    layers : (weights, bias) of each layer, the first with a bias only: its weights are the
        embeddings. Between layers stands a ReLU; the last gives one logit a kind.
    """

    words: WordList
    kinds: tuple[str, ...]
    embeddings: Weights
    first_bias: Weights
    layers: tuple[tuple[Weights, Weights], ...]

    def logits(self, texts: Sequence[str]) -> Weights:
        """Return the logit of each kind for each text, shape ``(n, kinds)``."""
        held: Weights = (self.words.counts(texts) @ self.embeddings + self.first_bias).astype(
            np.float32
        )
        for weights, bias in self.layers:
            held = np.maximum(held, 0) @ weights + bias
        return held

    def answers(self, texts: Sequence[str]) -> list[str]:
        """Return the likeliest kind of each text."""
        return [self.kinds[place] for place in self.logits(texts).argmax(axis=1)]


def fit(
    texts: Sequence[str],
    kinds: Sequence[str],
    words: WordList,
    *,
    widths: tuple[int, ...],
    rounds: int,
    decay: float,
) -> Network:
    """Return a network fitted to labelled texts.

    Parameters
    ----------
    widths
        The width of each hidden layer; the first is the embeddings'.
    rounds
        How often all texts are seen.
    decay
        The strength of the L2 penalty.
    """
    rarity = words.rarity(texts)
    learner = MLPClassifier(
        hidden_layer_sizes=widths,
        alpha=decay,
        max_iter=rounds,
        n_iter_no_change=rounds,
        learning_rate_init=2e-3,
        batch_size=64,
        random_state=SEED,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # it stops after `rounds` on purpose
        learner.fit(words.counts(texts).multiply(rarity).tocsr(), list(kinds))
    first, *others = learner.coefs_
    bias, *other_biases = learner.intercepts_
    return Network(
        words,
        tuple(learner.classes_.tolist()),
        (rarity[:, None] * first).astype(np.float32),
        bias.astype(np.float32),
        tuple(
            (weights.astype(np.float32), each.astype(np.float32))
            for weights, each in zip(others, other_biases, strict=True)
        ),
    )
