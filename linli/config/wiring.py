"""One page: which event is followed by what. Calls go downwards; what must go sideways or up is announced here."""

from linli.journal.verbs import Reaction

WIRING: dict[str, tuple[Reaction, ...]] = {}
