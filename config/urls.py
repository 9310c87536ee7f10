"""One line for each room."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
]
