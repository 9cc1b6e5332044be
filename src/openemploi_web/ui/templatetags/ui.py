"""The components of every page, as template tags that need no ``{% load %}``; ui/README.md shows each with an example.

A tag prepares what its template in ``templates/ui/components/`` shows: words of a state, widths as text for SVG
attributes (the Content-Security-Policy forbids ``style=``), addresses that keep the other parameters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page as PageOfList
from django.forms import BaseForm, BoundField
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openemploi_web.ui import bars, chips, levels, places, words
from openemploi_web.ui.errors import faults, keeps_nothing
from openemploi_web.ui.states import CHIP_STATES, chip_word

register = template.Library()

Values = dict[str, Any]


@register.simple_tag
def icon(name: str) -> SafeString:
    """A shape of 16 px in the colour of the text; said by nothing, so a word stands beside it."""
    return chips.icon(str(name))


@register.simple_tag
def evidence_chip(
    label: str, status: str, passages: Iterable[Any] = (), href: str = "", reason: str = "", word: str = ""
) -> SafeString:
    """A skill, its state in a word and a shape; opened, the passages it was read in or the reason."""
    if status not in CHIP_STATES:
        raise template.TemplateSyntaxError(f"evidence_chip: {status!r} is none of {', '.join(CHIP_STATES)}")
    return chips.evidence_chip(
        label=label,
        status=status,
        word=word or chip_word(status),
        passages=list(passages or ()),
        href=href,
        reason=reason,
    )


@register.simple_tag
def passages(items: Iterable[Any]) -> SafeString:
    """Passages between quotation marks, with the page and the source when they are known."""
    return chips.passages(items)


@register.simple_tag
def state_chip(
    label: str, status: str, passages: Iterable[Any] = (), reason: str = "", word: str = ""
) -> SafeString:
    """``evidence_chip`` in a cell whose column has the label as its head: the label is for who does not see it."""
    return chips.state_chip(
        label=label,
        status=status,
        word=word or chip_word(status),
        passages=list(passages or ()),
        reason=reason,
    )


@register.inclusion_tag("ui/components/explanation_bar.html")
def explanation_bar(parts: Iterable[Any], total: str = "", caption: str = "", open: bool = True) -> Values:
    """The parts of a result as a labelled stack, and the same figures as a table."""
    stacked = bars.stack(list(parts))
    return {"parts": stacked, "total": total, "caption": caption, "open": open}


@register.simple_tag
def usefulness_bars(wanted: Any, chance: Any, who: str = "you") -> SafeString:
    """How far an offer is wanted, and how far it can be had; each bar opens its reasons."""
    return bars.usefulness_bars(wanted, chance, who=who)


@register.inclusion_tag("ui/components/figure_value.html")
def figure_value(
    value: float | Decimal | str | None,
    label: str = "",
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
    n: int | None = None,
    source: str = "",
    date: date | str | None = None,
    reason: str = "",
) -> Values:
    """A figure with its interval as a thin band, how many it rests on, its source and date; or "unknown" and why."""
    return {
        "known": value is not None,
        "value": value if isinstance(value, str) else words.number(value),
        "label": label,
        "unit": unit,
        "interval": value is not None and low is not None and high is not None,
        "low": words.number(low) if low is not None else "",
        "high": words.number(high) if high is not None else "",
        "at": bars.place(value, low=low, high=high),
        "n": words.number(n) if n is not None else "",
        "source": source,
        "date": words.day(date) if isinstance(date, datetime | _DATE) else (date or ""),
        "reason": reason,
    }


_DATE = date


@register.inclusion_tag("ui/components/comparison.html")
def comparison(columns: Iterable[Any], rows: Iterable[Any], caption: str = "") -> Values:
    """Two to four columns side by side; at 320 px each row becomes a card."""
    heads = [_column(column) for column in columns]
    lines = [(label, list(zip(heads, cells, strict=True))) for label, cells in map(_row, rows)]
    return {"columns": heads, "rows": lines, "caption": caption}


def _column(column: Any) -> Values:
    if isinstance(column, str):
        return {"title": column, "href": "", "note": ""}
    return {
        "title": getattr(column, "title", "") or str(column),
        "href": getattr(column, "href", ""),
        "note": getattr(column, "note", ""),
    }


def _row(row: Any) -> tuple[str, Sequence[Any]]:
    label, cells = row if isinstance(row, tuple | list) else (row.label, row.cells)
    return label, cells


@register.inclusion_tag("ui/components/decision.html")
def decision(
    proposal: str,
    choice: str = "",
    reason: str = "",
    who: str = "",
    when: date | datetime | None = None,
    proposal_reason: str = "",
    differs: bool = False,
) -> Values:
    """What the machine proposed on the left, what a person chose and why on the right."""
    return {
        "proposal": proposal,
        "proposal_reason": proposal_reason,
        "choice": choice,
        "reason": reason,
        "who": who,
        "when": when,
        "differs": differs,
    }


@register.inclusion_tag("ui/components/journal_line.html")
def journal_line(who: str, what: str, when: date | datetime, why: str = "") -> Values:
    """Who did what, when and why; one ``<li>`` for an ``<ol class="journal">``."""
    return {"who": who, "what": what, "when": when, "why": why}


@register.inclusion_tag("ui/components/progress.html")
def progress(
    done: int,
    total: int | None,
    text: str = "",
    left: str = "",
    id: str = "progress",
    running: bool = True,
    label: str = "",
) -> Values:
    """How far long work is, in words and as a bar; refreshed while it runs, by the page itself or by a link."""
    return {
        "done": done,
        "total": total,
        "text": text,
        "left": left,
        "id": id,
        "running": running,
        "label": label or _("Progress"),
    }


@register.inclusion_tag("ui/components/empty_state.html")
def empty_state(title: str, text: str = "", href: str = "", action: str = "", level: int = 2) -> Values:
    """What is not there yet and the first thing to do about it."""
    return {"title": title, "text": text, "href": href, "action": action, "level": level}


@register.inclusion_tag("ui/components/message.html")
def message(text: str, tone: str = "info", title: str = "") -> Values:
    """A message: ``info``, ``success``, ``warning`` or ``error``."""
    shapes = {"info": "info", "success": "check", "warning": "attention", "error": "cross"}
    return {"text": text, "tone": tone, "title": title, "shape": shapes.get(tone, "info")}


@register.simple_tag
def state_tag(word: str, tone: str = "plain") -> SafeString:
    """A state in a word with a shape: ``plain``, ``met``, ``attention``, ``action``, ``refused`` or ``unknown``."""
    return chips.state_tag(word, tone)


@register.inclusion_tag("ui/components/stepper.html")
def stepper(steps: Iterable[str], current: int) -> Values:
    """Where one is in a work of several pages; ``current`` counts from 1."""
    rows = [
        {"number": n, "label": label, "done": n < current, "current": n == current}
        for n, label in enumerate(steps, start=1)
    ]
    return {"steps": rows, "current": current, "count": len(rows)}


@register.inclusion_tag("ui/components/breadcrumb.html")
def breadcrumb(items: Iterable[Any]) -> Values:
    """The pages above this one: pairs of words and address, the last without an address."""
    trail = [item if isinstance(item, tuple | list) else (str(item), "") for item in items]
    return {"items": [(pair[0], pair[1] if len(pair) > 1 else "") for pair in trail]}


@register.inclusion_tag("ui/components/tabs.html")
def tabs(items: Iterable[Any], label: str = "") -> Values:
    """Views of one thing as links: tuples of words, address, whether it is the current one, and maybe a count."""
    rows = [tuple(item) + (None,) * (4 - len(tuple(item))) for item in items]
    return {"items": rows, "label": label or _("Views")}


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(context: Context, page_obj: PageOfList[Any], parameter: str = "page") -> Values:
    """Links to the pages of a list; the other parameters of the address stay."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else None

    def address(number: int) -> str:
        if query is None:
            return f"?{parameter}={number}"
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    paginator = page_obj.paginator
    numbers = paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)
    return {
        "several": paginator.num_pages > 1,
        "pages": [
            {"number": n, "url": address(n) if isinstance(n, int) else "", "current": n == page_obj.number}
            for n in numbers
        ],
        "previous": address(page_obj.previous_page_number()) if page_obj.has_previous() else "",
        "next": address(page_obj.next_page_number()) if page_obj.has_next() else "",
        "first": page_obj.start_index(),
        "last": page_obj.end_index(),
        "count": paginator.count,
    }


