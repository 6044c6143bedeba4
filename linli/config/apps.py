from django.apps import AppConfig


class WiredConfig(AppConfig):
    """Connects events to what follows them, once everything is loaded."""

    name = "linli.config"
    label = "config"

    def ready(self) -> None:
        from linli.config.wiring import WIRING
        from linli.gates.rules import decide
        from linli.journal.verbs import wire
        from linli.situation.policy import judge_with

        wire(WIRING)
        judge_with(decide)
