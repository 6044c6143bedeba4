"""Jobs with people who go out, and their certificates."""

from bench.jobs.hand import Hand
from bench.jobs.job import job
from bench.jobs.people import SEARCH

WAITING = "main input[name=outing]"


@job("Ask to go out for an elder on the telephone", "asked and approved; the gate knows until when", "grid1", "phone")
def ask_for_elder(hand: Hand) -> None:
    hand.menu("Outings", "/outings/")
    hand.write("room", "3-1-502", SEARCH)
    hand.enter()
    hand.tap("Ask for this person", 'main a[href^="/outings/residents/"]')
    hand.tap("by telephone", 'main input[name=way][value="telephone"]')
    hand.tap("shopping", 'main input[name=purpose][value="shopping"]')
    hand.tap("Ask and approve", "main button[name=approve]")
    hand.see("h1")
    hand.gone("main button[name=approve]")


@job("Approve an outing", "the resident and the gate know", "grid1", "phone")
def approve(hand: Hand) -> None:
    hand.tap("Open the outing", '#matters a[href^="/outings/"]')
    hand.tap("Approve", 'main form[action$="/approval/"] button')
    hand.gone('main form[action$="/approval/"]')


@job("Refuse an outing with a reason", "the resident reads why, and what to do instead", "grid1", "phone")
def refuse(hand: Hand) -> None:
    hand.menu("Outings", "/outings/")
    before = hand.many(WAITING)
    hand.tap("this one", WAITING)
    hand.tap("Refuse", "main form details summary", number=0)
    hand.write("why", "超市今天限流", "#reason")
    hand.write("instead", "请改到明天上午", "#remedy")
    hand.tap("Refuse", 'main button[value="refuse"]')
    hand.gone(f"{WAITING} >> nth={before - 1}")


@job("Approve ten outings", "ten residents and the gate know", "grid1", "phone")
def approve_ten(hand: Hand) -> None:
    hand.menu("Outings", "/outings/")
    hand.see(f"{WAITING} >> nth=9")
    for place in range(10):
        hand.tap("this one too", WAITING, number=place)
    hand.tap("Approve these", 'main button[value="approve"]')
    hand.gone(f"{WAITING} >> nth=9")


@job("Ring somebody who is late, and note the answer", "called, on the way, in how many minutes", "grid1", "phone")
def late(hand: Hand) -> None:
    hand.menu("Not back in time", "/outings/overdue/")
    hand.tap("the number", 'main a[href^="tel:"]')
    hand.write("minutes", "15", 'main form[action$="/steps/"] input[name=minutes]')
    hand.tap("On the way", 'main button[value="on_the_way"]')
    hand.see("main", "15")


@job(
    "Verify a work certificate",
    "verified, by whom and until when; every gate lets the person through",
    "worker",
    "desk",
)
def certificate(hand: Hand) -> None:
    hand.menu("Work certificates", "/certificates/")
    hand.tap("the first", 'main h2 a[href^="/certificates/0"]')
    hand.tap("Verified", 'main form[action$="/verification/"] button')
    hand.see('main a[href="/certificates/list/"]')
