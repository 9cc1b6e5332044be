"""What to do after the first ranking; printed by ``make run``."""

from __future__ import annotations

from openemploi.cli.screen import Lang, console
from openemploi.i18n import _


def next_steps(lang: Lang = "fr") -> None:
    """Say what to try next."""
    console.print(f"\n[bold]{_('What next')}[/bold]")
    for why, command in (
        (_("Your own offer and CVs:"), "rank OFFER CV_OR_FOLDER... --html report.html"),
        (_("One pair in full:"), "explain samples/offers/caissier-mairie.txt samples/cvs/secretaire.docx"),
        (
            _("Offers for one CV:"),
            "offers samples/cvs/caissiere-confirmee.pdf samples/offers --around Digne-les-Bains --radius 40",
        ),
        (_("What was read in a file:"), "extract FILE"),
        (
            _("The official classifications (ESCO, ROME):"),
            "taxonomy import ESCO_fr.zip ESCO_en.zip RefRomeCsv.zip",
        ),
        (_("What works on this machine:"), "doctor"),
    ):
        console.print(f"  {why}\n    [bold].venv/bin/openemploi {command}[/bold]", soft_wrap=True)
    console.print(_("The people, employers and offers in samples/ are fictitious."))
