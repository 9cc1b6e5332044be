"""The questions about a project: own words, what was read in them, and what the person thinks. All may stay empty."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from openemploi.labourmarket.looking_up import LookUp
from openemploi_web.mobility import naming
from openemploi_web.mobility.naming import Choice, Named
from openemploi_web.mobility.told import BELIEFS, MOST_PLACES, STEPS, Told
from openemploi_web.ui.places import did_you_mean

WORDS_MOST: Final = 1200
REASONS_MOST: Final = 400
_AGE_MOST: Final = 30

AIMS: Final = (("job", _("another job")), ("place", _("another place")), ("life", _("another way of life")))
STEP_WORDS: Final = {
    "applied": _("I applied for a job"),
    "visited": _("I went there to see"),
    "training_asked": _("I asked about a training"),
    "housing_sought": _("I looked for housing"),
    "partner_agrees": _("The people I live with agree"),
    "saved_money": _("I put money aside"),
}


class WordsForm(forms.Form):
    """The project in the person's own words."""

    words = forms.CharField(
        label=_("Your project, in your own words"),
        help_text=_(
            "What you do today, what you would like, where, with whom. A few sentences are enough, without names."
        ),
        max_length=WORDS_MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


def _name(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=100, required=False)


def _choice(label: Any) -> naming.Meant:
    return naming.Meant(label=label, required=False, widget=forms.RadioSelect)


def _amount(label: Any, *, most: int, help_text: Any = "", step: str = "1") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        min_value=0,
        max_value=most,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": step}),
    )


