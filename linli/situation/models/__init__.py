from linli.situation.models.publications import Publication
from linli.situation.models.versions import PolicyVersion

__all__ = ["PolicyVersion", "Publication"]
