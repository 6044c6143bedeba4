"""Writers of SQLite take turns at the door of the database's folder; the database's own lock stays behind it."""

import fcntl
import os
import sqlite3
import threading
import time
from contextlib import closing

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from linli.core.sqlite import base

pytestmark = pytest.mark.pure


@pytest.fixture
def connect(tmp_path, django_db_blocker):
    """Makes a connection to one file, which any thread may use. SQLite itself refuses at once, it never waits."""
    made = []

    def new(name=tmp_path / "db.sqlite3", timeout=20):
        options = {"transaction_mode": "IMMEDIATE", "timeout": timeout, "init_command": "PRAGMA busy_timeout=0"}
        handler = ConnectionHandler({"default": {"ENGINE": "linli.core.sqlite", "NAME": name, "OPTIONS": options}})
        connection = handler.create_connection("default")
        connection.inc_thread_sharing()
        connection.ensure_connection()
        made.append(connection)
        return connection

    with django_db_blocker.unblock():
        yield new
        for one in made:
            one.close()


@pytest.fixture
def nobody_waits(monkeypatch):
    def wait(_):
        raise AssertionError("somebody waited at the door")

    monkeypatch.setattr(base.time, "sleep", wait)


def begin(connection):
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def end(connection):
    connection.commit()
    connection.set_autocommit(True)


def test_the_second_writer_writes_when_the_first_is_done(connect):
    first, second = connect(), connect()
    first.cursor().execute("CREATE TABLE said (word)")
    begin(first)

    def speak():
        begin(second)  # at SQLite's own lock it would be refused at once
        second.cursor().execute("INSERT INTO said VALUES ('second')")
        end(second)

    other = threading.Thread(target=speak)
    other.start()
    other.join(0.2)
    assert other.is_alive()
    first.cursor().execute("INSERT INTO said VALUES ('first')")
    end(first)
    other.join(10)
    words = first.cursor().execute("SELECT word FROM said ORDER BY rowid").fetchall()
    assert words == [("first",), ("second",)]


def test_four_threads_that_all_write_lose_nothing(connect):
    connections = [connect() for _ in range(4)]
    connections[0].cursor().execute("CREATE TABLE said (word)")

    def speak(connection):
        for _ in range(25):
            begin(connection)
            count = connection.cursor().execute("SELECT COUNT(*) FROM said").fetchone()[0]
            connection.cursor().execute("INSERT INTO said VALUES (%s)", [count])
            end(connection)

    threads = [threading.Thread(target=speak, args=[one]) for one in connections]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    words = connections[0].cursor().execute("SELECT word FROM said ORDER BY rowid").fetchall()
    assert words == [(number,) for number in range(100)]


@pytest.mark.parametrize("leaves", [end, lambda one: one.rollback(), lambda one: one.close()])
def test_whoever_commits_rolls_back_or_closes_leaves_the_door(connect, nobody_waits, leaves):
    first, second = connect(), connect()
    begin(first)
    leaves(first)
    begin(second)


def test_whoever_cannot_begin_leaves_the_door(connect, nobody_waits, tmp_path):
    first, second = connect(), connect()
    with closing(sqlite3.connect(tmp_path / "db.sqlite3", isolation_level=None)) as another_program:
        another_program.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            begin(first)
    begin(second)


def test_whoever_waited_too_long_is_told_by_sqlite(connect):
    begin(connect())
    with pytest.raises(OperationalError, match="locked"):
        begin(connect(timeout=0.05))


def test_a_stranger_who_holds_the_door_stops_no_writer(connect, tmp_path):
    door = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(door, fcntl.LOCK_EX)
    patient = connect(timeout=0.05)
    started = time.monotonic()
    begin(patient)
    assert time.monotonic() - started >= 0.05
    patient.cursor().execute("CREATE TABLE said (word)")
    end(patient)
    os.close(door)


def test_databases_in_memory_have_no_door(connect, nobody_waits):
    begin(connect(":memory:"))
    begin(connect(":memory:"))
