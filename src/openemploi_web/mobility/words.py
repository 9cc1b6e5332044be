"""The words of stages, themes, beliefs and verdicts, as pages say them; the library's own sentences are its own."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openemploi.diagnosis.model import Bearing, Stage, Theme, Verdict

Text = str | Promise

STAGES: Final[dict[Stage, Text]] = {
    Stage.WISHED: _("The wish is said"),
    Stage.NAMED: _("A job and a place are named"),
    Stage.COMPARED: _("Ideas stand beside facts"),
    Stage.SECURED: _("Pay, housing and family are thought through"),
    Stage.PLANNED: _("A date and a first step are set"),
    Stage.STARTED: _("The change has begun"),
}
THEMES: Final[dict[Theme, Text]] = {
    Theme.SKILLS: _("Your skills"),
    Theme.OFFERS: _("Job offers"),
    Theme.PAY: _("Pay"),
    Theme.COMPETITION: _("Other people looking"),
    Theme.TIME_TO_FIND: _("Time to find"),
    Theme.TRAINING: _("Training"),
    Theme.PARTNER: _("Your partner’s work"),
    Theme.HOUSING: _("Housing"),
    Theme.TRAVEL: _("Ways and distances"),
    Theme.SERVICES: _("Shops and services"),
    Theme.SCHOOLS: _("Schools"),
    Theme.CARE: _("Health care"),
    Theme.CLIMATE: _("Quality of life"),
}
#: The word and the tone of each bearing; the tone gives the shape.
BEARINGS: Final[dict[Bearing, tuple[Text, str]]] = {
    Bearing.LEVER: (_("helps"), "met"),
    Bearing.CONSTRAINT: (_("weighs"), "attention"),
    Bearing.NEUTRAL: (_("to know"), "plain"),
    Bearing.UNKNOWN: (_("not known"), "unknown"),
}
VERDICTS: Final[dict[Verdict, tuple[Text, str]]] = {
    Verdict.AGREES: (_("close to the facts"), "met"),
    Verdict.TOO_HIGH: (_("more than is observed"), "attention"),
    Verdict.TOO_LOW: (_("less than is observed"), "attention"),
    Verdict.UNKNOWN: (_("cannot be told"), "unknown"),
    Verdict.NOT_SAID: (_("not said"), "plain"),
}
BELIEFS: Final[dict[str, Text]] = {
    "offers": _("Offers of this job"),
    "pay": _("Gross pay a month"),
    "months": _("Time to find"),
    "skills": _("Skills asked for that you have"),
    "rent": _("Rent a month"),
}
STEPS: Final[tuple[Text, ...]] = (
    _("Your words"),
    _("What we read"),
    _("What you think"),
    _("What is observed"),
)
