"""Times `confidenceinterval.classification_report_with_ci`: run by its own Python, see `bench.peers`."""

import json
import sys
import time
from importlib.metadata import version

import numpy as np
from confidenceinterval import classification_report_with_ci

arrays = np.load(sys.argv[1])
# It takes whole numbers for labels, which is less work than texts.
truth, answers = arrays["truth"].tolist(), arrays["student"].tolist()
seconds = []
for _ in range(int(sys.argv[2])):
    start = time.perf_counter()
    classification_report_with_ci(truth, answers)
    seconds.append(time.perf_counter() - start)
print(json.dumps({"version": version("confidenceinterval"), "seconds": seconds}))
