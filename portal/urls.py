"""The addresses of the room: the buyer's under its assessment, the vendor's under `vendor/`."""

from django.urls import path

from portal.views import answering, asking, entering, result, sending

app_name = "portal"
_ASSESSMENT = "o/<uuid:organisation>/assessments/<uuid:assessment>/vendor"
_REQUEST = f"{_ASSESSMENT}/<uuid:vendor_request>"
_THEIRS = "vendor/<uuid:vendor_request>"
urlpatterns = [
    path(f"{_ASSESSMENT}/", asking.requests, name="requests"),
    path(f"{_ASSESSMENT}/ask/", asking.ask, name="ask"),
    path(f"{_REQUEST}/", asking.vendor_request, name="vendor_request"),
    path(f"{_REQUEST}/again/", asking.ask_again, name="ask_again"),
    # The only address that holds a secret; pages/secret_paths.py keeps it out of every log.
    path("vendor/link/<str:token>/", entering.link, name="link"),
    path(f"{_THEIRS}/", answering.tasks, name="tasks"),
    path(f"{_THEIRS}/code/", entering.code, name="code"),
    path(f"{_THEIRS}/leave/", entering.leave, name="leave"),
    path(f"{_THEIRS}/questions/<slug:key>/", answering.question, name="question"),
    path(f"{_THEIRS}/hand-on/", answering.hand_on_page, name="hand_on"),
    path(f"{_THEIRS}/take-back/<uuid:colleague>/", answering.take_back_part, name="take_back"),
    path(f"{_THEIRS}/more-time/", answering.more_time, name="more_time"),
    path(f"{_THEIRS}/check/", sending.check, name="check"),
    path(f"{_THEIRS}/receipt/", sending.receipt, name="receipt"),
    path(f"{_THEIRS}/receipt/answers.<slug:ending>", sending.answers_file, name="answers_file"),
    path(f"{_THEIRS}/reopen/", answering.reopen, name="reopen"),
    path(f"{_THEIRS}/result/<uuid:run>/", result.result, name="result"),
]
