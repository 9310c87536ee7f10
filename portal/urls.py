"""The addresses of the room: the buyer's under its assessment, the vendor's under `vendor/`."""

from django.urls import path

from portal.views import (
    answering,
    asking,
    asking_flags,
    asking_tasks,
    attaching,
    doing_tasks,
    entering,
    result,
    sending,
)

app_name = "portal"
_ASSESSMENT = "o/<uuid:organisation>/assessments/<uuid:assessment>/vendor"
_REQUEST = f"{_ASSESSMENT}/<uuid:vendor_request>"
_THEIRS = "vendor/<uuid:vendor_request>"
urlpatterns = [
    path(f"{_ASSESSMENT}/", asking.requests, name="requests"),
    path(f"{_ASSESSMENT}/ask/", asking.ask, name="ask"),
    path(f"{_ASSESSMENT}/flags/<uuid:flag>/ask/", asking_flags.ask_flag, name="ask_flag"),
    path(f"{_REQUEST}/", asking.vendor_request, name="vendor_request"),
    path(f"{_REQUEST}/again/", asking.ask_again, name="ask_again"),
    path(f"{_REQUEST}/run-a-sheet/", asking_tasks.ask_sheet, name="ask_sheet"),
    path(f"{_REQUEST}/sheets/<uuid:sheet_task>/", asking_tasks.sheet, name="sheet"),
    path(
        f"{_REQUEST}/sheets/<uuid:sheet_task>/progress/",
        asking_tasks.sheet_progress,
        name="sheet_progress",
    ),
    path(f"{_REQUEST}/hand-in-the-model/", asking_tasks.ask_model, name="ask_model"),
    path(f"{_REQUEST}/models/<uuid:model_task>/", asking_tasks.model, name="model"),
    # The address that holds a secret; pages/secret_paths.py keeps it out of every log.
    path("vendor/link/<str:token>/", entering.link, name="link"),
    path(f"{_THEIRS}/", answering.tasks, name="tasks"),
    path(f"{_THEIRS}/code/", entering.code, name="code"),
    path(f"{_THEIRS}/leave/", entering.leave, name="leave"),
    path(f"{_THEIRS}/questions/<slug:key>/", answering.question, name="question"),
    path(f"{_THEIRS}/files/<uuid:attached>/", attaching.their_file, name="their_file"),
    path(f"{_THEIRS}/files/<uuid:attached>/take-off/", attaching.take_off_file, name="take_off"),
    path(f"{_THEIRS}/points/<uuid:point>/", asking_flags.point, name="point"),
    path(f"{_THEIRS}/hand-on/", answering.hand_on_page, name="hand_on"),
    path(f"{_THEIRS}/take-back/<uuid:colleague>/", answering.take_back_part, name="take_back"),
    path(f"{_THEIRS}/more-time/", answering.more_time, name="more_time"),
    path(f"{_THEIRS}/check/", sending.check, name="check"),
    path(f"{_THEIRS}/receipt/", sending.receipt, name="receipt"),
    path(f"{_THEIRS}/receipt/answers.<slug:ending>", sending.answers_file, name="answers_file"),
    path(f"{_THEIRS}/reopen/", answering.reopen, name="reopen"),
    path(f"{_THEIRS}/sheets/<uuid:sheet_task>/", doing_tasks.their_sheet, name="their_sheet"),
    path(
        f"{_THEIRS}/sheets/<uuid:sheet_task>/examples.<slug:ending>",
        doing_tasks.their_sheet_file,
        name="their_sheet_file",
    ),
    path(f"{_THEIRS}/models/<uuid:model_task>/", doing_tasks.their_model, name="their_model"),
    path(f"{_THEIRS}/result/<uuid:run>/", result.result, name="result"),
]
