"""Addresses of the questions, the flags and the decisions."""

from django.urls import path

from procurement.views import flag, flags, payback, question, questions, rows

app_name = "procurement"
_ASSESSMENT = "o/<uuid:organisation>/assessments/<uuid:assessment>"
_QUESTION = f"{_ASSESSMENT}/questions/<slug:key>"
urlpatterns = [
    path("payback/", payback.payback, name="payback"),
    path(f"{_ASSESSMENT}/questions/", questions.questions, name="questions"),
    path(f"{_ASSESSMENT}/answers/<slug:section>/", questions.section, name="section"),
    path(f"{_QUESTION}/", question.question, name="question"),
    path(f"{_QUESTION}/rows/new/", rows.row_new, name="row_new"),
    path(f"{_QUESTION}/rows/<int:number>/", rows.row, name="row"),
    path(f"{_QUESTION}/rows/<int:number>/remove/", rows.row_remove, name="row_remove"),
    path(f"{_ASSESSMENT}/flags/", flags.flags, name="flags"),
    path(f"{_ASSESSMENT}/flags/<uuid:flag>/", flag.flag, name="flag"),
]
