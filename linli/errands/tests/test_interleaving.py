"""Any order of what people do: one runner or none, and a purse that is the sum of what passed through it."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.core.refusals import Refused
from linli.errands.choices import UNDER_WAY
from linli.errands.models import Cash, Errand
from linli.errands.rules import purse

RUNNERS = ("volunteer", "building_lead")
WHO = st.sampled_from(RUNNERS)
YUAN = st.integers(0, 9900).map(lambda fen: Decimal(fen) / 100)
STEPS = st.one_of(
    st.tuples(st.sampled_from(["accept", "set_out", "cannot", "offer", "cancel", "confirm", "dispute"]), WHO),
    st.tuples(st.sampled_from(["collect", "buy", "deliver", "even"]), WHO, YUAN),
)


def do(errand, users, at, step):
    verb, user = step[0], users[step[1]]
    amount = step[2] if len(step) > 2 else Decimal(0)
    given_ = {
        "accept": lambda: errand.accept(by=user, at=at),
        "set_out": lambda: errand.set_out(by=user, at=at),
        "cannot": lambda: errand.cannot("不行", by=user, at=at),
        "offer": lambda: errand.offer(user, by=users["secretary"], at=at),
        "cancel": lambda: errand.cancel(by=users["secretary"], at=at),
        "confirm": lambda: errand.confirm(by=users["secretary"], at=at),
        "dispute": lambda: errand.dispute("少了", by=users["secretary"], at=at),
        "collect": lambda: errand.collect(by=user, at=at, money=amount),
        "buy": lambda: errand.buy(by=user, at=at, cost=amount, note="无小票"),
        "deliver": lambda: errand.deliver(by=user, at=at, change=amount, note="差一点"),
        "even": lambda: errand.even(user, "handed_in", amount, by=users["secretary"], at=at),
    }
    given_[verb]()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=14))
def test_any_interleaving_keeps_one_runner_and_a_consistent_purse(world, asked, steps):
    errand = asked()
    for step in steps:
        before = Errand.objects.get(pk=errand.pk)
        passed = Cash.objects.filter(errand=errand).count()
        try:
            do(Errand.objects.get(pk=errand.pk), world.users, world.at, step)
        except Refused:
            assert Errand.objects.get(pk=errand.pk).status == before.status, "a refusal changes nothing"
            assert Cash.objects.filter(errand=errand).count() == passed
    row = Errand.objects.get(pk=errand.pk)
    assert (row.runner is not None) == (row.status in (*UNDER_WAY, "delivered", "confirmed"))
    assert (row.offered_to is not None) == (row.status == "offered")
    assert row.permit is None and (row.ticket is not None) == (row.status in UNDER_WAY)
    rows = list(Cash.objects.filter(errand=errand))
    assert all(one.amount > 0 for one in rows)
    for user in (world.users[kind] for kind in RUNNERS):
        mine = [(one.what, one.amount) for one in rows if one.runner_id == user.pk]
        assert purse(mine) == sum((one.amount if one.what == "given" else -one.amount for one in rows
                                   if one.runner_id == user.pk), Decimal(0))  # fmt: skip
    bought = [one.amount for one in rows if one.what == "spent"]
    if row.status in ("bought", "delivered", "confirmed") and row.cost:
        assert bought[-1] == row.cost
    matters = errand_matters(row)
    assert matters == (0 if row.status in ("delivered", "confirmed", "cancelled") else 1)


def errand_matters(row):
    from linli.followups.models import FollowUp

    return FollowUp.objects.filter(kind="errand", subject=row.subject).exclude(status="done").count()
