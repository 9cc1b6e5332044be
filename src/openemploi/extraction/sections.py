"""The parts of a CV, found by their headings, in French, English and Korean.

A heading is a short line made only of heading words and of what usually goes around them ("mes", "principales",
"relevant"). Capitals, missing accents, icons, numbering,
colons and spaced-out letters do not matter. What stands
before the first heading is the header. Offers have other headings: :func:`find_sections` takes its list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from openemploi.extraction.cv_lines import Line, folded, split_lines
from openemploi.extraction.model import Section, SectionSpan
from openemploi.folding import is_korean

_LONGEST: Final = 70  # characters of a heading
_WORD: Final = re.compile(r"[^\W_]+")
_ADDED_S: Final = re.compile(r"(?<=\w)\(s\)")  # "Langue(s)"


@dataclass(frozen=True, slots=True)
class Heading:
    """The phrases that open a section, folded (no capitals, accents or signs)."""

    section: Section
    phrases: frozenset[str]


def _heading(section: Section, phrases: str) -> Heading:
    return Heading(section, frozenset(" ".join(p.split()) for p in phrases.split(",")))


CV_HEADINGS: Final = (
    _heading(
        Section.EXPERIENCE,
        """emplois etudiants, emploi etudiant, petits boulots, petits emplois, jobs etudiants, job etudiant,
        jobs saisonniers, missions interim, missions d interim, missions en interim, interim, stages effectues,
        voluntary work, voluntary experience, placements, work placements, work, casual work, summer jobs,
        주요경력, 근무경력, 근무 이력, 경력내용, 직장경력, 아르바이트 경험,
        experience, experiences, experience professionnelle, experiences professionnelles, parcours professionnel,
        parcours, emplois, emplois occupes, postes occupes, stages, stages et emplois, jobs d ete,
        emplois saisonniers, j ai travaille, j ai deja travaille, mes emplois, mes boulots, i have worked,
        carriere, historique professionnel,
        activites professionnelles, missions, vie active,
        vie professionnelle, benevolat, engagement associatif, engagements associatifs,
        activites benevoles, vie associative, engagements, work experience, employment, employment history,
        work history, career history, professional background, professional experience,
        career, volunteering,
        volunteer work, volunteer experience, internships, jobs, positions held,
        community involvement, campus involvement, on campus involvement, extracurricular activity,
        extracurricular activities, activities, 경력, 경력사항, 경력 사항, 경험, 주요 경력, 인턴, 인턴 경험,
        대외활동,
        봉사활동, 업무 경험, 경력 기술서""",
    ),
    _heading(
        Section.EDUCATION,
        """niveau d etudes, niveau d etude, niveau scolaire, niveau de formation, etudes superieures,
        etudes secondaires,
        titres et diplomes, diplomes et titres, educational background, educational qualifications,
        최종학력, 자격사항, 자격 및 면허, 자격증 및 면허, 자격면허, 자격증 및 어학, 보유 자격증, 취득 자격, 자격,
        formation, formations, formation initiale, formation continue, formations initiales, diplome, diplomes,
        etudes, scolarite, parcours scolaire, parcours academique, parcours de formation,
        cursus, cursus scolaire,
        cursus universitaire, formation academique, certifications, certification,
        certificats, habilitations,
        education, academic background, academics, qualifications,
        education and training, training, studies,
        certificates, certifications and activities, 학력, 학력사항, 학력 사항,
        교육, 교육사항, 교육 이수, 자격증""",
    ),
    _heading(
        Section.SKILLS,
        """domaines d expertise, domaine d expertise, logiciels maitrises, outils maitrises, ce que je sais faire,
        computer skills, it skills, computing skills, 보유기술, 보유능력, 핵심능력, 컴퓨터 활용능력, 직무역량,
        competence, competences, competences cles, savoir faire, savoirs faire, savoir etre, savoirs etre, atouts,
        mes atouts, qualites, points forts, domaines de competences, informatique,
        bureautique, logiciels, outils,
        outils informatiques, connaissances, aptitudes, expertise, expertises, capacites,
        personnalite, soft skills,
        hard skills, maitrise, skills, key skills, core competencies, competencies,
        technical skills, strengths,
        technologies, tools, software, abilities, areas of expertise, programs,
        technical proficiencies, 기술, 기술 스택,
        보유 기술, 역량, 핵심 역량, 스킬, 전문 분야""",
    ),
    _heading(
        Section.LANGUAGES,
        """langues pratiquees, foreign languages, languages spoken, 외국어 및 어학, 외국어 수준,
        langues, langue, langues parlees, langues etrangeres, langues vivantes, langues maitrisees, linguistique,
        competences linguistiques, niveau de langue, niveaux de langues, languages,
        language, language skills,
        language, 언어, 외국어, 어학, 외국어 능력, 어학 능력""",
    ),
    _heading(
        Section.LICENCES,
        """permis, permis de conduire, permis et vehicule, mobilite et permis, caces, permis caces,
        habilitations et permis, driving licence, driving license, licences, licenses, 면허, 운전면허, 면허증""",
    ),
    _heading(
        Section.SUMMARY,
        """poste recherche, emploi recherche, poste souhaite, metier recherche, 희망직종, 희망직무, 지원동기,
        profil, mon profil, profil professionnel, a propos, a propos de moi, qui suis je, presentation, resume,
        synthese, objectif, objectifs, objectif professionnel, projet professionnel, mon projet, accroche,
        en quelques mots, en bref, summary, professional summary, profile, about, about me, objective,
        career objective, career summary, executive summary, personal statement,
        소개, 자기소개, 자기 소개, 프로필, 요약""",
    ),
    _heading(
        Section.INTERESTS,
        """centres d interet, centres d interets, centre d interet, centre d interets, interets, loisirs, hobbies,
        passions, sports, activites extra professionnelles,
        activites extraprofessionnelles, activites personnelles,
        activites, interests, hobby, hobbies and interests, personal interests, 취미, 관심사, 취미와 특기""",
    ),
    _heading(
        Section.REFERENCES,
        "references, reference, recommandations, referees, references professionnelles, 추천인",
    ),
    _heading(
        Section.HEADER,
        """contact, contacts, coordonnees, mes coordonnees, informations personnelles, etat civil, me contacter,
        donnees personnelles, contact information, contact details, personal information,
        personal details, 연락처,
        인적사항, 인적 사항, 개인정보, 기본정보""",
    ),
    _heading(
        Section.OTHER,
        """병역사항, 병역, 군 경력, projets, projet, projets personnels, realisations, publications, divers, autres,
        informations complementaires,
        autres informations, prix, distinctions, recompenses, liens, reseaux sociaux,
        mobilite, disponibilite,
        disponibilites, projects, project, personal projects, academic projects, awards,
        honors, honours, achievements,
        honors awards, accomplishments, links, additional information, other,
        miscellaneous, research, societies,
        patents, presentations, coursework, courses, relevant coursework, writing,
        community, program committees, portfolio, 프로젝트, 수상,
        수상 경력, 수상내역, 기타""",
    ),
)

_CHIEF: Final = frozenset({Section.EXPERIENCE, Section.EDUCATION, Section.SKILLS})
# Words that may stand around heading words without changing what they announce.
_AROUND: Final = frozenset(
    """
    mes mon ma ses notre vos votre et and ou de des du d la le les l en a au aux my the of other autre
    autres principal
    principale principales principaux professionnel professionnelle professionnelles professionnels
    significative
    significatives recente recentes pertinentes complementaire complementaires associative associatives
    benevole
    benevoles personnelle personnelles personnels specifique specifiques generale generales technique
    techniques
    transversales transferables comportementales relationnelles operationnelles organisationnelles
    informatiques
    numeriques metier metiers initiale initiales continue continues scolaire scolaires universitaire
    universitaires
    cours dernieres derniere derniers diverses divers anterieures anterieure autres others
    academique academiques diplomante diplomantes obtenus obtenues langue relevant work professional
    leadership
    additional selected recent key core technical personal academic related main further previous prior
    current
    general teaching performance volunteer industry soft hard detail details pro cv recu suivies suivie
    effectuees
    effectues acquises acquis
    """.split()
)
# "Computer engineering experience", "Expérience dans la vente": one heading word and a field.
_ENDS: Final = {
    "experience": Section.EXPERIENCE,
    "experiences": Section.EXPERIENCE,
    "skills": Section.SKILLS,
}
_STARTS: Final = {
    "experience": Section.EXPERIENCE,
    "experiences": Section.EXPERIENCE,
    "competences": Section.SKILLS,
}
_LINKS: Final = frozenset("en dans comme de du des d liees liee a".split())
# A label that opens its section on the same line as its content: "Langues : anglais courant".
# Or beside it, as a margin of headings is read: "Formation    2012 CAP cuisine".
_LABEL: Final = re.compile(r"([^\W\d_][^:\n\t]{2,40}?)(?:\s*:\s*|\t+\s*|\s{3,}|\s+[–—-]\s+)(?=\S)")
# In capitals before its content: "LANGUES Portugais : langue maternelle".
_CAPITALS: Final = re.compile(
    r"((?:[A-ZÀ-Ý]['’]?){3}[A-ZÀ-Ý'’ ]{1,35}?)\s+(?=(?:[A-ZÀ-Ý]['’])?[A-ZÀ-Ý]?[a-zà-ÿ]{3})"
)
_ONE_LINE: Final = frozenset(
    {Section.LANGUAGES, Section.LICENCES, Section.INTERESTS, Section.SKILLS, Section.OTHER}
)
_DASHED: Final = frozenset({Section.LANGUAGES, Section.LICENCES, Section.INTERESTS})
_LABEL_ONLY_ALONE: Final = frozenset(
    {
        "stage",
        "work",
        "interim",
        "placements",
        "emploi",
        "missions",
        "mission",
        "projet",
        "project",
        "reference",
        "activites",
        "activities",
        "technologies",
        "outils",
        "tools",
        "logiciels",
        "diplome",
        "formation",
        "training",
        "courses",
        "coursework",
        "contact",
        "objectif",
        "objectifs",
        "objective",
        "mobilite",
        "research",
    }
)


def find_sections(text: str, *, headings: Sequence[Heading] = CV_HEADINGS) -> tuple[SectionSpan, ...]:
    """The sections of ``text`` in order, covering it from the first character to the last.

    >>> [s.section.value for s in find_sections("Ana Diaz\\nEXPÉRIENCES\\n2019 Serveuse\\nLangues : anglais")]
    ['header', 'experience', 'languages']
    """
    book = _book(tuple(headings))
    spans: list[SectionSpan] = []
    section, start, name = Section.HEADER, 0, ""
    resume: tuple[Section, str] | None = None
    for line in split_lines(text):
        found = _label(line, book, section)
        back = resume
        resume = None
        if found is not None:
            heading, keep = (
                found[1],
                found[0] in _ONE_LINE and section in (Section.EXPERIENCE, Section.EDUCATION),
            )
            resume = (section, name) if keep else None
            if back is not None and keep:
                resume = back
            section_now = found[0]
        else:
            whole = heading_of(line, headings=headings)
            if whole is None and back is None:
                continue
            section_now, heading = (
                (whole, line.text.strip(" :")) if whole is not None else (back or (section, ""))
            )
        if line.start > start:
            spans.append(SectionSpan(section, start, line.start, name))
        section, start, name = section_now, line.start, heading
    if start < len(text) or not spans:
        spans.append(SectionSpan(section, start, len(text), name))
    return tuple(spans)


def heading_of(line: Line, *, headings: Sequence[Heading] = CV_HEADINGS) -> Section | None:
    """The section that ``line`` opens, or ``None`` when it is no heading."""
    if len(line.text) > _LONGEST or line.text.endswith((".", ",", ";")):
        return None
    words = heading_words(line.text)
    if not words or len(words) > 8 or any(w.isdigit() for w in words):
        return None
    book = _book(tuple(headings))
    return _known(words, book) or (
        None if line.bulleted and line.text[0].islower() else _open_ended(line, words)
    )


def section_named(text: str) -> Section | None:
    """The section that ``text`` would open, if it stood on a line of its own."""
    return heading_of(Line(0, len(text), text)) if text else None


def heading_words(text: str) -> list[str]:
    """The folded words of a heading: numbering dropped, spaced-out letters closed up.

    >>> heading_words("2. E X P É R I E N C E   P R O :")
    ['experience', 'pro']
    """
    if len(text) > 3 and sum(len(part) == 1 for part in text.split()) >= 0.8 * len(text.split()) > 2:
        text = " ".join(part.replace(" ", "") for part in re.split(r"\s{2,}|(?<=\S)\s+(?=&)", text))
    text = re.sub(r"^(?:\d{1,2}|[IVX]{1,4}|[A-H])\s?[.)/-]\s*", "", text)
    return _WORD.findall(folded(_ADDED_S.sub("s", text)))


def _known(words: Sequence[str], book: dict[str, Section]) -> Section | None:
    """The section of words that are heading phrases and words around them, and nothing else."""
    whole = book.get(" ".join(words)) or book.get("".join(words))
    if whole is not None:
        return whole
    first: Section | None = None
    at = 0
    while at < len(words):
        for size in (4, 3, 2, 1):
            section = book.get(" ".join(words[at : at + size]))
            if section is not None and at + size <= len(words):
                # "Autres expériences" announces experience before it announces something else.
                first = section if first is None or (first is Section.OTHER and section in _CHIEF) else first
                at += size
                break
        else:
            if words[at] not in _AROUND:
                return None
            at += 1
    return first


def _open_ended(line: Line, words: Sequence[str]) -> Section | None:
    if line.bulleted or len(words) > 6 or "," in line.text or not line.text[0].isupper():
        return None
    if len(words) > 1 and words[0] in _STARTS and words[1] in _LINKS:
        return _STARTS[words[0]]
    capitals = sum(w[0].isupper() for w in line.text.split() if w[0].isalpha() and len(w) > 3)
    spoken = sum(len(w) > 3 and w[0].isalpha() for w in line.text.split())
    if words[-1] in _ENDS and len(words) <= 5 and capitals == spoken and words[-2] not in _LINKS:
        return _ENDS[words[-1]]
    return None


def _label(line: Line, book: dict[str, Section], inside: Section) -> tuple[Section, str] | None:
    if line.bulleted and inside is Section.EXPERIENCE:
        return None
    for found in (_LABEL.match(line.text[:60]), _CAPITALS.match(line.text)):
        phrase = " ".join(heading_words(found[1])) if found else ""
        section = book.get(phrase)
        if found and section is not None:
            break
    else:
        return None
    if phrase in _LABEL_ONLY_ALONE or (section is Section.SKILLS and inside is Section.EXPERIENCE):
        return None
    if re.search(r"\s[–—-]\s+$", found.group()) and section not in _DASHED:
        return None
    if section is inside and ":" in found.group():
        return None
    return section, found[1]


@cache
def _book(headings: tuple[Heading, ...]) -> dict[str, Section]:
    book: dict[str, Section] = {}
    for heading in headings:
        for phrase in heading.phrases:
            book.setdefault(phrase, heading.section)
            if is_korean(phrase):  # blanks between Korean words are a matter of taste
                book.setdefault(phrase.replace(" ", ""), heading.section)
    return book
