"""Which phone asks: only to show its own steps first. Nothing is refused for what a browser says of itself."""

KINDS = ("android", "iphone", "huawei", "computer")


def kind(user_agent: str) -> str:
    """One of KINDS."""
    words = user_agent.lower()
    if any(mark in words for mark in ("huawei", "honor", "harmonyos", "openharmony", "hmscore")):
        return "huawei"
    if "android" in words:
        return "android"
    if any(mark in words for mark in ("iphone", "ipad", "ipod")):
        return "iphone"
    return "computer"


def inside_chat(user_agent: str) -> bool:
    """True in the browsers inside WeChat, QQ, DingTalk and Alipay, which cannot install a certificate."""
    return any(mark in user_agent for mark in ("MicroMessenger", "QQ/", "DingTalk", "AlipayClient"))
