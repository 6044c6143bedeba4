"""A fixed clock for the pages of the box."""

import uuid
from zoneinfo import ZoneInfo

import pytest


@pytest.fixture
def clock(world, monkeypatch):
    monkeypatch.setattr("linli.sentences.views.now", lambda: world.at)


@pytest.fixture
def office(sign_in, clock):
    return sign_in("community_worker")


@pytest.fixture
def confirm(office, world):
    """``confirm("3-502 …", **{"0-kind": "visit"})``: what the page proposes, sent as it stands but for the changes."""

    def post(text, client=None, key=None, **changes):
        page = (client or office).post("/sentences/", {"text": text})
        assert page.status_code == 200, page.content.decode()
        data = filled(page) | {"key": key or str(uuid.uuid4())} | changes
        return (client or office).post("/sentences/confirmation/", {k: v for k, v in data.items() if v is not None})

    return post


def filled(page):
    """What a browser would send if somebody confirmed the page as it is."""
    sheet = page.context["sheet"]
    data = {"key": str(sheet.key), "read_at": sheet.at.isoformat(), "text": sheet.text}
    for form in sheet.forms:
        number = form.number
        names = ("kind", "act", "purpose", "place", "find", "traveller")
        data |= {f"{number}-{name}": form[name].value() or "" for name in names}
        data[f"{number}-same"] = form.same_chosen
        data |= {f"{number}-who": form.who_chosen, f"{number}-due_at": local(form["due_at"].value())}
        data[f"{number}-expected_at"] = local(form["expected_at"].value()) if form["expected_at"].value() else ""
        owner = form["owner"].value()
        data[f"{number}-owner"] = str(owner.pk if hasattr(owner, "pk") else owner or "")
        data[f"{number}-take"] = "on" if form["take"].value() else None
    return data


def local(moment):
    return moment.astimezone(ZoneInfo("Asia/Shanghai")).strftime("%Y-%m-%dT%H:%M")
