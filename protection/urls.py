"""The addresses of the room, all under their assessment."""

from django.urls import path

from protection.views import transfer_worksheet, transfers

app_name = "protection"
_ASSESSMENT = "o/<uuid:organisation>/assessments/<uuid:assessment>"
_TRANSFERS = f"{_ASSESSMENT}/where-data-goes"
urlpatterns = [
    path(f"{_TRANSFERS}/", transfers.transfers, name="transfers"),
    path(
        f"{_TRANSFERS}/<str:country>/",
        transfer_worksheet.transfer_worksheet,
        name="transfer_worksheet",
    ),
    path(
        f"{_TRANSFERS}/<str:country>/sign/", transfer_worksheet.transfer_sign, name="transfer_sign"
    ),
]
