"""A card of the list "offers for me", made in Python: as templates, ten of them were half of the work of the page.

What all cards of a page share (words, the reasons for setting an offer aside, the token of the forms) is made once.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape as escaped
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from openemploi_web.jobseekers.models import OfferMark
from openemploi_web.jobseekers.offers import OfferCard
from openemploi_web.ui.bars import usefulness_bars
from openemploi_web.ui.chips import icon, state_tag

_NOWHERE = UUID(int=0)


def card_list(cards: Iterable[OfferCard], *, path: str, token: str, level: int = 2) -> SafeString:
    """The cards of a page; ``path`` is where its forms lead back, ``token`` guards them, ``level`` is of headings."""
    maker = _Maker(path=path, token=token, level=level)
    return mark_safe("".join(maker.card(card) for card in cards))  # noqa: S308 (each part is escaped)


class _Maker:
    """Cards of one page, in the language in force."""

    def __init__(self, *, path: str, token: str, level: int) -> None:
        self.level = level
        self.path = escaped(path)
        self.hidden = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)
        self.reasons = "".join(
            f'<option value="{escaped(value)}">{escaped(label)}</option>'
            for value, label in OfferMark.Reason.choices
        )
        # Only the key differs from card to card.
        self.places = {
            name: _place(name)
            for name in ("vacancies:offer", "jobseekers:apply", "jobseekers:mark", "rights:why")
        }
        self.applied = state_tag(_("You have applied"), "met")
        self.liked = state_tag(_("Favourite"), "action")
        self.public = f' <span class="soft">– {escaped(_("public employer"))}</span>'

    def card(self, card: OfferCard) -> str:
        """One card."""
        offer = card.vacancy
        key, title = str(offer.pk), escaped(offer.title)
        tag = self.applied if card.application else self.liked if card.favourite else ""
        if card.reach:
            tag = f"{state_tag(card.reach, 'plain')} {tag}"
        said = f'<span class="visually-hidden"> – {title}</span>'
        habit = icon("person" if card.habit.known else "question")
        return (
            f'<article class="card offer" id="offer-{key}" aria-labelledby="title-{key}">\n'
            f'<div class="cluster cluster--between"><h{self.level} class="offer__title" id="title-{key}">'
            f'<a href="{self._to("vacancies:offer", key)}">{title}</a></h{self.level}>\n{tag}</div>\n'
            f'<p class="offer__employer">{escaped(offer.organisation.name)}'
            f"{self.public if offer.organisation.public else ''}</p>\n"
            f'<ul class="offer__terms plain">{self._terms(card)}</ul>\n'
            f"{usefulness_bars(card.wanted, card.chance)}\n"
            f'<p class="offer__habit soft small">{habit} {escaped(card.habit.words)}</p>\n'
            + (f'<p class="soft small">{icon("info")} {escaped(card.effect)}</p>\n' if card.effect else "")
            + f'<div class="actions card__foot">\n{self._actions(card, key, said)}</div>\n'
            + ("" if card.application else self._aside(key, said))
            + "</article>\n"
        )

    def _terms(self, card: OfferCard) -> str:
        lines = []
        for term in card.terms:
            if not term.known:
                words = _("%(label)s: not given") % {"label": term.label}
                lines.append(f'<li class="soft">{icon("question")} {escaped(words)}</li>')
            else:
                away = term.name == "place" and card.distance
                far = f' <span class="soft">– {escaped(card.distance)}</span>' if away else ""
                lines.append(f"<li>{escaped(term.words)}{far}</li>")
        return "".join(lines)

    def _actions(self, card: OfferCard, key: str, said: str) -> str:
        if card.application:
            follow = reverse("jobseekers:application", args=[card.application])
            first = f'<a class="button" href="{follow}">{escaped(_("Follow my application"))}</a>'
        else:
            first = f'<a class="button" href="{self._to("jobseekers:apply", key)}">{escaped(_("Apply"))}{said}</a>'
        if card.favourite:
            value, words = "", str(escaped(_("Remove from favourites")))
        else:
            value, words = "favourite", f"{icon('star')}{escaped(_('Keep'))}"
        why = self._to("rights:why", key)
        because = (
            f'<a class="button quiet" href="{why}">{escaped(_("Why this rank"))}{said}</a>' if why else ""
        )
        return (
            f'{first}\n<form method="post" action="{self._to("jobseekers:mark", key)}">{self.hidden}'
            f'<input type="hidden" name="next" value="{self.path}#offer-{key}">'
            f'<button class="button secondary" name="mark" value="{value}">{words}{said}</button></form>\n{because}\n'
            f'<label class="offer__pick"><input type="checkbox" name="offer" value="{key}" form="compare"> '
            f"<span>{escaped(_('Compare'))}{said}</span></label>\n"
        )

    def _aside(self, key: str, said: str) -> str:
        return (
            f'<details class="details offer__aside"><summary>{escaped(_("Not for me because…"))}{said}</summary>\n'
            f'<form method="post" action="{self._to("jobseekers:mark", key)}" class="inline-form">{self.hidden}'
            f'<input type="hidden" name="next" value="{self.path}">\n'
            f'<div class="field"><label for="reason-{key}">{escaped(_("Reason"))}</label>'
            f'<select name="reason" id="reason-{key}">{self.reasons}</select></div>\n'
            f'<button class="button secondary" name="mark" value="not_for_me">'
            f"{escaped(_('Set this offer aside'))}</button>\n</form></details>\n"
        )

    def _to(self, name: str, key: str) -> str:
        return self.places[name].replace(str(_NOWHERE), key)


def _place(name: str) -> str:
    """The address of ``name`` for an offer; nothing where this instance has no such page."""
    try:
        return reverse(name, args=[_NOWHERE])
    except NoReverseMatch:
        return ""
