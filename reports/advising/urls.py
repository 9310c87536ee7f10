"""The addresses of an adviser's pages: those of its firm, and those of one assessment."""

from django.urls import path

from reports.advising.views import draft, firm, kept_texts, preflight

_FIRM = "o/<uuid:organisation>/advising/"
_ASSESSMENT = "o/<uuid:organisation>/assessments/<uuid:assessment>/reports/adviser/"

urlpatterns = [
    path(_FIRM, firm.advising, name="advising"),
    path(f"{_FIRM}brand/", firm.brand, name="brand"),
    path(f"{_FIRM}brand/logo/", firm.logo, name="logo"),
    path(f"{_FIRM}brand/logo/remove/", firm.remove_logo, name="remove_logo"),
    path(f"{_FIRM}terms/", firm.terms, name="terms"),
    path(f"{_FIRM}texts/new/", kept_texts.new_text, name="kept_text_new"),
    path(f"{_FIRM}texts/<uuid:text>/", kept_texts.kept_text, name="kept_text"),
    path(_ASSESSMENT, draft.adviser, name="adviser"),
    path(f"{_ASSESSMENT}interests/", draft.interests, name="adviser_interests"),
    path(f"{_ASSESSMENT}scope/", draft.scope, name="adviser_scope"),
    path(f"{_ASSESSMENT}conclusion/", draft.conclusion, name="adviser_conclusion"),
    path(f"{_ASSESSMENT}opinion/", draft.opinion, name="adviser_opinion"),
    path(f"{_ASSESSMENT}letter/", draft.letter, name="adviser_letter"),
    path(f"{_ASSESSMENT}missing/", preflight.preflight_list, name="preflight"),
]
