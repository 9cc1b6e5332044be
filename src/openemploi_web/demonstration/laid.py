"""What of the demonstration set was made so far, by the keys of its content."""

from __future__ import annotations

from dataclasses import dataclass, field

from openemploi_web.accounts.models import Establishment, Organisation, User
from openemploi_web.jobseekers.models import Profile
from openemploi_web.vacancies.models import Vacancy


@dataclass(slots=True)
class Laid:
    """The rows, by key, and the password of all accounts."""

    password: str
    users: dict[str, User] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    establishments: dict[str, Establishment] = field(default_factory=dict)
    profiles: dict[str, Profile] = field(default_factory=dict)
    vacancies: dict[str, Vacancy] = field(default_factory=dict)
