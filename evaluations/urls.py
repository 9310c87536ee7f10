"""The addresses of the room."""

from django.urls import path

from evaluations.views import comparing, examples, results, version_files

app_name = "evaluations"
PLACE = "o/<uuid:organisation>/assessments/<uuid:assessment>/tests"
EXAMPLES = f"{PLACE}/examples/<uuid:sample_file>"
FILE = f"{PLACE}/files/<uuid:artefact>"
urlpatterns = [
    path(f"{PLACE}/", results.tests, name="tests"),
    path(f"{PLACE}/new/", examples.new, name="new"),
    path(f"{EXAMPLES}/", examples.columns, name="columns"),
    path(f"{EXAMPLES}/progress/", examples.progress, name="columns_progress"),
    path(f"{PLACE}/compare/<uuid:sample_set>/", comparing.compare, name="compare"),
    path(f"{FILE}/", version_files.version_file, name="version_file"),
    path(f"{FILE}/progress/", version_files.progress, name="version_file_progress"),
    path(f"{FILE}/look/", version_files.look, name="look_inside"),
    path(f"{PLACE}/<uuid:run>/", results.run, name="run"),
    path(f"{PLACE}/<uuid:run>/progress/", results.progress, name="run_progress"),
    path(f"{PLACE}/<uuid:run>/stop/", results.stop, name="stop"),
]
