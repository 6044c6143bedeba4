"""The small world's gate with the key of a health authority in its trust list, and three certificates."""

import base64
import json
import zlib
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django_scopes import scope, scopes_disabled

from linli.core.clock import now
from linli.gates.envelope.issue import sign
from linli.gates.envelope.text import HEALTH_PREFIX, b45encode
from linli.gates.envelope.trust import kid_of
from linli.gates.trusted import import_trust
from linli.registry.models import Community

DAY = 86_400
VACCINATED = {"ver": "1.3.0", "dob": "1968-05-01", "nam": {"fnt": "WANG"}, "v": [{"tg": "840539006", "dn": 2, "sd": 2}]}


def spki(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def signed(key: ec.EllipticCurvePrivateKey, issued: int, expires: int) -> str:
    payload = cbor2.dumps({1: "XB", 4: expires, 6: issued, -260: {1: VACCINATED}})
    return HEALTH_PREFIX + b45encode(zlib.compress(sign(key, payload, kid_of(spki(key)))))


def certificate(address: str) -> dict[str, Any]:
    """``health``: the texts of a good certificate, one that has expired, and one by a key that nobody trusts."""
    from tests.stories.scenes import gate

    cast, at = gate(address), int(now().timestamp())
    key, stranger = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    listed = {
        "kid": base64.b64encode(kid_of(spki(key))).decode(),
        "spki": base64.b64encode(spki(key)).decode(),
        "kinds": ["vaccination"],
        "not_before": None,
        "not_after": None,
        "issuer": "XB",
    }
    with scopes_disabled():
        community = Community.objects.get()
    with scope(community=community.pk):
        import_trust(community, json.dumps([listed]), by=None, at=now())
    health = {
        "good": signed(key, at - DAY, at + DAY),
        "expired": signed(key, at - 9 * DAY, at - DAY),
        "forged": signed(stranger, at - DAY, at + DAY),
    }
    return cast | {"health": health}
