"""Jobs around the gates: passes, a phone, the shelf, the day's numbers, tonight's duty."""

from bench.jobs.hand import Hand
from bench.jobs.job import job
from bench.jobs.people import SEARCH

ROOM = "3-2-503"


def passes_of(hand: Hand, what: str) -> None:
    hand.menu("Gates", "/gates/")
    hand.tap("Passes", 'main a[href="/gates/passes/"]')
    hand.write("search", what, SEARCH)
    hand.enter()


@job("Issue a pass", "a pass is on paper and every gate knows it", "worker", "desk")
def issue_pass(hand: Hand) -> None:
    passes_of(hand, ROOM)
    hand.tap("Issue", 'main form[action$="/passes/"] button')
    hand.see('main a[href$="/card/"]')
    with hand.printing():
        hand.tap("Print", 'main a[href$="/card/"]')


@job("Replace a lost pass", "a new pass is on paper, no gate takes the old one", "worker", "desk")
def replace_pass(hand: Hand) -> None:
    passes_of(hand, ROOM)
    hand.tap("the pass", 'main h2 a[href^="/gates/passes/"]')
    hand.tap("Lost: a new one", 'main form[action$="/reprint/"] button')
    hand.see('main a[href$="/card/"]')
    with hand.printing():
        hand.tap("Print", 'main a[href$="/card/"]')


@job("Put a guard's new phone into service", "the phone checks passes, also without a network", "worker", "desk")
def gate_phone(hand: Hand) -> None:
    hand.menu("Gates", "/gates/")
    hand.tap("Phones and gates", 'main a[href="/gates/devices/"]')
    hand.tap("Enrol a phone", 'main form[action="/gates/devices/enrolment/"] button', number=0)
    hand.see("main svg, main img")
    hand.scan("the new phone's camera on the code", hand.read('main a[href*="#enrol="]', "href"))
    hand.write("its name", "北2", '[data-test="phone-name"]')
    hand.tap("Enrol", '[data-test="enrol-go"]')
    hand.see('[data-test="pin"]')


@job("The numbers of yesterday, by hour and gate", "out, in and refused, per hour and gate", "secretary", "desk")
def numbers(hand: Hand) -> None:
    hand.menu("Gates", "/gates/")
    hand.tap("Days before", 'main a[href="/gates/days/"]')
    hand.see("main table")


@job("Put a meal on the gate's shelf", "it has a place, and the household is told", "guard", "phone")
def meal(hand: Hand) -> None:
    hand.menu("Gate shelf", "/gates/shelf/")
    hand.tap("Put down", 'main a[href="/gates/shelf/items/"]')
    hand.write("room", ROOM, "#id_room")
    hand.tap("a hot meal", 'main input[name=kind][value="meal"]')
    hand.choose("gate", "#id_gate", place=3)
    hand.tap("It is there", "main form button")
    hand.see('main a[href^="/gates/shelf/items/"]', ROOM)


@job("Hand the meal out", "it is known that it was fetched, and when", "guard", "phone")
def meal_fetched(hand: Hand) -> None:
    hand.menu("Gate shelf", "/gates/shelf/")
    hand.tap("the meal", 'main a[href^="/gates/shelf/items/"]', ROOM)
    hand.tap("Fetched", 'main form[action$="/end/"] button')
    hand.gone('main a[href^="/gates/shelf/items/"]', ROOM)


@job(
    "Plan a night of four shifts for eight people", "everybody knows when; too short a rest is shown", "worker", "desk"
)
def night(hand: Hand) -> None:
    hand.menu("Duty", "/duty/")
    hand.tap("Plan a night", 'main a[href^="/duty/rotation/"]')
    hand.write("post", "北门", "#id_post")
    for person in range(8):
        hand.tap("a person", "main input[name=people]", number=person)
    hand.tap("See the plan", "main form button")
    hand.tap("Save", 'main form button[name=save], main form button[value="save"], main form button')
    hand.see("main h2", "北门")
