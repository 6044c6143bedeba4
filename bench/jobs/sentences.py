"""Jobs that one sentence begins: whatever the telephone and the chat bring."""

from bench.jobs.hand import Hand
from bench.jobs.job import job

BOX = "form[data-sentence] textarea"
READ = "form[data-sentence] button.main"
RIGHT = "main button[data-confirm-all]"


def said(hand: Hand, sentence: str) -> None:
    hand.write("one sentence", sentence, BOX)
    hand.tap("Read", READ)
    hand.tap("That is right", RIGHT)
    hand.see("main [data-copy]")


@job(
    "Insulin has run out at 3-2-502", "an owner, a due time, a line in today's list, a reply to send", "worker", "desk"
)
def insulin(hand: Hand) -> None:
    said(hand, "3-2-502 胰岛素没了")
    hand.tap("copy the reply", "main [data-copy]")


@job("Somebody will return tomorrow by train", "a thread for the arrival, one named worker, a reply", "worker", "desk")
def announced(hand: Hand) -> None:
    said(hand, "3-2-503 肖超明天返汉 坐G1234")
    hand.tap("copy the reply", "main [data-copy]")


@job(
    "Five lines of a chat, pasted",
    "five matters with owners and due times, five replies to paste back",
    "worker",
    "desk",
)
def chat(hand: Hand) -> None:
    hand.paste("five lines from the chat", "\n".join(LINES), BOX)
    hand.tap("Read", READ)
    hand.tap("All are right", RIGHT)
    hand.tap("copy all replies", "main [data-copy='reply-all']")


LINES = (
    "3-2-502 降压药快吃完了",
    "4-1-201 厨房漏水",
    "5-1-1103 想买一袋米",
    "3-2-701 老人想有人打个电话",
    "2-1-601 问什么时候可以出小区",
)
