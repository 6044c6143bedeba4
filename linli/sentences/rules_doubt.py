"""What makes the kind of a sentence doubtful, whatever its cue words weigh: a person looks at it once more."""

from __future__ import annotations

import re

# Said to everybody, or passed on: a wish within it is rarely the writer's own.
TO_ALL = re.compile(
    "大家|各位|各楼|各户|各家|居民朋友|全体|^转[:,发]|请勿|通知[:,]|公告|\\beveryone\\b|\\ball residents\\b"
)
# What would be, and not what is.
SUPPOSED = re.compile("要是|如果|假如|假使|万一|倘若|的话|\\bif\\b|\\bin case\\b")
# The lack or the wish is denied, or was no earnest.
DENIED = re.compile(
    "不缺|不差|不需要|不用|用不着|没必要|不必|开玩笑|说笑|逗你|发错|打错|说错"
    "|\\bno need\\b|\\bdon't need\\b|\\bdo not need\\b|\\bjust kidding\\b"
)
# Who wants to know something may name the errand or journey that it is about.
WONDERS = re.compile(
    "想知道|想了解|打听|问一?[下哈声]|咨询|\\bwonder|\\bwants? to know\\b|\\basks? (?:if|whether|about|how|when)\\b"
)
# Too little is said of how bad it is.
UNWELL = re.compile(
    "(?:不|没得|冇得|不太|不大|有点不)舒服|难受|不得劲|\\bunwell\\b|\\bnot feeling well\\b|\\bfeels? (?:bad|sick)\\b"
)
# How long something lasts is not when it is wanted.
LASTS = re.compile(
    "够[^,。;!?]{0,3}(?:到|撑)|(?:撑|用|吃)(?:得)?到|\\blasts? (?:until|till)\\b|\\benough (?:until|till)\\b"
)


def doubts_kind(text: str, kind: str, named: bool) -> bool:
    """Whether ``text`` (plain, lower case), read as ``kind``, may mean another; ``named``: it names a door."""
    if kind == "none":
        return False
    if TO_ALL.search(text) and not named:
        return True
    if SUPPOSED.search(text) or DENIED.search(text):
        return True
    return bool(
        (kind != "question" and WONDERS.search(text)) or (kind not in ("emergency", "outing") and UNWELL.search(text))
    )


def doubts_due(text: str) -> bool:
    """Whether the time that is named is only how long something lasts."""
    return bool(LASTS.search(text))
