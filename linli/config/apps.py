from django.apps import AppConfig


class WiredConfig(AppConfig):
    """Connects events to what follows them, once everything is loaded."""

    name = "linli.config"
    label = "config"

    def ready(self) -> None:
        from linli.config.wiring import WIRING
        from linli.journal.verbs import wire

        wire(WIRING)
