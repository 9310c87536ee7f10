"""The addresses of the room."""

from django.urls import path

from evaluations.views import (
    comparing,
    example_set,
    examples,
    kept_files,
    results,
    side_by_side,
    version_files,
)

app_name = "evaluations"
PLACE = "o/<uuid:organisation>/assessments/<uuid:assessment>/tests"
EXAMPLES = f"{PLACE}/examples/<uuid:sample_file>"
FILE = f"{PLACE}/files/<uuid:artefact>"
SET = f"{PLACE}/examples/set/<uuid:sample_set>"
urlpatterns = [
    path(f"{PLACE}/", results.tests, name="tests"),
    path(f"{PLACE}/new/", examples.new, name="new"),
    path(f"{EXAMPLES}/", examples.columns, name="columns"),
    path(f"{EXAMPLES}/progress/", examples.progress, name="columns_progress"),
    path(f"{EXAMPLES}/delete/", kept_files.delete_sample_file, name="delete_sample_file"),
    path(f"{SET}/", example_set.example_set, name="example_set"),
    path(f"{SET}/progress/", example_set.progress, name="example_set_progress"),
    path(f"{SET}/vendor/", example_set.hand_out_sheet, name="hand_out"),
    path(f"{SET}/sheet.<str:ending>", example_set.sheet_file, name="sheet_file"),
    path(
        f"{SET}/vendor/sheet.<str:ending>", example_set.vendor_sheet_file, name="vendor_sheet_file"
    ),
    path(f"{SET}/delete/", kept_files.delete_sample_set, name="delete_sample_set"),
    path(f"{PLACE}/files/", kept_files.kept_files, name="kept_files"),
    path(
        f"{PLACE}/files/<uuid:artefact>/delete/", kept_files.delete_version, name="delete_version"
    ),
    path(f"{PLACE}/compare/<uuid:sample_set>/", comparing.compare, name="compare"),
    path(f"{FILE}/", version_files.version_file, name="version_file"),
    path(f"{FILE}/progress/", version_files.progress, name="version_file_progress"),
    path(f"{FILE}/look/", version_files.look, name="look_inside"),
    path(f"{PLACE}/<uuid:run>/", results.run, name="run"),
    path(f"{PLACE}/<uuid:run>/progress/", results.progress, name="run_progress"),
    path(f"{PLACE}/<uuid:run>/stop/", results.stop, name="stop"),
    path(f"{PLACE}/<uuid:run>/tables/<slug:table>.csv", results.table, name="table"),
    path(f"{PLACE}/side-by-side/", side_by_side.side_by_side, name="side_by_side"),
]
