"""The kinds of job, by name only: their modules are imported once the process is confined.

Their libraries start threads, and Landlock does not reach threads that already run.
"""

PROFILES = {
    "table": "sandbox.runner.table_profile",
    "export": "sandbox.runner.export_profile",
    "workbook": "sandbox.runner.workbook_profile",
    "document": "sandbox.runner.document_profile",
    "certificate": "sandbox.runner.certificate_profile",
    "inspect": "sandbox.runner.inspect_profile",
    "predict": "sandbox.runner.predict_profile",
    "probe": "sandbox.runner.probe_profile",
}
