"""Pure statistics of answers: numbers with intervals from labels, predictions and nothing else.

`summary.summarise` makes a whole run's numbers; the rest is what planning and pages need one by one.
"""
