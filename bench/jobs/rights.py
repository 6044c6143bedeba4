"""Jobs that bind or free people: restrictions, reviews, the rules, times outdoors."""

from bench.jobs.hand import Hand
from bench.jobs.job import job
from bench.jobs.people import SEARCH


@job("Propose a restriction", "kind, evidence, end and author stand; it binds nobody yet", "worker", "desk")
def propose(hand: Hand) -> None:
    hand.menu("Restrictions", "/orders/")
    hand.write("room", "3-3-503", SEARCH)
    hand.enter()
    hand.tap("the person", 'main a[href^="/orders/residents/"]')
    hand.choose("observation at home", "#id_kind", "home_observation")
    hand.choose("a letter of the district", "#id_evidence", "letter")
    hand.write("where it can be seen", "区函〔2020〕31号", "#id_reference")
    hand.number("last day", "2020-04-20", "#id_last_day")
    hand.tap("Propose", "main form button")
    hand.see('main form[action$="/withdrawal/"]')


@job(
    "Confirm a restriction as the second person",
    "it holds from now, the resident reads why and until when",
    "secretary",
    "desk",
)
def confirm(hand: Hand) -> None:
    hand.menu("Restrictions", "/orders/")
    hand.tap("the one that waits", 'main h2 a[href^="/orders/0"]')
    hand.tap("Confirm", 'main form[action$="/confirmation/"] button')
    hand.see('main form[action$="/lifting/"], main h2')
    hand.gone('main form[action$="/confirmation/"]')


@job("Answer a review", "the resident reads the answer and who gave it", "worker", "desk")
def review(hand: Hand) -> None:
    hand.menu("Reviews", "/reviews/")
    hand.tap("the first", 'main h2 a[href^="/reviews/0"]')
    hand.tap("corrected", "main input[name=decided]")
    hand.write("in your words", "您说得对，是我们看错了，对不起。", "#id_words")
    hand.tap("See what follows", 'main form[action$="/answer/"] button')
    hand.tap("Yes, answer so", "main form button")
    hand.gone("#id_words")


@job("Change the phase", "who gets what, since when, until when; gates, pages and permits follow", "worker", "desk")
def phase(hand: Hand) -> None:
    hand.menu("Rules", "/rules/")
    hand.tap("Other rules", 'main a[href="/rules/choice/"]')
    hand.tap("the phase", 'main a[href*="phase=one-per-household"]')
    hand.tap("Propose", 'main form[action="/rules/publications/"] button')
    hand.see('main form[action$="/withdrawal/"]')


@job("Plan times outdoors for six buildings", "each building has its hour; poster and phones show it", "worker", "desk")
def outdoors(hand: Hand) -> None:
    hand.menu("Times outdoors", "/activity/")
    hand.tap("A new plan", "main form[method=post] button")
    hand.tap("Spread all buildings evenly", 'main form[action$="/proposal/"] button')
    hand.see('main form[action$="/removal/"]')
    hand.tap("Publish", 'main form[action$="/publication/"] button')
    hand.see('main form[action$="/retraction/"]')
