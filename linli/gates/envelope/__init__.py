"""The signed envelope of passes and health certificates (凭证封装).

One format for both, the HCERT of the EU Digital COVID Certificate, kept by WHO since 2024:
``HC1:`` + Base45(zlib(COSE_Sign1(CWT))) for health certificates, ``LL1:`` + Base45(COSE_Sign1(CWT))
for our own passes. Nothing in here knows Django, a database or a clock: the time is passed in.
"""

from linli.gates.envelope.codes import CODES, PASS_STATES
from linli.gates.envelope.issue import issue_pass
from linli.gates.envelope.payload import PASS_KINDS
from linli.gates.envelope.trust import KINDS, Trust, TrustError, TrustKey, kid_of
from linli.gates.envelope.verify import Verdict, verify

__all__ = [
    "CODES",
    "KINDS",
    "PASS_KINDS",
    "PASS_STATES",
    "Trust",
    "TrustError",
    "TrustKey",
    "Verdict",
    "issue_pass",
    "kid_of",
    "verify",
]