class ReadForm(forms.Form):
    """What was read in the words, to be corrected: occupations, places, household, time and money."""

    aims = forms.MultipleChoiceField(
        label=_("What would you like to change?"),
        choices=AIMS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    occupation = _name(_("Your job, today or the last one"), _("For example: cook, nurse."))
    occupation_choice = _choice(_("Which job do you mean?"))
    goal = _name(_("The job you would like"), _("Leave it empty if you keep your job."))
    goal_choice = _choice(_("Which job would you like?"))
    here = _name(_("Where you live today"), _("A commune, a department or a postcode."))
    here_choice = _choice(_("Which place do you live in?"))
    place_1 = _name(_("Where you would like to live"), _("Up to four places; they are compared."))
    place_1_choice = _choice(_("Which place do you mean?"))
    place_2 = _name(_("A second place"))
    place_2_choice = _choice(_("Which second place do you mean?"))
    place_3 = _name(_("A third place"))
    place_3_choice = _choice(_("Which third place do you mean?"))
    place_4 = _name(_("A fourth place"))
    place_4_choice = _choice(_("Which fourth place do you mean?"))
    has_partner = forms.ChoiceField(
        label=_("Does a partner move along?"),
        choices=(("", _("I do not say")), ("yes", _("Yes")), ("no", _("No"))),
        required=False,
        widget=forms.RadioSelect,
    )
    partner = _name(_("Your partner’s job"))
    partner_choice = _choice(_("Which job does your partner do?"))
    has_children = forms.ChoiceField(
        label=_("Do children move along?"),
        choices=(("", _("I do not say")), ("yes", _("Yes")), ("no", _("No"))),
        required=False,
        widget=forms.RadioSelect,
    )
    children = forms.CharField(
        label=_("Their ages, in years"), help_text=_("For example: 3, 6."), max_length=40, required=False
    )
    rent = _amount(_("What you can pay for housing, in euros a month"), most=20_000)
    surface = _amount(_("The surface you need, in m²"), most=1_000)
    deadline = _amount(_("In how many months would you like to have moved?"), most=120)
    pay_needed = _amount(_("The gross pay you need, in euros a month"), most=50_000)
    weekly_hours = _amount(_("How many hours a week you would work"), most=60, step="0.5")
    travel_minutes = _amount(_("The longest way to work, in minutes"), most=240)

    NAMES: Final = (
        "occupation",
        "goal",
        "here",
        *(f"place_{n}" for n in range(1, MOST_PLACES + 1)),
        "partner",
    )

    def __init__(
        self,
        *args: Any,
        told: Told,
        look_up: LookUp,
        datasets: frozenset[str],
        offered: dict[str, list[Choice]] | None = None,
        **kwargs: Any,
    ) -> None:
        known = _known(told, look_up)
        kwargs["initial"] = _initial(told, known)
        super().__init__(*args, **kwargs)
        self.told = told
        jobs = {"occupation", "goal", "partner"}
        find = {
            True: lambda text: naming.occupations(look_up, text),
            False: lambda text: naming.areas(look_up, text),
        }
        self.named = {
            name: Named(
                self,
                name,
                find=find[name in jobs],
                known=known[name],
                can_find=("rome" if name in jobs else "communes") in datasets,
                offered=(offered or {}).get(name),
                spelt=None if name in jobs else did_you_mean,
            )
            for name in self.NAMES
        }

    def clean_children(self) -> tuple[int, ...] | None:
        """Ages in years; ``None`` when nothing was said."""
        said = self.cleaned_data.get("has_children")
        if said == "no":
            return ()
        typed = str(self.cleaned_data["children"])
        ages = tuple(int(one) for one in re.findall(r"\d+", typed))[:10]
        if any(age > _AGE_MOST for age in ages) or (typed.strip() and not ages):
            raise forms.ValidationError(
                _("Write the ages in years, with commas between: 3, 6."), code="children"
            )
        return ages or None

    def clean(self) -> dict[str, Any]:
        """With the code of each name, and what nothing here knows."""
        super().clean()
        codes, unmatched = {}, {}
        for name, one in self.named.items():
            codes[name], left = one.clean()
            if left:
                unmatched[name] = left
        self.cleaned_data |= {"codes": codes, "unmatched": unmatched}
        return self.cleaned_data

    def told_now(self) -> Told:
        """What is told after this page."""
        said, codes = self.cleaned_data, self.cleaned_data["codes"]
        goal = (codes["goal"],) if codes["goal"] else ()
        places = [codes[f"place_{n}"] for n in range(1, MOST_PLACES + 1)]
        partner = {"yes": True, "no": False}.get(said["has_partner"])
        if partner is None and (codes["partner"] or "partner" in said["unmatched"]):
            partner = True
        numbers: dict[str, Any] = {
            name: None if said[name] is None else float(said[name])
            for name in ("rent", "surface", "deadline", "pay_needed", "weekly_hours", "travel_minutes")
        }
        return replace(
            self.told,
            aims=tuple(said["aims"]),
            occupation=codes["occupation"],
            goals=goal,
            here=codes["here"],
            places=tuple(dict.fromkeys(one for one in places if one)),
            has_partner=partner,
            partner=codes["partner"] if partner else "",
            partner_words=self.told.partner_words if partner else "",
            children=said.get("children"),
            unmatched=said["unmatched"],
            **numbers,
        )


class BeliefsForm(forms.Form):
    """What the person thinks of the labour market there, why they want it and what they did already."""

    offers = _amount(
        _("How many offers of this job come up there in a month?"), most=5_000, help_text=_("offers")
    )
    pay = _amount(_("What does this job pay there?"), most=10_000, help_text=_("euros gross a month"))
    months = _amount(_("How long does it take to find a job there?"), most=60, help_text=_("months"))
    skills = _amount(
        _("Of ten skills asked for, how many do you have?"), most=10, help_text=_("skills of ten")
    )
    rent = _amount(_("What does housing cost there?"), most=5_000, help_text=_("euros a month"))
    reasons = forms.CharField(
        label=_("Why do you want this change?"),
        help_text=_("For yourself. It changes no figure."),
        max_length=REASONS_MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    steps = forms.MultipleChoiceField(
        label=_("What have you done already?"),
        choices=tuple(STEP_WORDS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    #: The far end and the step of each slider; beyond it one types the number.
    SLIDERS: Final = {
        "offers": (200, 1),
        "pay": (5000, 50),
        "months": (24, 1),
        "skills": (10, 1),
        "rent": (2000, 10),
    }

    def __init__(self, *args: Any, told: Told, **kwargs: Any) -> None:
        kwargs["initial"] = {**_whole(told.beliefs), "reasons": told.reasons, "steps": list(told.steps)}
        super().__init__(*args, **kwargs)
        self.told = told
        for name, (most, step) in self.SLIDERS.items():
            self.fields[name].widget.attrs |= {"data-slider": str(most), "data-slider-step": str(step)}

    def told_now(self) -> Told:
        """What is told after this page."""
        said = self.cleaned_data
        return replace(
            self.told,
            beliefs={name: float(said[name]) for name in BELIEFS if said.get(name) is not None},
            reasons=said["reasons"],
            steps=tuple(one for one in STEPS if one in said["steps"]),
        )


def _known(told: Told, look_up: LookUp) -> dict[str, Choice | None]:
    def job(code: str) -> Choice | None:
        found = look_up.occupation(code) if code else None
        return naming.occupation_choice(found) if found else None

    def place(token: str) -> Choice | None:
        found = look_up.area(token) if token else None
        return naming.area_choice(found, look_up) if found else None

    goal = told.goals[0] if told.goals else ""
    places = (*told.places, *("",) * MOST_PLACES)
    return {
        "occupation": job(told.occupation),
        "goal": job(goal if goal != told.occupation else ""),
        "here": place(told.here),
        **{f"place_{n}": place(places[n - 1]) for n in range(1, MOST_PLACES + 1)},
        "partner": job(told.partner),
    }


def _initial(told: Told, known: dict[str, Choice | None]) -> dict[str, Any]:
    said = {None: "", True: "yes", False: "no"}
    return {
        "aims": list(told.aims),
        **{name: one.words if one else told.unmatched.get(name, "") for name, one in known.items()},
        "has_partner": said[told.has_partner],
        "has_children": said[None if told.children is None else bool(told.children)],
        "children": ", ".join(map(str, told.children or ())),
        **_whole(
            {
                name: getattr(told, name)
                for name in ("rent", "surface", "deadline", "pay_needed", "weekly_hours", "travel_minutes")
            }
        ),
    }


def _whole(values: Any) -> dict[str, Any]:
    """Numbers without a comma where they have none."""
    return {
        name: int(value) if value is not None and float(value).is_integer() else value
        for name, value in values.items()
    }
