# Two commands serve a newcomer: `make run` and `make test`.
.PHONY: run test check setup dev bench jobs messages pictures

run:            ## everything set up, a demo community, Linli on http://localhost:8000
	bin/setup
	bin/run

test:           ## everything set up, all tests on SQLite and PostgreSQL, gate client in Node and Chromium
	bin/setup --tests
	bin/test

check:          ## style, types, order of imports, messages, schemas: under 20 seconds
	bin/check

setup:
	bin/setup --tests

dev:            ## like run, and restarts when the code changes
	bin/dev

bench:
	bin/bench

jobs:           ## the commonest jobs of an office done and counted anew: docs/jobs.md
	.venv/bin/python -m bench.jobs

messages:
	bin/messages

pictures:
	.venv/bin/python bin/pictures.py
