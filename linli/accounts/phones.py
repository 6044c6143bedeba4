"""What a phone says about itself."""

from django.http import HttpRequest


def device_of(request: HttpRequest) -> str:
    """What kind of phone it is, as a person would say it; never a fingerprint."""
    agent = request.headers.get("user-agent", "")
    kinds = ("iPhone", "iPad", "HarmonyOS", "Android", "Windows", "Macintosh", "Linux")
    kind = next((kind for kind in kinds if kind in agent), "")
    return f"{kind} · WeChat" if "MicroMessenger" in agent else kind
