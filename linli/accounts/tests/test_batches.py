"""Within a day a print run and a planned night can be put back; what is in use stays."""

from datetime import timedelta

from linli.accounts.models import Duty, HouseholdCard, ResidentSession
from linli.core.clock import now
from linli.journal.batches import restore
from linli.journal.models import Batch


def issue(world, at):
    households = [flat.households.get() for key, flat in world.flats.items() if key != "5-1-1204"]
    by = world.users["secretary"]
    made = HouseholdCard.issue_all(households, community=world.community, by=by, at=at)
    return {str(card.household): code for card, code in made}


def test_putting_a_print_run_back_makes_the_old_cards_good_again(world):
    old = issue(world, now() - timedelta(days=2))
    new = issue(world, now())
    mei = world.residents["王梅"]
    ResidentSession.bind(mei, token="z" * 50, device="", at=now())
    batch = Batch.objects.order_by("-at").first()
    restore(batch, by=world.users["secretary"], at=now())
    assert batch.kept == 2, "the card with which a phone joined, and the one that it replaced"
    assert HouseholdCard.find(old["2-1-301"]) and not HouseholdCard.find(new["2-1-301"])
    assert HouseholdCard.find(new["3-2-502"]) and not HouseholdCard.find(old["3-2-502"])


def test_a_planned_night_is_withdrawn_as_a_whole(sign_in, world):
    asked = {"post": "南门", "starts_at": "2020-04-08T20:00", "ends_at": "2020-04-09T08:00", "hours": 3, "together": 2}
    asked["people"] = [world.users[kind].pk for kind in ("gate_guard", "property_guard")]
    sign_in("secretary").post("/duty/rotation/", {**asked, "confirmed": "1"})
    restore(Batch.objects.get(), by=world.users["secretary"], at=now())
    assert Duty.objects.count() == 8 and not Duty.objects.filter(withdrawn_at=None).exists()
