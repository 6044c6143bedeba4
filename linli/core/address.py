"""The address that goes into a printed or shown code: one at which a phone, not only this computer, finds us."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

HERE = ("localhost", "127.0.0.1", "::1")


def for_phones(request: HttpRequest, path: str) -> str:
    """The whole address of ``path``: as the request was made, but ``LINLI_ADDRESS`` for one made at this computer.

    A code with ``localhost`` in it would lead each phone to itself. An address by numbers is kept: somebody chose it,
    perhaps because a phone does not find the name.
    """
    if settings.ADDRESS and urlsplit(f"//{request.get_host()}").hostname in HERE:
        return str(settings.ADDRESS).rstrip("/") + path
    return request.build_absolute_uri(path)
