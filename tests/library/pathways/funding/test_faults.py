"""What somebody reads who broke a rule while editing it: the line, the reason, what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from openemploi.cli.app import app
from openemploi.errors import FormatError
from openemploi.pathways.funding import faults_of, read_rule
from openemploi.pathways.funding.words import read_situation, situation_of

GOOD = """\
code: essai
nom: Une aide d’essai
pour qui: Les personnes inscrites.
valable: {du: 2026-01-01}
conditions:
  - Vous êtes inscrit ou inscrite à France Travail.
  - l’une de ces conditions:
      - Vous avez moins de 26 ans.
      - Vous avez un handicap reconnu (RQTH ou équivalent).
paiement:
  - Vous payez une participation de [participation CPF] €, sauf si vous êtes inscrit ou inscrite à France Travail ou si un autre financeur paie une partie.
demander à: la mairie
sources:
  - texte: Délibération du conseil municipal
    adresse: https://exemple.fr/
    vérifiée: 2026-01-15
"""  # noqa: E501


def test_a_good_rule_has_no_fault() -> None:
    assert faults_of(GOOD, name="essai.yaml") == ()
    assert read_rule(GOOD, name="essai.yaml").figures[0].name == "participation CPF"


@pytest.mark.parametrize(
    ("before", "after", "line", "code", "says"),
    [
        ("nom: Une", "non: Une", 2, "funding_field_unknown", "nom"),
        ("pour qui: Les personnes inscrites.", "pour qui:", 3, "funding_field_missing", "pour qui"),
        ("2026-01-01", "janvier", 4, "funding_date_invalid", "2026-01-31"),
        ("Vous êtes inscrit", "Vous etes peut-être inscrit", 6, "funding_sentence_unknown", "Vous êtes inscrit"),
        ("moins de 26 ans", "moins de vingt-six ans", 8, "funding_sentence_unknown", "Vous avez moins de {n} ans."),
        ("l’une de ces", "une de ces", 7, "funding_field_unknown", "l’une de ces conditions"),
        ("[participation CPF]", "[participation]", 11, "funding_figure_unknown", "participation CPF"),
        ("https://exemple.fr/", "exemple.fr", 15, "funding_address_invalid", "https://"),
        ("vérifiée: 2026-01-15", "vérifiée: hier", 16, "funding_date_invalid", "2026-01-31"),
        ("    vérifiée: 2026-01-15\n", "", 14, "funding_field_missing", "vérifiée"),
        ("nom: Une", "nom: Deux\nnom: Une", 3, "funding_field_twice", "nom"),
        ("    adresse: https", "    relire après: bientôt\n    adresse: https", 15, "funding_number_invalid", "103,20"),
        ("demander à: la", "demander à la", 13, "funding_unreadable", "deux-points"),
    ],
)  # fmt: skip
def test_a_fault_is_said_with_its_line_and_what_to_write(
    before: str, after: str, line: int, code: str, says: str
) -> None:
    assert before in GOOD
    found = faults_of(GOOD.replace(before, after), name="essai.yaml")

    fault = next(one for one in found if one.code == code and one.where.line == line)
    assert says in f"{fault.message} {fault.remedy}"
    with pytest.raises(FormatError):
        read_rule(GOOD.replace(before, after), name="essai.yaml")


def test_a_rule_without_a_source_is_refused() -> None:
    text = GOOD[: GOOD.index("sources:")]

    assert [fault.code for fault in faults_of(text, name="essai.yaml")] == ["funding_source_missing"]


def test_all_faults_are_told_at_once_in_the_order_of_the_lines() -> None:
    text = GOOD.replace("nom:", "nomm:").replace("2026-01-01", "hier").replace("https://", "ftp://")

    lines = [fault.where.line for fault in faults_of(text, name="essai.yaml")]

    assert lines == sorted(line for line in lines if line)
    assert len(lines) >= 4


def test_the_command_says_where_and_stops_with_three(tmp_path: Path) -> None:
    file = tmp_path / "aide.yaml"
    file.write_text(GOOD.replace("moins de 26 ans", "moins de vingt-six ans"), encoding="utf-8")

    result = CliRunner().invoke(app, ["funding", "check", str(file)], env={"COLUMNS": "500"})

    assert result.exit_code == 3
    assert "ligne 8" in result.stderr
    assert "funding_sentence_unknown" in result.stderr


def test_the_command_is_content_with_the_rules_of_the_library(tmp_path: Path) -> None:
    file = tmp_path / "aide.yaml"
    file.write_text(GOOD, encoding="utf-8")

    result = CliRunner().invoke(app, ["funding", "check", str(file)])

    assert result.exit_code == 0
    assert "1 règle peut être utilisée." in result.stdout


def test_a_file_that_is_no_text_is_said_so(tmp_path: Path) -> None:
    file = tmp_path / "aide.yaml"
    file.write_bytes(b"\xff\xfe\x00nom")

    result = CliRunner().invoke(app, ["funding", "check", str(file), "--json"])

    assert result.exit_code == 3
    assert '"funding_file_unreadable"' in result.stdout


def test_ask_answers_for_a_situation_in_a_file_and_shows_its_sources(tmp_path: Path) -> None:
    file = tmp_path / "personne.yaml"
    file.write_text(
        "âge: 34 ans\nemploi: sans emploi\ninscrit à France Travail: oui\ndroits CPF: 1 500 €\n"
        "nature: formation\ncertification: RNCP\nprix: 2 000 €\n",
        encoding="utf-8",
    )

    run = CliRunner().invoke(
        app, ["funding", "ask", str(file), "--day", "2027-06-01"], env={"COLUMNS": "300"}
    )

    assert run.exit_code == 0
    assert run.stdout.startswith("● Compte personnel de formation (CPF) – conditions remplies")
    assert "Reste à payer\u00a0: 500\u00a0€" in run.stdout
    assert "Source périmée, lue le 13/02/2026" in run.stdout


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("âge: 34\némploi: CDI\n", None, ""),
        ("âge: 34\ntravail salarié: 4\n", 2, "mois de travail salarié"),
        ("emploi: chômage\n", 1, "sans emploi"),
        ("âge: jeune\n", 1, "12"),
        ("région: Provence\n", 1, "Occitanie"),
        ("début: demain\n", 1, "2026-01-31"),
        ("handicap reconnu: peut-être\n", 1, "oui, non"),
    ],
)
def test_a_word_or_a_value_that_is_not_known_is_refused_with_what_would_be(
    text: str, line: int | None, says: str
) -> None:
    if line is None:
        assert read_situation(text, name="personne.yaml").age == 34  # accents of the writer do not matter
        return
    with pytest.raises(FormatError) as error:
        read_situation(text, name="personne.yaml")
    assert error.value.where.line == line
    assert says in error.value.remedy


def test_no_is_an_answer_and_silence_is_none() -> None:
    assert situation_of({"handicap reconnu": "non"}).disabled is False
    assert situation_of({}).disabled is None
