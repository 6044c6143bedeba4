from linli.wellbeing.models.keys import CounsellorKey, GroupKey, Wrap

__all__ = ["CounsellorKey", "GroupKey", "Wrap"]
