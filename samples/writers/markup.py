"""HTML as a personal page or a job board gives it: semantic tags, a little style, no script."""

from __future__ import annotations

import base64
from html import escape

from writers.pictures import portrait_jpeg
from writers.sheet import Entry, Section, Sheet

STYLE = (
    "body{font-family:sans-serif;max-width:48em;margin:2em auto;line-height:1.4}"
    "h2{border-bottom:1px solid #999}.dates{color:#555}.photo{float:right}"
)


def html(sheet: Sheet) -> bytes:
    title = sheet.name or sheet.headline
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{sheet.language}">',
        f'<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>',
        "<body>",
    ]
    if sheet.person.photo:
        data = base64.b64encode(portrait_jpeg()).decode("ascii")
        parts.append(f'<img class="photo" alt="Photo" src="data:image/jpeg;base64,{data}">')
    if sheet.body:
        parts += [f"<p>{escape(line)}</p>" for line in sheet.body.split("\n") if line.strip()]
    else:
        parts += _sheet(sheet)
    parts += ["</body>", "</html>", ""]
    return "\n".join(parts).encode("utf-8")


def _sheet(sheet: Sheet) -> list[str]:
    parts = []
    if sheet.name:
        parts.append(f"<h1>{escape(sheet.name)}</h1>")
    if sheet.headline:
        tag = "p" if sheet.name else "h1"
        parts.append(f"<{tag}><strong>{escape(sheet.headline)}</strong></{tag}>")
    if sheet.contact:
        parts.append("<address>" + "<br>\n".join(escape(line) for line in sheet.contact) + "</address>")
    for section in sheet.sections:
        parts += _section(section)
    return parts


def _section(section: Section) -> list[str]:
    parts = ["<section>"]
    if section.heading:
        parts.append(f"<h2>{escape(section.heading)}</h2>")
    parts += [f"<p>{escape(line)}</p>" for line in section.text.split("\n") if line.strip()]
    if section.inline and section.items:
        parts.append(f"<p>{escape(', '.join(section.items))}</p>")
    elif section.items:
        parts.append(_list(section.items))
    for entry in section.entries:
        parts += _entry(entry)
    return [*parts, "</section>"]


def _entry(entry: Entry) -> list[str]:
    where = ", ".join(part for part in (entry.employer, entry.place) if part)
    parts = ["<article>", f"<h3>{escape(entry.title)}</h3>"]
    if where or entry.dates:
        dates = f'<span class="dates">{escape(entry.dates)}</span>' if entry.dates else ""
        parts.append(f"<p>{escape(where)}{' — ' if where and dates else ''}{dates}</p>")
    if entry.lines:
        parts.append(_list(entry.lines))
    return [*parts, "</article>"]


def _list(items: tuple[str, ...]) -> str:
    return "<ul>\n" + "\n".join(f"<li>{escape(item)}</li>" for item in items) + "\n</ul>"
