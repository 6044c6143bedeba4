"""SQLite, whose writers wait in front of one door instead of asking ever more seldom.

SQLite lets one transaction write at a time; whoever comes second asks again after 1, 2, 5 … 100 ms. In a rush the
second sleeps on while the first is long done, and others overtake. Here writers first lock the database's folder, and
look every two milliseconds. That only orders them: SQLite's own lock is what keeps the data whole, so whoever waited
longer than the timeout simply goes on to that one. The folder, because to close any other file descriptor of the
database itself would drop SQLite's locks, and because a file of our own would have an owner of its own.
"""

import fcntl
import os
import time
from pathlib import Path

from django.db.backends.sqlite3 import base

LOOK = 0.002  # seconds


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, with the folder locked from BEGIN to COMMIT or ROLLBACK."""

    _door: int | None = None  # the open folder, of this connection alone: threads wait for each other too

    def _start_transaction_under_autocommit(self) -> None:
        self._wait()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs leave it out
        except BaseException:
            self._leave()
            raise

    def commit(self) -> None:
        try:
            super().commit()
        finally:
            self._leave()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self._leave()

    def close(self) -> None:
        try:
            super().close()
        finally:
            self._leave()

    def _wait(self) -> None:
        if self._door is not None or self.is_in_memory_db():
            return
        self._door = os.open(Path(self.settings_dict["NAME"]).parent, os.O_RDONLY)
        deadline = time.monotonic() + self.settings_dict["OPTIONS"].get("timeout", 5)  # 5: what Python's sqlite3 waits
        while time.monotonic() < deadline:
            try:
                return fcntl.flock(self._door, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(LOOK)

    def _leave(self) -> None:
        if self._door is not None:
            os.close(self._door)
            self._door = None
