from django.urls import path

from linli.accounts.permissions import device_only
from linli.gates.api import api

app_name = "gates"
API, _, _ = api.urls
for pattern in API:
    if pattern.callback is not None:
        device_only(pattern.callback)

urlpatterns: list[object] = []
api_patterns = [path("api/gate/", (API, "gate_api", "gate_api"))]
