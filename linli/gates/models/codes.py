"""Short codes that a guard types by hand: seven characters and a check character, without 0 O 1 I."""

import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 8


def new_code() -> str:
    """A random code of 8 characters, the last one a check character (35 random bits)."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + check_character(body)


def check_character(body: str) -> str:
    """Luhn mod 32: finds every single wrong character and nearly every swap of neighbours."""
    total, factor = 0, 2
    for character in reversed(body):
        value = factor * ALPHABET.index(character)
        total += value // len(ALPHABET) + value % len(ALPHABET)
        factor = 3 - factor
    return ALPHABET[-total % len(ALPHABET)]


def tidy(typed: str) -> str:
    """What was typed, without spaces and hyphens and in capitals; empty if it cannot be a code."""
    code = "".join(typed.split()).replace("-", "").upper()
    if len(code) != LENGTH or any(character not in ALPHABET for character in code):
        return ""
    return code if check_character(code[:-1]) == code[-1] else ""


def shown(code: str) -> str:
    """As printed: two groups of four."""
    return f"{code[:4]}-{code[4:]}"
