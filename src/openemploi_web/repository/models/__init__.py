"""What the regional repository keeps: the catalogue, what is harvested into it, and who may use what is restricted."""

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

__all__ = [
    "AssetTerm",
    "Comment",
    "DataAsset",
    "Discussion",
    "Distribution",
    "HarvestError",
    "HarvestItem",
    "HarvestJob",
    "HarvestLog",
    "HarvestSource",
    "Producer",
    "QualityFigure",
    "Reuse",
]
