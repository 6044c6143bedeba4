"""A picture of the database is of one moment, however much is written meanwhile."""

import sqlite3
import threading
from contextlib import closing

import pytest

from linli.core.dumps import picture

pytestmark = pytest.mark.pure


class Serving:
    """A SQLite file that a busy server writes to: always as many debits as credits after a transaction."""

    def __init__(self, path):
        self.path, self.ended = path, threading.Event()
        with closing(sqlite3.connect(path)) as first:
            first.executescript("PRAGMA journal_mode=WAL; CREATE TABLE debit (n); CREATE TABLE credit (n);")
        self.thread = threading.Thread(target=self.write)

    def write(self):
        with closing(sqlite3.connect(self.path, timeout=20)) as busy:
            while not self.ended.is_set():
                with busy:
                    busy.execute("INSERT INTO debit VALUES (zeroblob(3000))")
                    busy.execute("INSERT INTO credit VALUES (zeroblob(3000))")

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()


def test_a_picture_taken_while_others_write_is_of_one_moment(tmp_path):
    with Serving(tmp_path / "live") as serving, closing(sqlite3.connect(serving.path, timeout=20)) as reader:
        for number in range(5):
            rows = picture(reader, tmp_path / f"picture{number}")
            assert rows["debit"] == rows["credit"]
            with closing(sqlite3.connect(tmp_path / f"picture{number}")) as copy:
                assert copy.execute("SELECT COUNT(*) FROM debit").fetchone()[0] == rows["debit"]
                assert copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
