"""From the file of a rule, as a civil servant writes it, to the rule; or to its faults, each with line and reason."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from openemploi.errors import FormatError
from openemploi.i18n import _
from openemploi.pathways.funding.model import Figure, Source
from openemploi.pathways.funding.phrases import Part, Sentence, nearest, number, recognise
from openemploi.pathways.funding.rules import Choice, Rule, figures
from openemploi.pathways.funding.yaml_lines import Block, Faults, Text, read

#: Code du travail and the like are read again every two years, a page or a figure every year.
REVIEW_MONTHS: Final = 12
UNKNOWN_DAY: Final = "inconnue"
_RULE: Final = {
    "code", "nom", "pour qui", "décidé par", "valable", "remplacé par", "suspendu", "conditions", "paiement", "revenu",
    "à savoir", "demander à", "sources",
}  # fmt: skip
_SOURCE: Final = {"texte", "adresse", "vérifiée", "relire après"}
_FIGURE: Final = {
    "valeur",
    "unité",
    "année",
    "change chaque année",
    "texte",
    "adresse",
    "vérifiée",
    "réserve",
}
_ONE: Final = "l’une de ces conditions"
_ALL: Final = "toutes ces conditions"
_NAMED: Final = re.compile(r"\[([^\]]+)\]")


def read_rule(text: str, *, name: str) -> Rule:
    """The rule in ``text``, a file called ``name``.

    Raises :class:`~openemploi.errors.FormatError` for its first fault; :func:`faults_of` lists them all.
    """
    faults = Faults(name)
    rule = _rule(text, faults)
    if faults.found or rule is None:
        raise faults.found[0]
    return rule


def faults_of(text: str, *, name: str) -> tuple[FormatError, ...]:
    """All that is wrong in the file of a rule, by line; none when it can be used as it is."""
    faults = Faults(name)
    _rule(text, faults)
    return tuple(sorted(faults.found, key=lambda fault: fault.where.line or 0))


def read_figures(text: str, *, name: str) -> tuple[Figure, ...]:
    """The named amounts in ``text``.

    Raises :class:`~openemploi.errors.FormatError` for the first fault.
    """
    faults = Faults(name)
    outer = read(text, faults)
    found = []
    for key in outer.rows if outer else ():
        if (row := outer.block(key) if outer else None) is None:
            continue
        row.only(_FIGURE)
        value, year = row.number("valeur"), row.number("année")
        source = _source(row, months=REVIEW_MONTHS)
        if value is not None and year is not None:
            yearly = row.text("change chaque année") == "oui"
            reserve = row.text("réserve", needed=False)
            found.append(Figure(key, value, row.text("unité"), int(year), yearly, source, reserve))
    if faults.found:
        raise faults.found[0]
    return tuple(found)


def _rule(text: str, faults: Faults) -> Rule | None:
    if (outer := read(text, faults)) is None:
        return None
    outer.only(_RULE)
    used: dict[str, Figure] = {}
    in_force = outer.block("valable")
    if in_force:
        in_force.only({"du", "au"})
    since = in_force.day("du") if in_force else None
    until = in_force.day("au", needed=False) if in_force else None
    conditions = tuple(_conditions(outer, "conditions", used))
    payment = tuple(_sentences(outer, Part.PAYMENT, used))
    if not conditions:
        outer.missing("conditions")
    if not payment:
        outer.missing("paiement")
    rule = Rule(
        code=outer.text("code"),
        name=outer.text("nom"),
        about=outer.text("pour qui"),
        decided_by=outer.text("décidé par", needed=False),
        since=since,  # type: ignore[arg-type]  # a missing day is a fault, and then there is no rule
        until=until,
        replaced_by=outer.text("remplacé par", needed=False),
        suspended=outer.text("suspendu", needed=False),
        conditions=conditions,
        payment=payment,
        income=tuple(_sentences(outer, Part.INCOME, used)),
        to_know=tuple(item.words for item in outer.items("à savoir") if isinstance(item, Text)),
        ask=outer.text("demander à"),
        sources=tuple(_sources(outer)),
        figures=tuple(used.values()),
    )
    return None if faults.found else rule


def _conditions(of: Block, key: str, used: dict[str, Figure]) -> list[Sentence | Choice]:
    found: list[Sentence | Choice] = []
    for item in of.items(key):
        if isinstance(item, Text):
            if sentence := _sentence(item, Part.CONDITIONS, used, of.faults):
                found.append(sentence)
            continue
        item.only({_ONE, _ALL})
        for name in item.rows.keys() & {_ONE, _ALL}:
            parts = tuple(_conditions(item, name, used))
            if not parts:
                item.missing(name)
            found.append(Choice(parts, every=name == _ALL))
    return found


def _sentences(of: Block, part: Part, used: dict[str, Figure]) -> list[Sentence]:
    found = []
    for item in of.items(part.value):
        if not isinstance(item, Text):
            of.missing(part.value, line=item.line)
        elif sentence := _sentence(item, part, used, of.faults):
            found.append(sentence)
    return found


def _sentence(item: Text, part: Part, used: dict[str, Figure], faults: Faults) -> Sentence | None:
    words = item.words
    for name in _NAMED.findall(words):
        figure = figures().get(name)
        if figure is None:
            faults.add(
                FormatError(
                    "funding_figure_unknown",
                    _("“{name}” is not one of the named figures.", name=name),
                    remedy=_("Write one of: {names}.", names=", ".join(figures())),
                    where=faults.at(item.line),
                )
            )
            return None
        used[name] = figure
        words = words.replace(f"[{name}]", number(figure.value))
    if found := recognise(words, part=part, line=item.line):
        return found
    near = nearest(words, part=part)
    hint = _("Did you mean: “{sentence}”?", sentence=near) if near else _("Look at the declared sentences.")
    faults.add(
        FormatError(
            "funding_sentence_unknown",
            _("No test is declared for “{sentence}”.", sentence=item.words),
            remedy=f"{hint} " + _("`openemploi funding sentences` lists them all."),
            where=faults.at(item.line),
        )
    )
    return None


def _sources(of: Block) -> list[Source]:
    found = []
    for item in of.items("sources"):
        if isinstance(item, Text):
            of.missing("texte", line=item.line)
            continue
        item.only(_SOURCE)
        months = item.number("relire après", needed=False)
        found.append(_source(item, months=int(months or REVIEW_MONTHS)))
    if not found:
        of.faults.add(
            FormatError(
                "funding_source_missing",
                _("The rule names no official text."),
                remedy=_("Add under `sources` its name, its address and the day you read it."),
                where=of.faults.at(of.rows.get("sources", (of.line, None))[0]),
            )
        )
    return found


def _source(of: Block, *, months: int) -> Source:
    address = of.text("adresse")
    if address and urlsplit(address).scheme != "https":
        of.faults.add(
            FormatError(
                "funding_address_invalid",
                _("“{words}” is not the address of a page.", words=address),
                remedy=_("Write an address that starts with https://."),
                where=of.faults.at(of.rows["adresse"][0]),
            )
        )
    unknown = of.text("vérifiée") == UNKNOWN_DAY
    return Source(of.text("texte"), address, None if unknown else of.day("vérifiée"), months)
