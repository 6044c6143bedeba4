"""The CA certificate as an iPhone takes it: a configuration profile with one root certificate."""

import plistlib
import uuid

from linli.config.lan.authority import NAME, Authority


def mobileconfig(authority: Authority) -> bytes:
    """An unsigned Apple configuration profile (XML property list). The same CA gives the same identifiers, so a
    second installation replaces the first. Source: Apple, "Configuration Profile Reference", com.apple.security.root.
    """
    mark = uuid.uuid5(uuid.NAMESPACE_DNS, authority.fingerprint())
    root = {
        "PayloadType": "com.apple.security.root",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"local.linli.{mark}.root",
        "PayloadUUID": str(uuid.uuid5(mark, "root")).upper(),
        "PayloadDisplayName": "Linli 邻里",
        "PayloadCertificateFileName": "linli.crt",
        "PayloadContent": authority.der(),
    }
    return plistlib.dumps(
        {
            "PayloadType": "Configuration",
            "PayloadVersion": 1,
            "PayloadIdentifier": f"local.linli.{mark}",
            "PayloadUUID": str(mark).upper(),
            "PayloadDisplayName": f"Linli 邻里 ({NAME})",
            "PayloadDescription": f"{NAME}",
            "PayloadRemovalDisallowed": False,
            "PayloadContent": [root],
        }
    )
