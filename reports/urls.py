"""The addresses of the room."""

from django.urls import path

from reports import public_views, views

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
]