@register.inclusion_tag("ui/components/skill_level.html")
def skill_level(n: int | None, behaviour: bool = True) -> Values:
    """A step of the 0..4 scale in words, with what the person does at that step; unrated is said."""
    reached = levels.step(n)
    return {"step": reached, "behaviour": behaviour, "steps": range(1, len(levels.STEPS)), "n": n or 0}


@register.inclusion_tag("ui/components/form.html", takes_context=True)
def form(
    context: Context,
    form: BaseForm,
    submit: str = "",
    action: str = "",
    method: str = "post",
    cancel: str = "",
    tone: str = "",
    id: str = "",
) -> Values:
    """A whole form: token, errors on top, fields, the button that sends and the link that goes back."""
    return {
        "form": form,
        "submit": submit or _("Save"),
        "action": action,
        "method": method,
        "cancel": cancel,
        "tone": tone,
        "id": id,
        "multipart": form.is_multipart(),
        "csrf_token": context.get("csrf_token", ""),
    }


@register.inclusion_tag("ui/form/error_summary.html")
def error_summary(form: BaseForm) -> Values:
    """The errors of a form, each a link to its field; for forms whose fields a template places itself."""
    return {"faults": faults(form), "keeps_nothing": keeps_nothing(form)}


@register.filter
def money(value: float | Decimal | None, currency: str = "€") -> str:
    """``1850`` → ``1 850 €``."""
    return words.money(value, currency=currency)


