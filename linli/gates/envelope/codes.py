"""The stable words a verdict is given in, in the order of the checks that can say them.

`protocol/hcert/codes.json` holds the same table for the gate client; a test compares the two.
"""

from typing import Final

# code -> the `pass_state` of the gate's rules
PASS_STATES: Final[dict[str, str]] = {
    "ok": "good",
    "too_long": "unreadable",
    "prefix": "unreadable",
    "base45": "unreadable",
    "inflate": "unreadable",
    "cose": "unreadable",
    "algorithm": "unreadable",
    "kid_unknown": "unknown_key",
    "signature": "forged",
    "claims": "unreadable",
    "kind": "wrong_kind",
    "key_usage": "wrong_kind",
    "key_not_yet": "unknown_key",
    "key_expired": "unknown_key",
    "not_yet": "not_yet",
    "expired": "expired",
}
CODES: Final = tuple(PASS_STATES)


class NotAccepted(Exception):
    """Raised inside the envelope only; `code` is one of `CODES`. `verify` turns it into a verdict."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
