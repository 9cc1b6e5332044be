"""What the repository does in the background."""

from __future__ import annotations

from typing import Final

from openemploi_web.core.schedule import Every
from openemploi_web.repository import tasks_access, tasks_harvest

SCHEDULE: Final[tuple[Every, ...]] = (*tasks_access.SCHEDULE, *tasks_harvest.SCHEDULE)
