"""One line for each room."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    *([path("", include("demo.urls"))] if settings.DEMO else []),
    path("account/", include("allauth.urls")),
    path("", include("desk.urls")),
    path("", include("organisations.urls")),
    path("", include("procurement.urls")),
    path("", include("evaluations.urls")),
    path("", include("labelling.urls")),
    path("", include("watching.urls")),
    path("", include("protection.urls")),
    path("", include("reports.urls")),
    path("", include("portal.urls")),
]
handler400 = "pages.problems.bad_request"
