"""The components that stand hundreds of times on a page, made in Python: a template for each would be most of the work.

An icon is the text of its template, rendered once. ``ui/README.md`` shows how they look; the tags of
:mod:`openemploi_web.ui.templatetags.ui` give them to templates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.template.loader import get_template
from django.utils.html import conditional_escape as escaped
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from openemploi_web.ui.states import TONES


@lru_cache(maxsize=64)
def icon(name: str) -> SafeString:
    """A shape of 16 px in the colour of the text."""
    return mark_safe(get_template("ui/components/icon.html").render({"name": name}).strip())  # noqa: S308


def evidence_chip(
    *, label: Any, status: str, word: str, passages: Sequence[Any] = (), href: str = "", reason: Any = ""
) -> SafeString:
    """A skill and its state; opened, the reason, the passages and a link to where it was read."""
    name = f'<span class="chip__label">{escaped(label)}</span>'
    return _chip(
        name, status=status, word=word, passages=passages, href=href, reason=reason, state="chip__state"
    )


def state_chip(
    *, label: Any, status: str, word: str, passages: Sequence[Any] = (), reason: Any = ""
) -> SafeString:
    """The same in a cell whose column has the label as its head."""
    name = f'<span class="visually-hidden">{escaped(label)}: </span>'
    return _chip(name, status=status, word=word, passages=passages, reason=reason, state="")


def state_tag(word: Any, tone: str = "plain") -> SafeString:
    """A state in a word with a shape."""
    shape = icon(TONES.get(tone, "dot"))
    return mark_safe(f'<span class="tag tag--{escaped(tone)}">{shape}{escaped(word)}</span>')  # noqa: S308 (escaped)


def passages(items: Iterable[Any]) -> SafeString:
    """Passages between quotation marks, with the page and the source when they are known."""
    return mark_safe("".join(map(_passage, items or ())))  # noqa: S308 (each part is escaped)


def reasons(lines: Iterable[Any]) -> SafeString:
    """Lines with a shape, a label and the words for how it stands."""
    return mark_safe(  # noqa: S308 (each part is escaped)
        "".join(
            f'<li class="line--{escaped(line.state)}">{icon(line.shape)}<span><span class="strong">'
            f"{escaped(line.label)}</span> – {escaped(line.words)}</span></li>"
            for line in lines
        )
    )


def _chip(
    name: str, *, status: str, word: str, state: str, passages: Sequence[Any], reason: Any, href: str = ""
) -> SafeString:
    state_class = f' class="{state}"' if state else ""
    head = f"{icon(status)}{name} <span{state_class}>{escaped(word)}</span>"
    if not (passages or reason or href):
        return mark_safe(f'<span class="chip--plain chip--{status}">{head}</span>')  # noqa: S308 (escaped)
    body = [f"<p>{escaped(reason)}</p>"] if reason else []
    body += map(_passage, passages)
    if href:
        body.append(f'<p><a href="{escaped(href)}">{escaped(_("See where it was read"))}</a></p>')
    return mark_safe(  # noqa: S308 (each part is escaped)
        f'<details class="chip chip--{status}"><summary>{head}</summary>'
        f'<div class="chip__body">{"".join(body)}</div></details>'
    )


def _passage(passage: Any) -> str:
    text, page, source = (_said(passage, name) for name in ("text", "page", "source"))
    quoted = _("“%(text)s”") % {"text": escaped(text)}
    where = [str(escaped(source))] if source else []
    if page:
        where.append(_("page %(number)s") % {"number": escaped(page)})
    foot = f"<footer>{', '.join(where)}</footer>" if where else ""
    return f'<blockquote class="passage"><p>{quoted}</p>{foot}</blockquote>'


def _said(passage: Any, name: str) -> Any:
    return passage.get(name) if isinstance(passage, Mapping) else getattr(passage, name, None)
