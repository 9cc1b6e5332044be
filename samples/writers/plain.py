"""Plain text in three encodings, and RTF written by hand as an old word processor does.

``lines`` is the layout that all of these share, and the pictures too.
"""

from __future__ import annotations

from writers.sheet import Entry, Section, Sheet


def lines(sheet: Sheet) -> list[str]:
    """The sheet as lines of text, blank lines included, without wrapping."""
    if sheet.body:
        return sheet.body.rstrip("\n").split("\n")
    written = [line for line in (sheet.name, *sheet.contact) if line]
    if sheet.headline:
        written += ["", sheet.headline]
    for section in sheet.sections:
        written += ["", *_section(section, sheet)]
    return written


def entry_head(entry: Entry, style: str) -> str:
    """The first line of an entry, in one of the ways in which people write it."""
    where = ", ".join(part for part in (entry.employer, entry.place) if part)
    if style == "dates-last":
        head = " – ".join(part for part in (entry.title, where) if part)
        return f"{head} ({entry.dates})" if entry.dates else head
    if style == "employer-first":
        return " | ".join(part for part in (entry.dates, where, entry.title) if part)
    head = ", ".join(part for part in (entry.title, where) if part)
    return f"{entry.dates} : {head}" if entry.dates else head


def utf8(sheet: Sheet) -> bytes:
    return ("\n".join(lines(sheet)) + "\n").encode("utf-8")


def windows_1252(sheet: Sheet) -> bytes:
    """What the encoding lacks becomes ``?``, as old programs do."""
    return ("\r\n".join(lines(sheet)) + "\r\n").encode("cp1252", errors="replace")


def utf_16(sheet: Sheet) -> bytes:
    """UTF-16 with its mark, little-endian, as the Windows notepad saves « Unicode »."""
    return b"\xff\xfe" + ("\r\n".join(lines(sheet)) + "\r\n").encode("utf-16-le")


def rtf(sheet: Sheet) -> bytes:
    r"""RTF 1.5 in Windows-1252: accents are ``\'e9``, what has no code is ``\u8211?``."""
    head = (
        r"{\rtf1\ansi\ansicpg1252\deff0\deflang1036{\fonttbl{\f0\fswiss\fcharset0 Arial;}}"
        r"{\colortbl ;\red0\green0\blue0;\red31\green73\blue125;}"
        r"{\info{\creatim\yr2026\mo1\dy5\hr9\min0}}\viewkind4\uc1\pard\f0\fs20 "
    )
    headings = {section.heading for section in sheet.sections if section.heading}
    body: list[str] = []
    for number, line in enumerate(lines(sheet)):
        escaped = _rtf_escaped(line)
        if number == 0:
            body.append(rf"{{\b\fs32 {escaped}}}\par")
        elif line in headings:
            body.append(rf"{{\b\cf2\fs24 {escaped}}}\par")
        elif line.startswith("- "):
            body.append(rf"\pard\fi-200\li400\bullet\tab {escaped[2:]}\par\pard")
        else:
            body.append(rf"{escaped}\par")
    return (head + "\r\n".join(body) + "\r\n}\r\n").encode("ascii")


def _section(section: Section, sheet: Sheet) -> list[str]:
    bullet = sheet.option("bullet", "- ")
    written = [section.heading] if section.heading else []
    if section.text:
        written += section.text.rstrip("\n").split("\n")
    if section.inline and section.items:
        written.append(", ".join(section.items))
    else:
        written += [bullet + item for item in section.items]
    for entry in section.entries:
        written.append(entry_head(entry, sheet.option("entries")))
        written += [bullet + line for line in entry.lines]
    return written


def _rtf_escaped(text: str) -> str:
    escaped = []
    for char in text:
        if char in "\\{}":
            escaped.append("\\" + char)
        elif char < "\x80":
            escaped.append(char)
        else:
            try:
                escaped.append(f"\\'{char.encode('cp1252')[0]:02x}")
            except UnicodeEncodeError:
                escaped.append(f"\\u{ord(char)}?")
    return "".join(escaped)
