"""Papers as they are really published, written for these tests."""

import json

CARD = """---
base_model: meta-llama/Llama-3.1-8B-Instruct
base_model_relation: quantized
license: llama3.1
language:
  - en
  - no
datasets:
  - HuggingFaceH4/ultrachat_200k
  - allenai/c4
  - larkfield/enquiries-2025
tags: [text-classification, gptq, 4-bit, safetensors, distillation]
metrics: [accuracy]
model-index:
  - name: Triage-Turbo-3.2
    results:
      - task: {type: text-classification}
        dataset: {name: banking77, type: banking77}
        metrics:
          - {type: accuracy, value: 0.9123, name: Accuracy}
          - {type: f1, value: 0.9}
---

# Model Card for Triage Turbo

It sorts enquiries.
"""

PARTS = json.dumps(
    {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "metadata": {"component": {"type": "application", "name": "Triage"}},
        "components": [
            {"type": "library", "name": "onnxruntime", "version": "1.31.1"},
            {
                "type": "machine-learning-model",
                "name": "triage-turbo",
                "version": "3.2",
                "licenses": [{"license": {"id": "Apache-2.0"}}],
                "pedigree": {
                    "ancestors": [
                        {"type": "machine-learning-model", "name": "bert-base", "version": "1"}
                    ]
                },
                "modelCard": {
                    "modelParameters": {
                        "datasets": [
                            {"ref": "data-1"},
                            {"type": "dataset", "name": "wikipedia"},
                        ]
                    },
                    "quantitativeAnalysis": {
                        "performanceMetrics": [
                            {"type": "accuracy", "value": "91.5", "slice": "routine"}
                        ]
                    },
                },
            },
            {
                "type": "data",
                "bom-ref": "data-1",
                "name": "tenants' letters",
                "data": [{"type": "dataset", "sensitiveData": ["names", "addresses"]}],
            },
        ],
    }
)

CONFIG = json.dumps(
    {
        "_name_or_path": "distilbert-base/distilbert-base-uncased",
        "architectures": ["DistilBertForSequenceClassification"],
        "model_type": "distilbert",
        "torch_dtype": "float16",
        "quantization_config": {"quant_method": "gptq", "bits": 4},
    }
)
