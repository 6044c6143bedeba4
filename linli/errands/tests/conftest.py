"""An errand in the small world: insulin for Wang Xiuying (3-2-502), by noon."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from linli.errands.models import Errand


@pytest.fixture
def asked(world: Any) -> Any:
    """``asked(name, kind=…)`` asks for an errand of ``name``; by whoever they are unless ``by`` says otherwise."""

    def ask(name: str = "王秀英", **given: Any) -> Errand:
        usual = {
            "kind": "medicine",
            "what": "胰岛素",
            "text": "3-502 胰岛素没了",
            "due_at": world.at + timedelta(hours=3),
            "source": "telephone",
            "by": world.users["community_worker"],
            "at": world.at,
        }
        return Errand.ask(world.community, resident=world.residents[name], **usual | given)

    return ask


@pytest.fixture
def neighbour(world: Any) -> Any:
    """The volunteer lives here: 李强 of 3-2-501, the same name and number in both places."""
    user = world.users["volunteer"]
    user.name, user.phone = "李强", "13800003333"
    user.save()
    return user


YUAN = Decimal
