"""The addresses of the room."""

from django.urls import path

from labelling.views import checking, exports, finishing, labels, preparing

app_name = "labelling"
PLACE = "o/<uuid:organisation>/assessments/<uuid:assessment>/labelling"
ONE = f"{PLACE}/<uuid:labelling>"
urlpatterns = [
    path(f"{PLACE}/", exports.new, name="new"),
    path(f"{ONE}/", exports.labelling, name="labelling"),
    path(f"{ONE}/progress/", exports.progress, name="progress"),
    path(f"{ONE}/delete/", exports.delete, name="delete"),
    path(f"{ONE}/columns/", preparing.columns, name="columns"),
    path(f"{ONE}/kinds/", preparing.kinds, name="kinds"),
    path(f"{ONE}/draw/", preparing.draw, name="draw"),
    path(f"{ONE}/hard/", preparing.hard, name="hard"),
    path(f"{ONE}/label/", labels.following, name="next"),
    path(f"{ONE}/label/<int:number>/", labels.example, name="example"),
    path(f"{ONE}/labels/", labels.given, name="labels"),
    path(f"{ONE}/second/", checking.second, name="second"),
    path(f"{ONE}/second/<int:number>/", checking.example, name="second_example"),
    path(f"{ONE}/second/differences/", checking.differences, name="differences"),
    path(f"{ONE}/finish/", finishing.finish, name="finish"),
]
