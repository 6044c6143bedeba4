from linli.wellbeing.models.imported import ImportedScale
from linli.wellbeing.models.keys import CounsellorKey, GroupKey, Wrap

__all__ = ["CounsellorKey", "GroupKey", "ImportedScale", "Wrap"]
