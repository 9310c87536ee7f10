"""The addresses of the room."""

from django.urls import path

from watching.views import answering, starting, watching

app_name = "watching"
PLACE = "o/<uuid:organisation>/assessments/<uuid:assessment>/monthly"
ONE = f"{PLACE}/<uuid:watch>"
urlpatterns = [
    path(f"{PLACE}/", watching.watches, name="watches"),
    path(f"{PLACE}/new/", starting.new, name="new"),
    path(f"{ONE}/", watching.watch, name="watch"),
    path(f"{ONE}/progress/", watching.progress, name="progress"),
    path(f"{ONE}/months.csv", watching.months_file, name="months_file"),
    path(f"{ONE}/examples.csv", answering.examples_file, name="examples_file"),
    path(f"{ONE}/today/", answering.today, name="today"),
    path(f"{ONE}/answers/<int:number>/", answering.asking, name="asking"),
    path(f"{ONE}/answers/<int:number>/back/", answering.back, name="take_back"),
    path(f"{ONE}/day/", starting.day, name="day"),
    path(f"{ONE}/stop/", starting.stop, name="stop"),
    path(f"{ONE}/delete/", starting.delete, name="delete"),
]
