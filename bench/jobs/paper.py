"""Ten lines of the paper register, typed in."""

from bench.jobs.hand import Hand
from bench.jobs.job import job

# hour, minute, room and initial in the first row; then minute, room, initial
LINES = (
    "0730.71101z",
    "3171102h",
    "3371103f",
    "3471201l",
    "3671203z",
    "3871302w",
    "4171303m",
    "4471402t",
    "4771501y",
    "5271603t",
)


@job(
    "Type in ten lines of the gate's paper register",
    "ten crossings with both times and who typed them",
    "worker",
    "desk",
)
def paper(hand: Hand) -> None:
    hand.menu("Paper", "/paper/")
    hand.choose("gate", "#id_gate", place=3)
    hand.tap("Begin", 'main form[action="/paper/sheets/"] button')
    hand.see(".sheet input")
    for line in LINES:
        hand.keys("a line", line)
    hand.see(f".sheet .kept >> nth={len(LINES) - 1}")
    hand.tap("Enter the sheet", 'main form[action$="/closing/"] button')
    hand.see("h1")
