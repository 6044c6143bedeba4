"""Jobs with today's list: what a named person must still do."""

from bench.jobs.hand import Hand
from bench.jobs.job import job
