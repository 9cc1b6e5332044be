"""What the regional repository keeps: the catalogue, what is harvested into it, and who may use what is restricted."""

from openemploi_web.repository.models.access import (
    AccessDecision,
    AccessPerson,
    AccessRequest,
    Grant,
    GrantPerson,
    RoomTable,
    Use,
)
from openemploi_web.repository.models.catalogue import (
    AssetTerm,
    Comment,
    DataAsset,
    Discussion,
    Distribution,
    Producer,
    QualityFigure,
    Reuse,
)
from openemploi_web.repository.models.harvest import (
    HarvestError,
    HarvestItem,
    HarvestJob,
    HarvestLog,
    HarvestSource,
)
from openemploi_web.repository.models.third_party import Contribution, Join, JoinKey, JoinMember, JoinProject
from openemploi_web.repository.models.twins import SyntheticTwin
from openemploi_web.repository.models.uses import CopyTaken, RoomQuery

__all__ = [
    "AccessDecision",
    "AccessPerson",
    "AccessRequest",
    "AssetTerm",
    "Comment",
    "Contribution",
    "CopyTaken",
    "DataAsset",
    "Discussion",
    "Distribution",
    "Grant",
    "GrantPerson",
    "HarvestError",
    "HarvestItem",
    "HarvestJob",
    "HarvestLog",
    "HarvestSource",
    "Join",
    "JoinKey",
    "JoinMember",
    "JoinProject",
    "Producer",
    "QualityFigure",
    "Reuse",
    "RoomQuery",
    "RoomTable",
    "SyntheticTwin",
    "Use",
]
