"""What the outbox delivered stands on the first page until it is put aside."""

from datetime import timedelta

from linli.core.clock import now
from linli.core.models import Message
from linli.core.outbox import deliver_due, put


def tell(world, role, key, **params):
    put(world.community.pk, f"user:{world.users[role].pk}", "gates.emergency", key=key, at=now(), **params)


def test_a_notice_told_again_stands_once_and_is_put_aside_as_a_whole(world, sign_in):
    tell(world, "secretary", "one:0", crossing="c1")
    tell(world, "secretary", "one:1", crossing="c1")
    deliver_due(now() + timedelta(seconds=1))
    client = sign_in("secretary")
    text = client.get("/").content.decode()
    assert text.count("/notices/") == 1
    ids = [str(one.pk) for one in Message.objects.all()]
    assert client.post("/notices/", {"id": ids}).status_code == 302
    assert "/notices/" not in client.get("/").content.decode()


def test_nobody_puts_aside_what_was_told_to_another(world, sign_in):
    tell(world, "secretary", "one", crossing="c1")
    deliver_due(now() + timedelta(seconds=1))
    ids = [str(one.pk) for one in Message.objects.all()]
    assert sign_in("community_worker").post("/notices/", {"id": [*ids, "nonsense", "x" * 36]}).status_code == 302
    assert Message.objects.get().read_at is None
