"""The trust list that gates and the server verify with: our own pass keys and the foreign ones."""

from datetime import UTC, datetime
from typing import Any

from linli.core.refusals import Refused
from linli.gates.envelope import Trust, TrustError
from linli.gates.facts import FOREVER
from linli.gates.known import epoch
from linli.gates.models import SigningKey, TrustKey
from linli.journal.verbs import record, verb


def trusted(community: Any, at: datetime) -> list[dict[str, Any]]:
    """Entries as `linli hcert verify --trust` and the gates read them. In the community's scope."""
    own = SigningKey.objects.filter(use=SigningKey.Use.PASS, not_after__gt=at).exclude(status="distrusted")
    entries = [_entry(key, ["pass"], community.name) for key in own.order_by("created_at")]
    foreign = TrustKey.objects.filter(removed_at=None, not_after__gt=at).order_by("issuer", "kid")
    return entries + [_entry(key, key.kinds, key.issuer) for key in foreign]


def _entry(key: SigningKey | TrustKey, kinds: list[str], issuer: str) -> dict[str, Any]:
    return {
        "kid": key.kid,
        "spki": key.spki,
        "kinds": kinds,
        "not_before": epoch(key.not_before),
        "not_after": epoch(key.not_after),
        "issuer": issuer,
    }


@verb
def import_trust(community: Any, text: str | bytes, *, by: Any, at: datetime) -> tuple[int, int]:
    """Add the foreign keys of a trust list (JSON); returns (new, already held). Refused("gates.trust_unreadable").

    Keys that may sign passes are left out: only our own keys sign passes here.
    """
    import base64
    import hashlib

    try:
        keys = Trust.load(text).keys
    except TrustError as cause:
        raise Refused("gates.trust_unreadable", where=str(cause)[:200]) from cause
    new = 0
    for key in keys:
        kinds = sorted(set(key.kinds) - {"pass"}) if key.kinds else ["recovery", "test", "vaccination"]
        if not kinds:
            continue
        _, fresh = TrustKey.objects.get_or_create(
            community=community,
            kid=base64.b64encode(key.kid).decode(),
            digest=hashlib.sha256(key.spki).hexdigest(),
            defaults={
                "spki": base64.b64encode(key.spki).decode(),
                "kinds": kinds,
                "not_before": datetime.fromtimestamp(max(0, key.not_before or 0), UTC),
                "not_after": datetime.fromtimestamp(min(FOREVER, key.not_after or FOREVER), UTC),
                "issuer": key.issuer[:120],
            },
        )
        new += fresh
    record("trust.imported", community, by=by, at=at, new=new, rows=len(keys))
    return new, len(keys) - new
