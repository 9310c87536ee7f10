"""Times `mlflow.models.evaluate` of a classifier: run by its own Python, see `bench.peers`."""

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

import mlflow
import numpy as np
import pandas as pd

arrays = np.load(sys.argv[1])
names = arrays["names"]
data = pd.DataFrame(
    {"truth": names[arrays["truth"]].tolist(), "answer": names[arrays["student"]].tolist()}
)
mlflow.set_tracking_uri(f"sqlite:///{Path.cwd() / 'mlflow.db'}")
mlflow.set_experiment("bench")
seconds = []
for _ in range(int(sys.argv[2])):
    with mlflow.start_run():
        start = time.perf_counter()
        mlflow.models.evaluate(
            data=data, targets="truth", predictions="answer", model_type="classifier"
        )
        seconds.append(time.perf_counter() - start)
print()
print(json.dumps({"version": version("mlflow"), "seconds": seconds}))
