"""No log line says who was at the Sunshine Cottage, or that anybody was: neither address nor path nor body."""

import logging
import re

PATHS = re.compile(r"/cottage/")


class Quiet(logging.Filter):
    """Drops Django's lines about requests to the cottage. One of a crash stays, with its kind and place only."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        about = PATHS.search(getattr(request, "path", "")) or PATHS.search(record.getMessage())
        if not about:
            return True
        failure = record.exc_info[1] if record.exc_info else None
        if failure is None or record.levelno < logging.ERROR:
            return False
        from linli.core.ticker import place_of  # logging is set up before the apps are

        record.msg, record.args = "the cottage failed: %s at %s", (type(failure).__name__, place_of(failure))
        record.exc_info = record.exc_text = record.stack_info = None
        return True
