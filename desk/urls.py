"""The desk's addresses."""

from django.urls import path

from desk.views import (
    about,
    clients_queue,
    contract_words,
    decision,
    front,
    meeting,
    meeting_answers,
    payback,
    queue,
    tools,
    triage_record,
)

app_name = "desk"
urlpatterns = [
    path("", front.front, name="front"),
    path("found/", front.found_organisation, name="found"),
    path("meeting/", meeting.sheet, name="meeting"),
    path("meeting/sheet.pdf", meeting.pdf, name="meeting_pdf"),
    path("meeting/email/", meeting.email, name="meeting_email"),
    path("meeting/answers/", meeting_answers.answers, name="meeting_answers"),
    path("meeting/answers/<int:number>/", meeting_answers.question, name="meeting_question"),
    path("meeting/answers/throw-away/", meeting_answers.throw_away, name="meeting_throw_away"),
    path("meeting/start/", meeting_answers.start, name="meeting_start"),
    path("how-we-test/", about.method, name="method"),
    path("privacy/", about.privacy, name="privacy"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("clients/flags/", clients_queue.clients_queue, name="clients_queue"),
    path("o/<uuid:organisation>/", tools.home, name="home"),
    path("o/<uuid:organisation>/flags/", queue.queue, name="queue"),
    path("o/<uuid:organisation>/flags/views/", queue.views, name="queue_views"),
    path("o/<uuid:organisation>/assessments/new/", tools.new, name="new"),
    path(
        "o/<uuid:organisation>/assessments/from-meeting/",
        meeting_answers.open_with,
        name="meeting_open",
    ),
    path("o/<uuid:organisation>/assessments/<uuid:assessment>/", tools.hub, name="assessment"),
    path(
        "o/<uuid:organisation>/assessments/<uuid:assessment>/decision/",
        decision.decision,
        name="decision",
    ),
    path(
        "o/<uuid:organisation>/assessments/<uuid:assessment>/to-sign/",
        contract_words.contract_words,
        name="contract_words",
    ),
    path(
        "o/<uuid:organisation>/assessments/<uuid:assessment>/to-sign/page.<slug:ending>",
        contract_words.contract_words_file,
        name="contract_words_file",
    ),
    path(
        "o/<uuid:organisation>/assessments/<uuid:assessment>/first-questions.pdf",
        triage_record.triage_record_file,
        name="triage_record_file",
    ),
    path(
        "o/<uuid:organisation>/assessments/<uuid:assessment>/decision/confirm/",
        decision.confirm,
        name="decision_confirm",
    ),
    path(
        "o/<uuid:organisation>/assessments/<uuid:assessment>/payback/",
        payback.payback,
        name="payback",
    ),
]
