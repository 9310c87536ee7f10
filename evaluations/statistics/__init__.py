"""Pure statistics of answers: numbers with intervals from labels, predictions and nothing else."""
