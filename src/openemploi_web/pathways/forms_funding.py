"""What somebody may say of where they stand and of the course. Everything may stay empty: silence is not "no"."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from openemploi.pathways.funding import Certification, Kind, Situation, Training, Work
from openemploi.pathways.funding.regions import REGIONS

_SILENT: Final = ("", _("I do not say, or do not know"))
_YES_NO: Final = [_SILENT, ("yes", _("Yes")), ("no", _("No"))]
_WORK: Final = [
    _SILENT,
    (Work.NONE, _("Without work")),
    (Work.PERMANENT, _("Permanent contract (CDI)")),
    (Work.FIXED_TERM, _("Fixed-term contract (CDD)")),
    (Work.TEMP, _("Temporary work")),
    (Work.OFFICIAL, _("Public official")),
    (Work.PUBLIC_CONTRACT, _("Public sector, under contract")),
    (Work.SELF_EMPLOYED, _("Self-employed")),
    (Work.STUDENT, _("Studying")),
    (Work.RETIRED, _("Retired")),
]
_KIND: Final = [
    _SILENT,
    (Kind.COURSE, _("A training course")),
    (Kind.DRIVING, _("The driving licence")),
    (Kind.REVIEW, _("A skills review")),
    (Kind.VAE, _("Having experience recognised (VAE)")),
    (Kind.IMMERSION, _("Trying a job in a firm")),
]
_CERTIFICATION: Final = [
    _SILENT,
    (Certification.RNCP, _("A diploma or title of the RNCP")),
    (Certification.RS, _("The specific register (a language, a licence…)")),
    (Certification.CLEA, _("CléA")),
    (Certification.NONE, _("No certification")),
]
_DIPLOMA: Final = [
    _SILENT,
    ("0", _("No diploma")),
    ("3", _("CAP or BEP (level 3)")),
    ("4", _("Baccalauréat (level 4)")),
    ("5", _("Two years after it (level 5)")),
    ("6", _("Three or four years after it (level 6)")),
    ("7", _("Five years after it (level 7)")),
    ("8", _("Doctorate (level 8)")),
]


def _choice(label: Any, choices: Any = None, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices or _YES_NO, required=False, help_text=help_text)


def _amount(label: Any, *, most: int, help_text: Any = "", decimals: int = 2) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=0, max_value=most, decimal_places=decimals, required=False, help_text=help_text
    )


class FundingForm(forms.Form):
    """Fields carry the names of :class:`~openemploi.pathways.funding.Situation` and its course."""

    work = _choice(_("What you live on now"), _WORK)
    registered = _choice(_("You are registered with France Travail"))
    age = forms.IntegerField(label=_("Your age"), min_value=10, max_value=99, required=False)
    region = _choice(_("Your region"), [_SILENT, *sorted(REGIONS.items(), key=lambda item: item[1])])
    cpf = _amount(
        _("Euros on your training account (CPF)"), most=100_000,
        help_text=_("It stands on moncompteformation.gouv.fr. Nobody needs your password."),
    )  # fmt: skip

    kind = _choice(_("What it is"), _KIND)
    certification = _choice(_("What it leads to"), _CERTIFICATION)
    price = _amount(_("Its price, in euros"), most=1_000_000)
    hours = _amount(_("Hours in all"), most=10_000, decimals=1)
    weekly_hours = _amount(_("Hours a week"), most=60, decimals=1)
    months = _amount(
        _("Or its length in months"),
        most=60,
        decimals=1,
        help_text=_("Without it, hours and hours a week tell."),
    )
    start = forms.DateField(
        label=_("First day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    compensated = _choice(_("You receive unemployment benefit (ARE)"))
    benefit = _amount(_("How much a month, in euros"), most=20_000)
    benefit_months = _amount(_("For how many more months"), most=48, decimals=1)
    minimum_income = _choice(_("You receive RSA, ASS or AAH"))
    salary = _amount(_("Your gross pay a month, in euros"), most=100_000)

    disabled = _choice(
        _("You have a recognised disability"),
        help_text=_("It opens more doors, and is never used for anything else here."),
    )
    diploma = _choice(_("Your highest diploma"), _DIPLOMA)
    experience_years = _amount(_("Years of experience in this occupation"), most=60, decimals=1)
    months_worked = _amount(_("Months worked as an employee, in the last five years"), most=600, decimals=0)
    months_in_firm = _amount(_("Months in your present firm"), most=600, decimals=0)
    months_fixed_term = _amount(_("Months of fixed-term contracts in the last year"), most=12, decimals=0)
    temp_hours = _amount(_("Hours of temporary work in eighteen months"), most=5000, decimals=0)
    temp_hours_in_agency = _amount(_("Of these, for your present agency"), most=5000, decimals=0)
    days_worked = _amount(
        _("Days worked in the last five years"),
        most=2000,
        decimals=0,
        help_text=_("Five days a week: 260 a year."),
    )
    months_public = _amount(_("Months of public service"), most=600, decimals=0)

    promise = _choice(_("An employer commits to hiring you after the course"))
    contract = _choice(_("An employer would sign a work-study contract"))
    employer_agrees = _choice(_("Your present employer agrees"))
    employer_pays = _choice(_("Your employer or another funder pays a part"))
    inside = _choice(_("You would change jobs inside your firm"))
    validated = _choice(_("France Travail has validated the course"))
    other_funding = _choice(_("Somebody already pays for all of it"))
    accompanied = _choice(_("A local mission, Cap emploi or another service supports you"))
    advised = _choice(_("You asked for career advice (CEP) before resigning"))
    project_approved = _choice(_("Transitions Pro found your project real and serious"))
    reviewed_lately = _choice(_("You had a skills review on public money in the last five years"))
    fund_paid = _choice(_("Self-employed: you paid the contribution to training"))
    regional = _choice(_("The Region bought the places"), help_text=_("Ask the training centre."))
    france_travail = _choice(
        _("France Travail agreed the course for pay"), help_text=_("Ask the training centre.")
    )
    opco = _choice(_("A skills operator (Opco) organises it (POEC)"))

    FIRST = ("work", "registered", "age", "region", "cpf")
    COURSE = ("kind", "certification", "price", "hours", "weekly_hours", "months", "start")
    MONEY = ("compensated", "benefit", "benefit_months", "minimum_income", "salary")
    PAST = (
        "disabled", "diploma", "experience_years", "months_worked", "months_in_firm", "months_fixed_term", "temp_hours",
        "temp_hours_in_agency", "days_worked", "months_public",
    )  # fmt: skip
    OTHERS = (
        "promise", "contract", "employer_agrees", "employer_pays", "inside", "validated", "other_funding",
        "accompanied", "advised", "project_approved", "reviewed_lately", "fund_paid", "regional",
        "france_travail", "opco",
    )  # fmt: skip

    def situation(self) -> Situation:
        """What was said, once the form is valid."""
        said = {name: self._value(name) for name in self.fields}
        course = {name: said.pop(name) for name in Training.__dataclass_fields__ if name in said}
        return Situation(**said, training=Training(**course))

    def _value(self, name: str) -> Any:
        value = self.cleaned_data[name]
        if value in ("", None):
            return None
        if name in _TYPES:
            return _TYPES[name](value)
        if isinstance(self.fields[name], forms.ChoiceField):
            return value == "yes"
        return float(value) if isinstance(self.fields[name], forms.DecimalField) else value


_TYPES: Final = {"work": Work, "kind": Kind, "certification": Certification, "region": str, "diploma": int}
