"""Times Evidently's classification report: run by its own Python, see `bench.peers`."""

import json
import sys
import time
from importlib.metadata import version

import numpy as np
import pandas as pd
from evidently import DataDefinition, Dataset, MulticlassClassification, Report
from evidently.presets import ClassificationPreset

arrays = np.load(sys.argv[1])
names = arrays["names"]
data = pd.DataFrame(
    {"truth": names[arrays["truth"]].tolist(), "answer": names[arrays["student"]].tolist()}
)
shape = DataDefinition(
    classification=[MulticlassClassification(target="truth", prediction_labels="answer")]
)
seconds = []
for _ in range(int(sys.argv[2])):
    start = time.perf_counter()
    Report([ClassificationPreset()]).run(
        Dataset.from_pandas(data, data_definition=shape), None
    ).dict()
    seconds.append(time.perf_counter() - start)
print(json.dumps({"version": version("evidently"), "seconds": seconds}))
