"""The commonest jobs of an office, done on the real pages by a hand that counts its taps and characters.

``python -m bench.jobs`` does all of them in a demo community of its own and writes ``docs/jobs.md``; names after it
do only those jobs, and write nothing. What the same job costs with paper, Excel and chat stands in ``other_ways.json``.
"""
