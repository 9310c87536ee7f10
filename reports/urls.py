"""The addresses of the room."""

from django.urls import path

from reports import other_forms_views, public_views, views
from reports.typesetting.annexes import DPIA, TRANSFERS

_ASSESSMENT = "o/<uuid:organisation>/assessments/<uuid:assessment>/reports/"

app_name = "reports"
urlpatterns = [
    path("verify/", public_views.verify, name="verify"),
    path(_ASSESSMENT, views.reports, name="reports"),
    path(f"{_ASSESSMENT}<uuid:report>/", views.report, name="report"),
    path(f"{_ASSESSMENT}<uuid:report>/progress/", views.progress, name="progress"),
    path(f"{_ASSESSMENT}<uuid:report>/pdf/", views.download, name="download"),
    path(
        f"{_ASSESSMENT}<uuid:report>/client-report/pdf/",
        views.download_client_report,
        name="download_client_report",
    ),
    path(f"{_ASSESSMENT}<uuid:report>/page/", other_forms_views.twin, name="twin"),
    path(f"{_ASSESSMENT}<uuid:report>/page/file/", other_forms_views.twin_file, name="twin_file"),
    path(f"{_ASSESSMENT}<uuid:report>/tables/<slug:table>/", other_forms_views.table, name="table"),
    path(f"{_ASSESSMENT}<uuid:report>/tables/", other_forms_views.tables, name="tables"),
    path(
        f"{_ASSESSMENT}<uuid:report>/dpia/pdf/",
        other_forms_views.annex,
        {"annex": DPIA},
        name="dpia_annex",
    ),
    path(
        f"{_ASSESSMENT}<uuid:report>/transfers/pdf/",
        other_forms_views.annex,
        {"annex": TRANSFERS},
        name="transfers_annex",
    ),
]
