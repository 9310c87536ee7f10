"""The addresses of the room, all under their assessment."""

from django.urls import path

from protection.views import dpia, dpia_risk, dpia_sign, transfer_worksheet, transfers

app_name = "protection"
_ASSESSMENT = "o/<uuid:organisation>/assessments/<uuid:assessment>"
_DPIA = f"{_ASSESSMENT}/dpia"
_TRANSFERS = f"{_ASSESSMENT}/where-data-goes"
urlpatterns = [
    path(f"{_DPIA}/", dpia.screening, name="dpia"),
    path(f"{_DPIA}/worksheet/", dpia.worksheet, name="dpia_worksheet"),
    path(f"{_DPIA}/worksheet/<slug:section>/", dpia.step, name="dpia_step"),
    path(f"{_DPIA}/risks/new/", dpia_risk.new, name="dpia_new_risk"),
    path(f"{_DPIA}/risks/<int:number>/", dpia_risk.own, name="dpia_risk"),
    path(f"{_DPIA}/risks/flag/<uuid:flag>/", dpia_risk.of_flag, name="dpia_flag_risk"),
    path(f"{_DPIA}/officer/", dpia_sign.officer, name="dpia_officer"),
    path(f"{_DPIA}/sign/", dpia_sign.sign, name="dpia_sign"),
    path(f"{_DPIA}/not-needed/", dpia_sign.not_needed, name="dpia_not_needed"),
    path(f"{_DPIA}/versions/<int:number>/", dpia.version, name="dpia_version"),
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
