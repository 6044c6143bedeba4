"""Jobs with today's list: what a named person must still do."""

from bench.jobs.hand import Hand
from bench.jobs.job import job

MATTER = "#matters article"


@job("Knock where nothing was heard for two days", "who knocked, when, and that all is well", "grid1", "phone")
def silence(hand: Hand) -> None:
    hand.tap("Open the knock", f'{MATTER} a[href^="/care/silences/"]')
    hand.tap("opened the door and is well", 'main button[value="well"]')
    hand.gone('main button[value="well"]')


@job(
    "Ring about a matter of today, nobody answers",
    "the attempt is noted with its time, the matter stays",
    "grid1",
    "phone",
)
def not_reached(hand: Hand) -> None:
    hand.tap("Ring", f'{MATTER} a[href^="tel:"]')
    hand.tap("Not reached", f'{MATTER} button[value="not_reached"]')
    hand.see(MATTER)


@job("Say that the insulin is there", "done, by whom and when; nobody asks again", "grid1", "phone")
def done(hand: Hand) -> None:
    hand.tap("Done", f'{MATTER}:has-text("胰岛素") button[value="done"]')
    hand.see('main form[action$="/undoing/"]')


@job("Hand the shift over at 20:00", "every open matter is offered to a named colleague, with a word", "grid1", "phone")
def shift(hand: Hand) -> None:
    hand.tap("Shift hand-over", 'main a[href="/handover/"]')
    hand.choose("to whom", "#id_to", place=1)
    hand.write("what the next shift should know", "三楼的药在服务台", "#id_note")
    hand.tap("Hand over", "main form.form button.main")
    hand.see('main form[action$="/withdrawal/"]')
