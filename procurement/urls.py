"""Addresses of the questions, the flags and the decisions."""

from django.urls import path

from procurement.views import (
    all_questions,
    closing,
    earlier_answers,
    evidence,
    flag,
    flag_review,
    flags,
    model_documents,
    model_history,
    new_rules,
    next_to_ask,
    notes,
    payback,
    profile,
    proof,
    public_documents,
    question,
    questions,
    rows,
    triage,
    triage_outcome,
    upgrade,
    workbook,
)

app_name = "procurement"
_ASSESSMENT = "o/<uuid:organisation>/assessments/<uuid:assessment>"
_FLAG = f"{_ASSESSMENT}/flags/<uuid:flag>"
_EVIDENCE = "o/<uuid:organisation>/evidence"
_QUESTION = f"{_ASSESSMENT}/questions/<slug:key>"
_WORKBOOK = f"{_ASSESSMENT}/spreadsheet"
_TRIAGE = f"{_ASSESSMENT}/first-questions"
urlpatterns = [
    path("payback/", payback.payback, name="payback"),
    path(f"{_TRIAGE}/", triage.triage, name="triage"),
    path(f"{_TRIAGE}/<int:number>/", triage.triage_page, name="triage_page"),
    path(f"{_TRIAGE}/outcome/", triage_outcome.triage_outcome, name="triage_outcome"),
    path(f"{_TRIAGE}/record/", triage_outcome.triage_record, name="triage_record"),
    path("o/<uuid:organisation>/new-rules/", new_rules.new_rules, name="new_rules"),
    path(
        "o/<uuid:organisation>/new-rules/progress/", new_rules.progress, name="new_rules_progress"
    ),
    path("o/<uuid:organisation>/profile/", profile.profile, name="profile"),
    path(f"{_ASSESSMENT}/questions/", questions.questions, name="questions"),
    # Before the questions themselves: the bank has none of these names.
    path(f"{_ASSESSMENT}/questions/all/", all_questions.all_questions, name="all_questions"),
    path(f"{_ASSESSMENT}/questions/next/", next_to_ask.next_to_ask, name="asking"),
    path(f"{_ASSESSMENT}/answers/<slug:section>/", questions.section, name="section"),
    path(f"{_QUESTION}/", question.question, name="question"),
    path(f"{_QUESTION}/notes/", notes.notes, name="notes"),
    path(f"{_QUESTION}/confirm/", notes.confirm, name="confirm"),
    path(f"{_QUESTION}/rows/new/", rows.row_new, name="row_new"),
    path(f"{_QUESTION}/rows/<int:number>/", rows.row, name="row"),
    path(f"{_QUESTION}/rows/<int:number>/remove/", rows.row_remove, name="row_remove"),
    path(f"{_ASSESSMENT}/reuse/", earlier_answers.earlier_answers, name="earlier_answers"),
    path(f"{_ASSESSMENT}/public/", public_documents.places, name="public_places"),
    path(f"{_ASSESSMENT}/public/<slug:place>/", public_documents.place, name="public_place"),
    path(f"{_WORKBOOK}/", workbook.workbook, name="workbook"),
    path(f"{_WORKBOOK}/download/", workbook.download, name="workbook_download"),
    path(f"{_WORKBOOK}/<uuid:filled_workbook>/", workbook.filled, name="workbook_filled"),
    path(
        f"{_WORKBOOK}/<uuid:filled_workbook>/progress/", workbook.progress, name="workbook_progress"
    ),
    path(f"{_QUESTION}/proof/", proof.proof, name="proof"),
    path(f"{_QUESTION}/proof/<uuid:link>/remove/", proof.remove, name="proof_remove"),
    path(f"{_ASSESSMENT}/upgrade/", upgrade.upgrade, name="upgrade"),
    path(f"{_ASSESSMENT}/closing/", closing.closing, name="closing"),
    path(f"{_ASSESSMENT}/flags/", flags.flags, name="flags"),
    path(f"{_FLAG}/", flag.flag, name="flag"),
    path(f"{_FLAG}/severity/", flag_review.severity, name="flag_severity"),
    path(f"{_FLAG}/reply/", flag_review.reply, name="flag_reply"),
    path(f"{_FLAG}/check/", flag_review.check, name="flag_check"),
    path(f"{_FLAG}/confirm/", flag_review.confirm, name="flag_confirm"),
    path(f"{_ASSESSMENT}/model/", model_history.history, name="model_history"),
    path(f"{_ASSESSMENT}/documents/", model_documents.choose, name="model_documents"),
    path(f"{_ASSESSMENT}/documents/<uuid:evidence>/", model_documents.fill, name="model_document"),
    path(f"{_EVIDENCE}/", evidence.library, name="evidence"),
    path(f"{_EVIDENCE}/new/", evidence.add, name="evidence_new"),
    path(f"{_EVIDENCE}/<uuid:evidence>/", evidence.item, name="evidence_item"),
    path(f"{_EVIDENCE}/<uuid:evidence>/file/", evidence.download, name="evidence_file"),
    path(f"{_EVIDENCE}/<uuid:evidence>/delete/", evidence.erase, name="evidence_erase"),
]
