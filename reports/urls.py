"""The addresses of the room."""

from django.urls import include, path

from reports.client_signing.views import asking, entering, signing
from reports.drafting import views as drafting
from reports.sharing import views as sharing
from reports.typesetting.annexes import DPIA, TRANSFERS
from reports.views import other_forms, reports, verify

_ASSESSMENT = "o/<uuid:organisation>/assessments/<uuid:assessment>/reports/"
_REPORT = f"{_ASSESSMENT}<uuid:report>/"

app_name = "reports"
urlpatterns = [
    path("", include("reports.advising.urls")),
    path("", include("reports.certificates.urls")),
    path("verify/", verify.verify, name="verify"),
    path(_ASSESSMENT, reports.reports, name="reports"),
    path(f"{_ASSESSMENT}draft/", drafting.draft, name="draft"),
    path(f"{_ASSESSMENT}draft/progress/", drafting.draft_progress, name="draft_progress"),
    path(f"{_ASSESSMENT}draft/pdf/", drafting.draft_full_file, name="draft_full_file"),
    path(
        f"{_ASSESSMENT}draft/client-report/pdf/",
        drafting.draft_client_report,
        name="draft_client_report",
    ),
    path(_REPORT, reports.report, name="report"),
    path(f"{_REPORT}progress/", reports.progress, name="progress"),
    path(f"{_REPORT}pdf/", reports.download, name="download"),
    path(
        f"{_REPORT}client-report/pdf/",
        reports.download_client_report,
        name="download_client_report",
    ),
    path(f"{_REPORT}page/", other_forms.twin, name="twin"),
    path(f"{_REPORT}page/file/", other_forms.twin_file, name="twin_file"),
    path(f"{_REPORT}tables/<slug:table>/", other_forms.table, name="table"),
    path(f"{_REPORT}tables/", other_forms.tables, name="tables"),
    path(
        f"{_REPORT}dpia/pdf/",
        other_forms.annex,
        {"annex": DPIA},
        name="dpia_annex",
    ),
    path(
        f"{_REPORT}transfers/pdf/",
        other_forms.annex,
        {"annex": TRANSFERS},
        name="transfers_annex",
    ),
    path(f"{_REPORT}signing/", asking.signing, name="signing"),
    path(
        f"{_REPORT}signing/<uuid:signature_request>/",
        asking.signature_request,
        name="signature_request",
    ),
    path(f"{_REPORT}sharing/", sharing.sharing, name="sharing"),
    path(f"{_REPORT}sharing/<uuid:share>/end/", sharing.share_end, name="share_end"),
    # Addresses that hold a secret; pages/secret_paths.py keeps it out of every log.
    path("sign/link/<str:token>/", entering.link, name="signing_link"),
    path("shared/<str:token>/", sharing.shared, name="shared"),
    path("sign/<uuid:signature_request>/", signing.sign, name="sign"),
    path("sign/<uuid:signature_request>/code/", entering.code, name="signing_code"),
    path("sign/<uuid:signature_request>/report/", signing.file_to_sign, name="file_to_sign"),
    path("sign/<uuid:signature_request>/leave/", entering.leave, name="signing_leave"),
]
