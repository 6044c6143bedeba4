"""The community of the rush benchmark: rooms as people say them, and a queue at the gate."""

import uuid
from typing import Any

from bench.gate_decision import Office


class Rush(Office):
    """The same community with three people a household, and who has prepared."""

    def __init__(self, people: int) -> None:
        super().__init__(people)
        self.queue: list[dict[str, Any]] = []

    def answer(self, path: str, body: Any) -> Any:
        if "/queue" in path:
            return {"server_time": self.now, "people": self.queue}
        return {"server_time": self.now} if "/heartbeat" in path else super().answer(path, body)

    def room(self, number: int) -> tuple[str, str]:
        """Three people a household, nine floors, three stairs: 12-2-502, said as 12-502."""
        home = number // 3
        building, stair, floor = 1 + home // 27, 1 + home % 27 // 9, 1 + home % 9
        return f"{building}-{stair}-{floor}0{stair}", f"{building}-{floor}0{stair}"

    def resident(self, number: int, one: uuid.UUID) -> dict[str, Any]:
        room, _ = self.room(number)
        return super().resident(number, one) | {"room": room, "building": room.split("-")[0]}

    def step(self, number: int, day: str) -> dict[str, Any]:
        """Somebody came home this morning: their own household's day has begun, they may go out again."""
        return super().step(number, day) | {"direction": "entry"}

    def prepare(self, numbers: list[int], together: bool) -> None:
        group = str(uuid.uuid4()) if together else ""
        self.queue += [
            {
                "id": str(uuid.uuid4()), "group": group, "resident": str(self.people[number]), "direction": "exit",
                "at": self.now, "answers": {"purpose": "work", "health_colour": "green"}, "companions": [],
            }
            for number in numbers
        ]  # fmt: skip
