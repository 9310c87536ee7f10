"""The addresses of the room, all under their assessment."""

from django.urls import URLPattern

app_name = "protection"
urlpatterns: list[URLPattern] = []
