"""Readers of decisions, one a source. Another one is a module here and a line below."""

from linli.reviews.decisions import Source
from linli.reviews.sources.certificates import Certificates
from linli.reviews.sources.crossings import Crossings
from linli.reviews.sources.orders import Orders
from linli.reviews.sources.outings import Outings
from linli.reviews.sources.passes import Passes

SOURCES: dict[str, Source] = {
    source.name: source for source in (Crossings(), Outings(), Certificates(), Orders(), Passes())
}
