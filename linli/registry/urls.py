from django.urls import path

from linli.registry import views_change, views_doors, views_imports, views_people, views_places

app_name = "registry"
urlpatterns = [
    path("", views_people.people, name="people"),
    path("found/", views_people.find, name="find"),
    path("grids/<uuid:key>/", views_people.grid, name="grid"),
    path("stairs/<uuid:key>/", views_doors.stair, name="stair"),
    path("flats/<uuid:key>/", views_people.flat, name="flat"),
    path("flats/<uuid:key>/visits/", views_doors.knock, name="knock"),
    path("rounds/", views_doors.open_round, name="rounds"),
    path("new/", views_change.new, name="new"),
    path("residents/<uuid:key>/", views_people.resident, name="resident"),
    path("residents/<uuid:key>/correction/", views_change.edit, name="edit"),
    path("residents/<uuid:key>/move/", views_change.move, name="move"),
    path("residents/<uuid:key>/departure/", views_change.departure, name="departure"),
    path("residents/<uuid:key>/confirmation/", views_change.confirmation, name="confirmation"),
    path("residents/<uuid:key>/calls/", views_change.call, name="call"),
    path("residents/<uuid:key>/merge/<uuid:other>/", views_change.merge, name="merge"),
    path("merges/<uuid:key>/reversal/", views_change.reversal, name="merge_reversal"),
    path("places/", views_places.places, name="places"),
    path("places/compounds/", views_places.compounds, name="compounds"),
    path("places/compounds/<uuid:key>/", views_places.compound, name="compound"),
    path("places/compounds/<uuid:key>/name/", views_places.compound_name, name="compound_name"),
    path("places/compounds/<uuid:key>/buildings/", views_places.buildings, name="buildings"),
    path("places/grids/", views_places.grids, name="grids"),
    path("places/grids/<uuid:key>/", views_places.grid_buildings, name="grid_buildings"),
    path("community/", views_places.community, name="community"),
    path("imports/", views_imports.imports, name="imports"),
    path("imports/<uuid:key>/", views_imports.upload, name="import"),
    path("imports/<uuid:key>/application/", views_imports.application, name="application"),
    path("imports/<uuid:key>/pieces/", views_imports.pieces, name="pieces"),
    path("imports/<uuid:key>/rejected/", views_imports.rejected, name="rejected"),
    path("imports/<uuid:key>/reversal/", views_imports.reversal, name="import_reversal"),
]
