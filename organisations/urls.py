"""The addresses of the room."""

from django.urls import path

from organisations.views import people, signing

app_name = "organisations"
urlpatterns = [
    path("o/<uuid:organisation>/signing/", signing.signing, name="signing"),
    path("o/<uuid:organisation>/people/", people.people, name="people"),
    path("o/<uuid:organisation>/people/add/", people.add, name="add_member"),
    path("o/<uuid:organisation>/people/<uuid:membership>/", people.change, name="member"),
    path(
        "o/<uuid:organisation>/advice/<uuid:engagement>/end/", people.end_advice, name="end_advice"
    ),
]
