"""Settings of a test run: a throw-away home with its own keys, whatever the machine's settings are.

pytest-django reads the settings before any conftest.py runs, so the environment is set here.
"""

import os
import tempfile

os.environ["LINLI_MODE"] = "test"
os.environ["LINLI_HOME"] = tempfile.mkdtemp(prefix="linli-test-")
os.environ.pop("LINLI_CLOCK_SHIFT", None)

from linli.config.settings import *  # noqa: F403

if not os.environ.get("LINLI_DATABASE"):
    # A file, as in real life: an SQLite database in memory cannot be written by two threads at once.
    DATABASES["default"]["TEST"] = {"NAME": str(LINLI_HOME / "test.sqlite3")}  # noqa: F405
