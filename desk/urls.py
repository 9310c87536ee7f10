"""The desk's addresses."""

from django.urls import path

from desk.views import about, decision, front, payback, queue, tools

app_name = "desk"
urlpatterns = [
    path("", front.front, name="front"),
    path("found/", front.found_organisation, name="found"),
    path("how-we-test/", about.method, name="method"),
    path("privacy/", about.privacy, name="privacy"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("o/<uuid:organisation>/", tools.home, name="home"),
    path("o/<uuid:organisation>/flags/", queue.queue, name="queue"),
    path("o/<uuid:organisation>/assessments/new/", tools.new, name="new"),
    path("o/<uuid:organisation>/assessments/<uuid:assessment>/", tools.hub, name="assessment"),
    path(
        "o/<uuid:organisation>/assessments/<uuid:assessment>/decision/",
        decision.decision,
        name="decision",
    ),
    path(
        "o/<uuid:organisation>/assessments/<uuid:assessment>/payback/",
        payback.payback,
        name="payback",
    ),
]
