"""An invented archive in the layout of LinkedIn's export, for tests of the library and of the portal."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Final

_TABLES: Final[Mapping[str, Sequence[Mapping[str, str]]]] = {
    "Profile.csv": [
        {"First Name": "Lou", "Last Name": "Amblard", "Headline": "Serveuse", "Summary": "J'aime le contact.",
         "Birth Date": "Mar 3", "Geo Location": "Gap"},
    ],
    "Positions.csv": [
        {"Company Name": "Auberge du Lac", "Title": "Serveuse", "Description": "Servir en salle\nEncaisser",
         "Location": "Gap", "Started On": "Mar 2019", "Finished On": "Dec 2022"},
        {"Company Name": "Bazar Central", "Title": "Vendeuse", "Description": "", "Location": "",
         "Started On": "2023", "Finished On": ""},
    ],
    "Education.csv": [
        {"School Name": "Lycée des Cimes", "Start Date": "2015", "End Date": "2017", "Notes": "",
         "Degree Name": "CAP restaurant", "Activities": ""},
    ],
    "Skills.csv": [{"Name": "Tenir une caisse"}, {"Name": "Service en salle"}],
    "Endorsement_Received_Info.csv": [
        {"Endorsement Date": "2021/02/03", "Skill Name": "Prendre une commande", "Endorser First Name": "Noé",
         "Endorser Last Name": "Vial", "Endorser Public Url": "", "Endorsement Status": "ACCEPTED"},
        {"Endorsement Date": "2021/02/04", "Skill Name": "Jongler", "Endorser First Name": "Noé",
         "Endorser Last Name": "Vial", "Endorser Public Url": "", "Endorsement Status": "REJECTED"},
    ],
    "Recommendations_Received.csv": [
        {"First Name": "Ada", "Last Name": "Roux", "Company": "Auberge du Lac", "Job Title": "Gérante",
         "Text": "Toujours à l'heure, elle a formé deux apprentis.", "Creation Date": "", "Status": "VISIBLE"},
    ],
    "Languages.csv": [
        {"Name": "Anglais", "Proficiency": "Limited working proficiency"},
        {"Name": "Français", "Proficiency": "Native or bilingual proficiency"},
    ],
    "messages.csv": [{"CONVERSATION ID": "1", "FROM": "Zoé Secret", "CONTENT": "Ne le dis à personne"}],
    "Connections.csv": [{"First Name": "Zoé", "Last Name": "Secret", "Email Address": "zoe@example.org"}],
}  # fmt: skip


def archive(**tables: Sequence[Mapping[str, str]]) -> bytes:
    """The archive; ``tables`` stand in the place of its own ("Positions": rows)."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as kept:
        for name, rows in (_TABLES | {f"{name}.csv": rows for name, rows in tables.items()}).items():
            text = io.StringIO(newline="")
            writer = csv.DictWriter(text, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
            kept.writestr(name, text.getvalue())
    return written.getvalue()
