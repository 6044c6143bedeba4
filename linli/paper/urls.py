from django.urls import path

from linli.paper.views import conflicts, printing, typing

app_name = "paper"

urlpatterns = [
    path("paper/", printing.index, name="index"),
    path("paper/registers/", printing.registers, name="registers"),
    path("paper/registers/<uuid:key>/", printing.register, name="register"),
    path("paper/permits/", printing.permits, name="permits"),
    path("paper/steps/", printing.steps, name="steps"),
    path("paper/posters/", printing.posters, name="posters"),
    path("paper/folder/", printing.folder, name="folder"),
    path("paper/sheets/", typing.sheets, name="sheets"),
    path("paper/sheets/<uuid:key>/", typing.sheet, name="sheet"),
    path("paper/sheets/<uuid:key>/check/", typing.check, name="check"),
    path("paper/sheets/<uuid:key>/rows/<int:row>/", typing.row, name="row"),
    path("paper/sheets/<uuid:key>/closing/", typing.closing, name="closing"),
    path("paper/conflicts/", conflicts.conflicts, name="conflicts"),
    path("paper/conflicts/<uuid:key>/decision/", conflicts.decision, name="decision"),
]
