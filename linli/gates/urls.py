from django.urls import path

from linli.accounts.permissions import device_only
from linli.gates.api import api
from linli.gates.views import (
    api_page,
    batches,
    board,
    check,
    days,
    devices,
    keys,
    others,
    passes,
    places,
    poster,
    pwa,
    rush,
    shelf,
    visits,
)

app_name = "gates"
API, _, _ = api.urls
for pattern in API:
    if pattern.callback is not None:
        device_only(pattern.callback)

urlpatterns = [
    path("gate/", pwa.client, name="client"),
    path("gate/sw.js", pwa.service_worker, name="service_worker"),
    path("gate/manifest.webmanifest", pwa.manifest, name="manifest"),
    path("at/<str:code>/", poster.poster, name="poster"),
    path("at/<str:code>/arrivals/", poster.arrivals, name="arrivals"),
    path("at/<str:code>/leaving/", poster.leaving, name="leaving"),
    path("at/<str:code>/place/", poster.place, name="place_in_queue"),
    path("gates/", board.board, name="board"),
    path("gates/crossings/<uuid:key>/", board.crossing, name="crossing"),
    path("gates/days/", days.days, name="days"),
    path("gates/check/", check.check, name="check"),
    path("gates/check/steps/", check.steps, name="steps"),
    path("gates/crossings/", check.crossings, name="crossings"),
    path("gates/passes/", passes.passes, name="passes"),
    path("gates/passes/others/", others.others, name="others"),
    path("me/visitors/", visits.mine, name="visits"),
    path("me/visitors/<uuid:key>/withdrawal/", visits.withdrawal, name="visit_withdrawal"),
    path("visit/<str:token>/", visits.visit, name="visit"),
    path("gates/passes/<uuid:key>/", passes.one, name="pass"),
    path("gates/passes/<uuid:key>/card/", passes.card, name="card"),
    path("gates/passes/<uuid:key>/voiding/", passes.voiding, name="voiding"),
    path("gates/passes/<uuid:key>/reprint/", passes.reprint, name="reprint"),
    path("gates/residents/<uuid:key>/passes/", passes.issue, name="issue"),
    path("gates/batches/", batches.batch_form, name="batches"),
    path("gates/batches/<uuid:key>/", batches.batch, name="batch"),
    path("gates/batches/<uuid:key>/sheets/", batches.batch_sheets, name="batch_sheets"),
    path("gates/batches/<uuid:key>/reversal/", batches.batch_reversal, name="batch_reversal"),
    path("gates/devices/", devices.devices, name="devices"),
    path("gates/devices/enrolment/", devices.enrolment, name="enrolment"),
    path("gates/devices/<uuid:key>/revocation/", devices.revocation, name="revocation"),
    path("gates/rush/", rush.rush, name="rush"),
    path("gates/places/", places.gates, name="places"),
    path("gates/places/<uuid:key>/", places.gate, name="gate"),
    path("gates/places/<uuid:key>/poster/", poster.printed, name="poster_print"),
    path("gates/places/<uuid:key>/closing/", places.closing, name="closing"),
    path("gates/places/<uuid:key>/reopening/", places.reopening, name="reopening"),
    path("gates/shelf/", shelf.shelf, name="shelf"),
    path("gates/shelf/items/", shelf.items, name="shelf_items"),
    path("gates/shelf/items/<uuid:key>/", shelf.item, name="shelf_item"),
    path("gates/shelf/items/<uuid:key>/end/", shelf.end, name="shelf_end"),
    path("gates/shelf/items/<uuid:key>/call/", shelf.call, name="shelf_call"),
    path("gates/pin/", devices.pin, name="pin"),
    path("gates/keys/", keys.keys, name="keys"),
    path("gates/keys/rotation/", keys.rotation, name="rotation"),
    path("gates/keys/<uuid:key>/retirement/", keys.retirement, name="retirement"),
    path("gates/keys/<uuid:key>/distrust/", keys.distrust, name="distrust"),
    path("gates/trust/", keys.trust, name="trust"),
    path("gates/trust/<uuid:key>/removal/", keys.removal, name="removal"),
    path("gates/trust.json", keys.export, name="trust_export"),
    path("gates/api/", api_page.page, name="api"),
    path("gates/api/openapi.json", api_page.openapi, name="openapi"),
]
api_patterns = [path("api/gate/", (API, "gate_api", "gate_api"))]
