from linli.followups.models.handovers import Handover
from linli.followups.models.matters import FollowUp
from linli.followups.models.remarks import Remark

__all__ = ["FollowUp", "Handover", "Remark"]
