"""What was pasted, in lines that can be read: one way to write signs, and the chat's own marks taken off."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from linli.registry.rooms import number
from linli.sentences.dictionaries import words

MOST_LINES = 100
MOST_SIGNS = 300

UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f\u00ad]")
NUMERALS = "零〇一二两三四五六七八九十百"
# 幺 is how a one is said within a number; 杠 is how a dash is said between two.
SPOKEN_ONE = re.compile(f"(?<=[{NUMERALS}栋楼元梯座])幺|幺(?=[{NUMERALS}幺])")
SPOKEN_DASH = re.compile(f"(?<=[0-9{NUMERALS}])(?:杠|横)(?=[0-9{NUMERALS}])")
# Stickers, pictures and headings of a chat: [微笑], 【接龙】, [群聊].
STICKER = re.compile(r"\[[^\[\]\d]{1,8}\]|【[^【】\d]{1,8}】")
MENTION = re.compile(r"@[^\s@,:]{1,12}[\s,:]*")
LISTED = re.compile(r"^[#*•·\-]{0,2}\s*\d{1,3}\s*(?:[.、)]\s+|[、)]|\.(?=\D|\d{1,3}\s*[-#栋号幢座]))\s*")
CLOCK = r"(?:\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?\s*)?(?:(?:上午|下午|晚上|凌晨|中午)\s*)?\d{1,2}:\d{2}(?::\d{2})?"
# "王梅 10:32" above what she wrote, and the same in one line; "王梅 10:32 到武汉站" is what she says instead.
HEADER = re.compile(rf"^(?P<sender>[^\d:,。;!?\s][^:,。;!?\s]{{0,15}})\s+{CLOCK}\s*$")
STAMPED = re.compile(
    rf"^(?:(?P<sender>[^\d:,。;!?\s][^:,。;!?\s]{{0,15}})\s+{CLOCK}(?:\s*:\s*|\s+)|{CLOCK}\s+)(?![到回抵来出去前之才再就走坐乘从]|左右)"
)
SAID = re.compile(r"^(?P<sender>[^:,。;!?]{1,20}?)\s*:\s*(?=\D|\d{1,2}[-#栋号幢座])")
ONLY_SAID = re.compile(r"^(?P<sender>[^\d:,。;!?\s]{1,12})\s*:\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: as it was `written`, the `body` to read, and who the chat says wrote it."""

    written: str
    body: str
    sender: str = ""


def plain(text: str) -> str:
    """Half-width, simplified, no signs without width, single spaces; never longer than a line may be."""
    text = unicodedata.normalize("NFKC", UNSEEN.sub("", text[: MOST_SIGNS * 2]))
    table = words("traditional")
    text = text.translate(str.maketrans(table["traditional"], table["simplified"]))
    text = SPOKEN_DASH.sub("-", SPOKEN_ONE.sub("一", text))
    return re.sub(r"\s+", " ", text).strip()[:MOST_SIGNS]


def lines(text: str) -> list[Line]:
    """At most 100 lines to read; a line that only says who writes next belongs to those below it."""
    found: list[Line] = []
    sender = ""
    for raw in text[: MOST_LINES * MOST_SIGNS * 4].splitlines():
        written = raw.strip()[:MOST_SIGNS]
        if not written:
            sender = ""
            continue
        body = plain(written)
        header = HEADER.match(body) or ONLY_SAID.match(body)
        if header:
            sender = header["sender"]
            continue
        found.append(_without_marks(written, body, sender))
        if len(found) == MOST_LINES:
            break
    return found


def _without_marks(written: str, body: str, sender: str) -> Line:
    body = STICKER.sub(" ", body).strip()
    body = MENTION.sub("", body)
    body = LISTED.sub("", body, count=1)
    stamped = STAMPED.match(body)
    if stamped:
        sender = stamped["sender"] or sender
        body = body[stamped.end() :]
    said = SAID.match(body)
    if said and not _is_content(said["sender"]):
        sender = said["sender"]
        body = body[said.end() :]
    return Line(written, LISTED.sub("", body, count=1).strip(), sender)


def _is_content(head: str) -> bool:
    """Whether what stands before a colon is part of the message ("急需:", "求助:") and not a name."""
    return any(word in head.lower() for word in words("chat")["not_names"])


def numbers(text: str) -> str:
    """A Chinese numeral as digits, digits as they are."""
    return text if text.isdigit() else number(text)
