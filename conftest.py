from hypothesis import settings

pytest_plugins = ["tests.world", "tests.append_only"]

# The same examples in every run: what fails here fails everywhere. Look for new ones with --hypothesis-profile=search.
settings.register_profile("linli", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=2_000, deadline=None)
settings.load_profile("linli")
