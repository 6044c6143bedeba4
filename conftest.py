pytest_plugins = ["tests.world", "tests.append_only"]