@register.filter
def figures(value: float | Decimal | None) -> str:
    """``12500.5`` → ``12 500,5``."""
    return words.number(value)


@register.filter
def months_in_words(value: int | None) -> str:
    """``38`` → ``3 years and 2 months``."""
    return words.months(value)


@register.filter
def since(value: date | datetime | None) -> str:
    """A past or coming day → ``3 days ago``, ``today``, ``in 2 months``."""
    return words.since(value)


@register.filter
def day(value: date | datetime | None) -> str:
    """A day → ``2 March 2026`` in the language in force."""
    return words.day(value)


@register.filter
def month(value: date | None) -> str:
    """The month of a day → ``March 2026`` in the language in force."""
    return words.month(value)


@register.filter
def weekday(value: date | datetime | None) -> str:
    """The day of the week and the day, without the year."""
    return words.weekday(value)


@register.filter
def month_said(text: str) -> str:
    """A month or a year as a CV holds it, in words."""
    return words.month_said(text)


@register.simple_tag
def colon() -> str:
    """What stands between a label and what it says: French has a space before it."""
    return "\u00a0: " if (get_language() or "").startswith("fr") else ": "


@register.filter
def bare(field: BoundField) -> BoundField:
    """A field without placeholder: it repeats the label, is cut off at 320 px and goes away when one writes."""
    field.field.widget.attrs.pop("placeholder", None)
    return field


@register.filter
def at(mapping: Mapping[Any, Any], key: Any) -> Any:
    """``{{ names|at:code }}``: the value of a key that is itself a variable; nothing when it is not there."""
    return mapping.get(key)


@register.filter
def did_you_mean(name: Any) -> str:
    """``{{ place|did_you_mean }}``: places spelt nearly as that, in a sentence; empty where there are none."""
    return places.did_you_mean(str(name or ""))
