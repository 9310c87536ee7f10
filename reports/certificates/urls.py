"""The addresses of a firm's certificate."""

from django.urls import path

from reports.certificates import views

_FIRM = "o/<uuid:organisation>/certificate/"

urlpatterns = [
    path(_FIRM, views.certificate, name="certificate"),
    path(f"{_FIRM}remove/", views.remove_certificate, name="remove_certificate"),
]
