"""The demo's addresses; they come before the desk's front page."""

from django.urls import path

from demo import views

app_name = "demo"
urlpatterns = [
    path("", views.front, name="front"),
    path("demo/mailbox/", views.mailbox, name="mailbox"),
    path("demo/enter/<slug:key>/", views.enter, name="enter"),
]
