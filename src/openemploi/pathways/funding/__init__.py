"""Who pays for training: rules that a civil servant can read, and what they say to a person.

A rule is a file of ``rules/`` in French sentences with their source and the day it was read; each sentence is bound to
a declared test or calculation (``phrases.yaml``). Nothing is guessed: what is not said or not known stays so.

>>> from datetime import date
>>> from openemploi.pathways.funding import Situation, Training, answers
>>> found = answers(Situation(registered=True), today=date(2026, 11, 1))
>>> {answer.outcome for answer in found} >= {"cannot_tell"}
True
"""

from openemploi.pathways.funding.answering import answer, answers, flags
from openemploi.pathways.funding.model import (
    Amount,
    Answer,
    Care,
    Certification,
    Checked,
    Figure,
    Flag,
    Kind,
    Month,
    Outcome,
    Situation,
    Source,
    State,
    Training,
    Work,
)
from openemploi.pathways.funding.reading import faults_of, read_rule
from openemploi.pathways.funding.rules import Rule, rules

__all__ = [
    "Amount",
    "Answer",
    "Care",
    "Certification",
    "Checked",
    "Figure",
    "Flag",
    "Kind",
    "Month",
    "Outcome",
    "Rule",
    "Situation",
    "Source",
    "State",
    "Training",
    "Work",
    "answer",
    "answers",
    "faults_of",
    "flags",
    "read_rule",
    "rules",
]
