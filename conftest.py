"""Tests live in a throw-away home with their own keys, whatever the machine's settings are."""

import os
import tempfile

os.environ["LINLI_MODE"] = "test"
os.environ["LINLI_HOME"] = tempfile.mkdtemp(prefix="linli-test-")
os.environ.pop("LINLI_CLOCK_SHIFT", None)

pytest_plugins = ["tests.world"]
