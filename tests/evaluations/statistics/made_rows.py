"""Made-up rows for the tests: labels, answers and probabilities of a chosen quality."""

import string

import numpy as np

from evaluations.statistics.predictions import Predictions


def made_labels(n, classes=4, accuracies=(0.9, 0.93), seed=1):
    """Return label, student and teacher answers as string arrays."""
    generator = np.random.default_rng(seed)
    names = np.array(list(string.ascii_lowercase[:classes]))
    truth = generator.integers(0, classes, n)
    answers = []
    for accuracy in accuracies:
        wrong = generator.random(n) >= accuracy
        other = (truth + generator.integers(1, max(classes, 2), n)) % classes
        answers.append(np.where(wrong, other, truth))
    return [names[codes] for codes in (truth, *answers)]


def made_predictions(n, classes=3, seed=2, sharpness=2.0):
    """Return labels, and student and teacher predictions with honest probabilities."""
    generator = np.random.default_rng(seed)
    names = np.array(list(string.ascii_lowercase[:classes]))
    logits = generator.normal(size=(n, classes)) * sharpness
    shared = softmax(logits)
    truth = np.array([generator.choice(classes, p=row) for row in shared])
    models = []
    for _ in range(2):
        chances = softmax(logits + generator.normal(size=(n, classes)) * 0.5)
        models.append(Predictions(names[chances.argmax(axis=1)], chances, names.tolist()))
    return names[truth], *models


def softmax(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
