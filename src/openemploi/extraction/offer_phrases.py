"""The words by which the parts of an offer are known, folded (no capitals, no accents), in three
languages."""

from __future__ import annotations

from typing import Final

from openemploi.extraction.model import Section

_YOUR: Final = r"(?:vos |votre |tes |ton |ta |les |le |la |l'|nos |notre |your |the )?"
_YOU_WILL: Final = (
    r"(?:vous (?:serez|ferez|devrez|allez|interviendrez|assurerez|realiserez|effectuerez|aurez)"
    r"|tu (?:seras|feras|devras|vas|interviendras|assureras|realiseras|effectueras|auras))"
)

# Whole headings. Regular expressions; a heading must match from end to end.
HEADINGS: Final[dict[Section, tuple[str, ...]]] = {
    Section.TASKS: (
        rf"{_YOUR}(?:principales |futures |future )?(?:missions?|taches|activites|responsabilites"
        rf"|fonctions)"
        r"(?: principales?| principale| et responsabilites| et activites(?: principales)?| au quotidien"
        r"| quotidiennes"
        r"| du poste| confiees| essentielles| en entreprise| seront(?: les suivantes)?"
        r"| sont(?: les suivantes)?)*",
        rf"{_YOUR}(?:role|quotidien|journee type)(?: et missions| et responsabilites)?",
        r"(?:description|descriptif|presentation|contenu|detail)s? (?:du poste|de l'offre|de la mission"
        r"|des missions"
        r"|des taches|des activites)(?: et missions)?",
        r"(?:le |ton |votre )?(?:poste|job)|a ce titre(?:,? vous(?: serez| aurez)?.{0,30})?|description",
        r"voici les principales taches.{0,30}|quelles seront vos (?:activites|missions)|ce que vous ferez"
        r"|ce qui (?:vous|t')\s?attend|vous (?:serez|aurez) (?:en charge|charge|pour missions?).{0,25}"
        r"|(?:en quoi consiste|comment se deroulera).{0,30}|vous interviendrez sur.{0,20}",
        r"ce que (?:vous (?:ferez|allez faire)|tu (?:feras|vas faire))(?: (?:chez|avec|au|dans) .{2,30})?"
        r"|(?:au programme|concretement)(?:[ ,:]{1,3}(?:" + _YOU_WILL + r"|(?:vos|tes|ta|votre) missions?))?"
        rf"|{_YOU_WILL}(?: (?:notamment|principalement|egalement|aussi|donc))?"
        rf"|(?:dans|pour|sur) (?:ce|cette) (?:poste|role|cadre|fonction|mission)[ ,]{{1,2}}{_YOU_WILL}"
        rf"|au quotidien(?:[ ,]{{1,2}}{_YOU_WILL})?"
        r"|(?:votre|ton) futur (?:job|poste|role|metier|quotidien)|(?:le |ton |votre )?(?:poste|job) en (?:bref|detail)"
        r"|a quoi (?:va ressembler|ressembler(?:a|ont)) (?:votre|ton|ta|vos|tes) .{3,30}"
        r"|(?:taches|travail|travaux|missions) a (?:faire|effectuer|realiser|accomplir)|a propos du (?:poste|role|job)",
        r"what you(?:'ll| will) (?:do|be doing|be working on|work on)"
        r"|(?:key |main |your |job |core )?(?:responsibilities|duties|tasks)(?: (?:and|&) (?:responsibilities|duties"
        r"|tasks))?(?: include)?"
        r"|(?:the |your )?(?:role|job|mission)|job description|about the (?:role|job|position)"
        r"|(?:your )?day[- ]to[- ]day|(?:in this role,? )?you(?:'ll| will)|what the (?:job|role) involves"
        r"|roles? (?:and|&) responsibilities|a (?:typical )?day in the (?:life|job|role)",
        r"(?:주요|담당|수행)?\s?업무(?:\s?(?:내용|소개|설명))?|(?:주요|담당)\s?(?:역할|직무)|직무\s?(?:내용|소개|설명)"
        r"|하는\s?일|(?:.{1,10} )?하게\s?될\s?(?:일|업무)|이런\s?(?:일|업무)[을를]?\s?(?:해요|합니다|담당합니다)",
    ),
    Section.PROFILE: (
        rf"{_YOUR}profils?(?: recherches?| ideal| attendu| souhaite| du candidat| requis"
        rf"| candidat)?(?: et competences)?",
        r"description du profil|et vous|qui etes[- ]vous|vous etes|vous avez|c'est vous"
        r"|quel profil est attendu"
        r"|ce que nous recherchons|nous recherchons|on recherche"
        r"|ce (?:qu'on|que nous) atten(?:d|dons)(?: de (?:vous|toi))?"
        r"|il (?:vous )?faut|il (?:vous )?faudra|c'est (?:encore )?mieux (?:avec|si)"
        r"|prerequis(?: demandes)?|pre-requis|personnalite attendue|exigences?(?: principales| du poste)?"
        r"|criteres(?: requis)?|conditions particulieres d'exercice"
        r"|et toi|tu es|tu as|qui es[- ]tu|a propos de (?:vous|toi)|on (?:te|vous) (?:cherche|recherche)"
        r"|(?:ce|c'est un|le) (?:poste|job) (?:est )?(?:fait )?pour (?:vous|toi)(?: si)?",
        rf"{_YOUR}(?:competences?|qualites?|savoirs?|aptitudes?|qualifications?|expertises?|connaissances?)"
        r"(?:[ -](?:requises?|techniques?|attendues?(?: pour le poste)?|souhaitees?|recherchees?"
        r"|necessaires"
        r"|personnelles|professionnelles|etre|faire|cles|comportementales|exigees|transversales|demandees"
        r"|humaines"
        r"|relationnelles|indispensables|linguistiques|metiers?|fonctionnelles|et qualites"
        r"|et savoir[ -]etre"
        r"|et experience|et aptitudes))*",
        rf"{_YOUR}(?:formation|experience|diplomes?|langues?|permis|niveau d'etudes?|habilitations?"
        rf"|certifications?"
        r"|caces)(?: (?:requise?s?|souhaitee?s?|exigee?s?|et experiences?|et diplomes?|et formation"
        r"|recherchee"
        r"|professionnelle|minimum|initiale))*",
        r"(?:formation|diplome)s?(?: et | / |/)(?:experience|competence)s?|permis/certification|(?:tes"
        r"|vos) atouts.{0,30}"
        r"|(?:stack|environnement) technique|nice to have|bonus|les plus|un plus|serait un plus|atouts?",
        r"(?:your |the )?(?:profile|requirements?|qualifications?|skills?(?: required)?|experience"
        r"|who you are|about you"
        r"|what we(?:'re| are) looking for|must[- ]haves?|required skills|person specification"
        r"|what you(?:'ll)? (?:bring|need))"
        r"(?: and (?:skills|experience|qualifications))?|we are looking for",
        # What is learnt on the job is asked of a person too, only later.
        r"(?:nous|on) (?:vous |t[e'] ?)(?:appren(?:ons|d|drons|dra)|form(?:e|ons|erons|era)|montr(?:e|ons))(?: a)?"
        r"|(?:vous apprendrez|tu apprendras)|formations? (?:assuree?s?|prevues?|fournies?|prises? en charge)"
        r"|(?:nous |on )?(?:vous |tu )?(?:serez|seras) forme(?:e|s|es|\(e\))? (?:a|aux?)"
        r"|(?:we|you)(?:'ll| will) (?:teach|train|learn)(?: you)?|training (?:is |will be )?(?:provided|given)"
        r"|입사\s?후\s?교육|교육\s?제공",
        r"자격\s?요건|(?:지원|응시)\s?자격|우대\s?(?:사항|조건)|필수\s?(?:요건|사항|조건)|요구\s?사항|인재상|자격"
        r"|(?:필요|필수)\s?(?:역량|기술)|기술\s?스택|이런\s?분(?:을|이)?\s?.{0,12}",
    ),
    Section.TERMS: (
        r"(?:conditions?|modalites|informations?|infos?|details?)(?: (?:du poste|de travail|d'emploi"
        r"|proposees"
        r"|pratiques|complementaires|supplementaires|contractuelles|cles|contrat|et horaires|et avantages"
        r"|particulieres))*",
        r"decouvrez les details de l'offre.{0,20}|caracteristiques(?: du poste)?"
        r"|(?:type de )?contrat(?: de travail)?"
        r"|(?:vos |les |l')?horaires?(?: de travail)?|temps de travail|lieu(?: de travail| du poste)?"
        r"|localisation(?: du poste)?|prise de poste|cadre d'emploi|statut|duree(?: du contrat"
        r"| du travail)?"
        r"|planning",
        r"(?:votre |la |le )?(?:remuneration|salaire|package)(?: et (?:vos )?avantages)?",
        r"terms(?: and conditions)?|working (?:hours|conditions)|contract|salary|compensation|location"
        r"|hours",
        r"(?:근무|근로)\s?(?:조건|시간|지|형태|환경)|급여|고용\s?형태|채용\s?조건",
    ),
    Section.COMPANY: (
        r"qui sommes[- ]nous|a propos(?: de (?:nous|l'entreprise|l'etablissement|.{2,30}))?|qui est .{2,30}"
        r"|(?:presentation|description|decouvrez)(?: de)?(?: l'entreprise| la societe| l'etablissement"
        r"| du groupe"
        r"| notre entreprise| l'employeur| la structure| l'association)",
        r"(?:notre |l'|votre |la )?(?:entreprise|societe|histoire|groupe|structure|employeur|etablissement"
        r"|association)"
        r"|(?:la |notre )(?:collectivite|commune|ville|mairie)"
        r"|nos valeurs|le saviez-vous|(?:le )?contexte|qui nous sommes|l'equipe|votre (?:future )?equipe",
        r"about (?:us|the company|our company|.{2,20} company)|who we are|our (?:company|story|values|team)"
        r"|company",
        r"회사\s?소개|기업\s?소개|회사",
    ),
    Section.BENEFITS: (
        rf"{_YOUR}avantages?(?: (?:sociaux|cse|carrefour|et remuneration|du poste|collaborateurs?|proposes"
        rf"|salaries"
        r"|chez .{2,20}|suivants|.{2,20}))?|vous pouvez egalement beneficier.{0,30}",
        r"(?:ce que )?nous (?:vous )?(?:offrons|proposons)|ce que nous (?:vous )?(?:offrons|proposons)"
        r"|on vous (?:offre"
        r"|propose)|pourquoi (?:nous )?(?:rejoindre|choisir).{0,40}|pourquoi nous|(?:nos|les) (?:atouts"
        r"|plus)(?: pour y parvenir)?"
        r"|rejoignez[- ]nous|les \+|vos avantages.{0,30}|mutuelle|ce que tu vas (?:aimer|trouver).{0,20}",
        r"(?:our |the )?(?:benefits|perks)(?: (?:and perks|package))?|what we offer|why (?:join us"
        r"|work (?:for|with) us)|we offer",
        r"복리\s?후생|복지|혜택",
    ),
    Section.LEGAL: (
        r"(?:processus|process|etapes|deroulement|procedure)(?: de| du)? ?(?:recrutement|selection"
        r"|candidature)?"
        r"|comment postuler|(?:pour )?(?:postuler|candidater)|candidatures?|contact|mentions legales"
        r"|cette offre vous interesse.{0,30}|egalite(?: des chances| professionnelle)?|diversite(?: et inclusion)?"
        r"|inclusion|(?<!situation de )handicap|non[- ]discrimination"
        r"|informations legales"
        r"|ref(?:erence)?(?: de l'offre)?",
        r"how to apply|equal opportunit(?:y|ies)(?: employer| statement)?|recruitment process"
        r"|application process",
        r"전형\s?절차|지원\s?방법|접수\s?(?:방법|기간)|제출\s?서류",
    ),
}

# People with a disability, where the law or a policy is told: elsewhere they are who one works with.
_DISABLED: Final = r"(?:situation de handicap|travailleurs? handicape)"
_OPEN_TO_ALL: Final = (
    r"(?:candidatures?\b|(?:poste|offre|metier|annonce|recrutement)s?\b[^.\n]{0,60}"
    r"(?:ouvert|accessible|adapt|etudi|bienvenu|encourag)|^\W*(?:ouvert|accessible)|\breconnus?\b"
    r"|\b(?:emploi|embauche|recrutement|inclusion|integration) (?:de |des |d'))[^.\n]{0,80}"
    + _DISABLED
    + rf"|{_DISABLED}[^.\n]{{0,60}}(?:bienvenu|postul|candidat)"
)

# "Contrat : CDI", "Salaire : 1 850 €": one line of terms wherever it stands.
LABELS: Final = (
    r"(?:type|nature|duree) (?:de |du |d')?(?:contrat|emploi|mission|poste|cdd)(?: \([^)\n]{1,20}\))?",
    r"(?:contrat|statut|salaire|remuneration|horaires?|temps de travail|duree(?: hebdomadaire| du travail)?"
    r"|lieu"
    r"(?: de travail| du poste)?|localisation|date de (?:debut|prise de poste|demarrage)|prise de (?:poste"
    r"|fonction)"
    r"|taux horaire|ville|secteur geographique|teletravail|remote|deplacements|demarrage|debut|poste base"
    r"|salaire brut|conditions?)",
    r"(?:contract|salary|pay|location|working hours|hours|start date|job type|employment type|schedule)",
    r"(?:근무지|근무\s?시간|급여|고용\s?형태|월급|연봉|시급)",
)

# What one will do, said as such. "Vous bénéficiez", "vous rejoignez" and the like say it of no work.
_NO_WORK: Final = (
    r"(?:beneficie|profite|dispose|trouve|recev|percev|obten|obtien|touche|rejoi|integre|decouv|postul|candidat|envoy"
    r"|adress|transmett|clique|contacte|souhait|desire|voul|voud|veux\b|pouv|pourr|peux\b|cherch|recherch|aime|ador|accept|engag"
    r"|consent|autoris|exerc|possed|maitris|justifi|connai|parl|croi|pens|sent|interess|attend|deven|deviend|travaill"
    r"|evolu|habit|resid|appren|reste[sz]\b|imagin|reconnai|partag|joign|rencontr|reve[sz]\b|hesit|ven(?:e|i)|viens"
    r"|fais partie|dois\b|dev(?:ez|iez|rez|ras|oir)|sais\b|avoir|etre|(?:av|aur|ser|all|sav|sach)i?ez"
    r"|(?:auras|seras|vas|nous|vous|les"
    r"|leader|foyer|loyer|hiver|master|super|avenir|loisir|plaisir|savoir|pouvoir)\b)"
)
_JOINING: Final = r"(?:rejoi(?:gnez|ndrez|ns|ndras)|integre(?:re)?[zs]|integreras)"
DOES: Final = (
    rf"\b(?:vous (?:y |en |l[ea]s? |l'|leur |lui )?(?!{_NO_WORK})\w{{2,}}ez|tu (?!{_NO_WORK})\w{{2,}}s)\b"
    rf"|\b(?:vous|tu) {_JOINING}\b[^.\n]{{0,80}}? (?:pour|afin) "
    r"(?:(?:la|le|les|l'|du|des|d')(?! duree|\s?saison)|\w+[ei]r\b)"
    r"|\b(?:vous (?:serez|etes)|tu (?:seras|es)) (?:\w+ )?(?:charge|responsable|amene|en charge|affecte)"
    rf"|^\W*(?!{_NO_WORK}|particip\w+ a (?:une|l'|cette) aventure)"
    r"(?:\w+[^i]er|(?:\w+if|tri|copi|expedi)ier|\w+ir|faire|vendre|prendre|mettre"
    r"|rendre|conduire|tondre|peindre) (?:l[ae]s? |l'|une? |des |du |d[e'] ?|vos |nos |notre |aux? )"
    rf"|\byou will (?!find|receive|enjoy|get|benefit|have|be\b|join)\w+"
)
# The employer speaking of itself, of no one's work.
_OFFERS_A_JOB: Final = r"(?! (?:un (?:poste|cdi|cdd|contrat)|une mission|ce poste|cette))"
ITS_TRADE: Final = (
    r"(?:intervien(?:t|nent)|fabriqu(?:e|ent)|ven(?:d|dent)|concoi(?:t|vent)|commercialise(?:nt)?|distribue(?:nt)?"
    rf"|produi(?:t|sent)|propose(?:nt)?{_OFFERS_A_JOB}|developpe(?:nt)?|constru(?:it|isent)|transporte(?:nt)?)"
)
OF_ITSELF: Final = (
    r"^\W*(?:(?:notre|nos|l'(?:entreprise|association|agence|enseigne|etablissement)|la (?:societe|maison|marque"
    r"|ville|commune|collectivite|mairie)"
    r"|le (?:groupe|cabinet|reseau|magasin))(?! futur| nouv)(?: [\w'-]+){0,4}? (?:gere(?:nt)?\b"
    rf"|{ITS_TRADE}\b)|nous (?:vendons|fabriquons|concevons|commercialisons|distribuons|produisons|developpons|editons"
    r"|construisons|sommes (?:specialis|editeur|leader|fabricant))"
    r"|we (?:build|make|sell|design|manufacture|supply|develop)\b)"
)
# A name of two words or more, as written: "Bâti Rouergue" intervient en plomberie.
NAME: Final = (
    r"\W*(?!(?:Le|La|Les|L|Un|Une|Il|Elle|Ce|Cet|Cette|Votre|Vous)\b)[A-ZÀ-Ý][\w&'’-]*"
    r"(?: (?:(?:et|de|du|des) )?[A-ZÀ-Ý&][\w&'’-]*){1,4} "
)
_ASKED: Final = (
    r"(?:(?:permis|caces|cap|bep|bac|bts|dut|deaes|deas|licence|master|diplome|habilitation|fimo|driving licence)\b"
    r"(?! emploi)"
    r"|(?:\d{1,2}|un|deux|trois) (?:ans?|mois|annees?) d'experience"
    r"|experience (?:exig|souhait|requis|demand|de \d|d'au moins|minimum|en |dans |similaire))"
)
# What is asked between two commas of a line that speaks of something else: "CDI, mutuelle, permis B".
ASKED_BETWEEN: Final = (
    rf"(?:^\W*|[,;+]\s?|\bet )(?P<asked>{_ASKED}"
    r"(?![^,;.\n]{0,40}(?:finance|offert|rembours|pris en charge|paye))[^,;.\n]*)"
)

# Sentences that show what they are about. The order decides when several match.
CUES: Final[tuple[tuple[Section, tuple[str, ...]], ...]] = (
    (
        Section.PROFILE,
        (
            r"\b(?:vous (?:etes (?:titulaire|diplome|issu|detenteur|en possession|rigoureu|dynamique"
            r"|autonome|motive"
            r"|organise|reconnu|dote|capable|a l'aise|passionne|debutant)|justifiez|possedez|maitrisez"
            r"|disposez d'une"
            r" (?:\w+ ){0,2}experience|avez (?:une |un |deja |des |au moins|le sens|le permis"
            r"|de l'experience|obligatoirement))"
            r"|tu (?:es|as|maitrises|justifies|possedes)\b)",
            r"\btitulaire d[ue']|\bde formation\b|\bissue?(?:\(e\))? d'une formation|\b(?:experience"
            r"|diplome"
            r"|permis"
            r"|anglais|caces|formation|habilitation)s? (?:\w+ ){0,6}(?:exige|requis|souhaite|apprecie"
            r"|indispensable"
            r"|obligatoire|imperati|necessaire|serait un plus|est un plus|minimum)",
            r"\b(?:nous recherchons|on recherche|recherche) (?:un |une |un\(e\) )?(?:profil|candidat"
            r"|personne|personnalite)"
            r"|\bprofil (?:recherche|ideal|souhaite)|\bdebutants? (?:accepte|bienvenu)|\bd'au moins \d+ an"
            r"|\b\d+ (?:ans|annees) d'experience",
            r"\byou (?:have|are|hold|speak)\b|\byears(?:'| of) experience|\b(?:is|are) (?:required"
            r"|essential"
            r"|a plus)",
        ),
    ),
    (
        Section.LEGAL,
        (
            rf"competences egales|{_OPEN_TO_ALL}|egalite (?:des chances|professionnelle"
            r"|de traitement)"
            r"|discriminat"
            r"|\brgpd\b|donnees personnelles|confidentialite|\brqth\b|\bdiversite\b"
            r"|socialement"
            r" responsable|equal opportunity|reasonable adjust|gdpr|without regard to"
            r"|장애인(?:도|은|의)?\s?(?:우대|채용|고용|환영)|장애인[^\n]{0,15}(?:우대|환영)",
            r"(?:envoyez|adressez|transmettez|deposez|merci d'envoyer)[ -](?:nous )?(?:votre|vos|un|cv)"
            r"|\bpostulez\b"
            r"|cliquez|n'hesitez pas a (?:nous |postuler)|lettre de motivation|votre candidature"
            r"|\b(?:offre|poste|opportunite|annonce|mission|aventure)s? (?:vous|t[e'] ?) ?(?:interesse|tente)"
            r"|apply (?:now|today|online)|send (?:us )?your (?:cv|resume)",
        ),
    ),
    (
        Section.BENEFITS,
        (
            r"\bmutuelle\b|tickets?[ -]restaurants?|titres?[ -]restaurants?|\b13 ?e(?:me)? mois"
            r"|treizieme mois|\brtt\b"
            r"|\bcse\b|interessement|comite d'entreprise|cheques?[ -](?:vacances|cadeau|culture)"
            r"|compte epargne|\bfastt\b"
            r"|\bifm\b|remise sur (?:vos )?achats?|conges payes|prime (?:de |d'|annuelle|transport|diplome"
            r"|vacances)"
            r"|prevoyance|carte cadeau|vehicule de (?:service|fonction|societe)|parrainage|abondement"
            r"|\bnous (?:vous )?offrons\b|ensemble (?:complet )?d'avantages|avantages (?:sociaux|exclusifs)"
            r"|\bpee\b|\bperco\b"
            r"|health insurance|paid leave|pension scheme|4대\s?보험|퇴직금",
        ),
    ),
    (
        Section.COMPANY,
        (
            r"\b(?:rejoignez|rejoindre|integrez|integrer) (?:un|une|notre|nos|le|la|l')\b.{0,40}(?:groupe"
            r"|equipe|entreprise"
            r"|societe|reseau|aventure|maison|enseigne|leader|structure)",
            r"\b(?:notre|l'|cette|une) ?(?:entreprise|societe|groupe|client|cliente|enseigne|agence|cabinet"
            r"|reseau"
            r"|association|structure)\b.{0,80}(?:leader|specialise|reconnu|acteur|fonde|cree|implante"
            r"|presente?|existe"
            r"|accompagne|intervient|compte|emploie|dynamique|humaine|renommee|offrant|familiale"
            r"|internationale)",
            r"\b(?:leader|acteur (?:majeur|incontournable)|numero 1|filiale)\b|chiffre d'affaires"
            r"|\bcreee? (?:en|il y a)\b"
            r"|\bfondee? en\b|\bdepuis (?:\d+ ans|plus de|(?:19|20)\d\d)|collaborateurs (?:dans|a travers)"
            r"|\b(?:notre|nos|our) "
            r"(?!client|visit|guest|custom|public)[\w-]+(?: [\w-]+){0,2} (?:parle(?:nt)?|speaks?)\b"
            r"|\bnos (?:equipes|valeurs|agences|clients|magasins)\b|\bmet en relation|\bforte? de (?:ses"
            r"|plus|\d)",
            r"\bwe are (?:a|an|the)\b|founded in|our company|market leader|headquartered",
        ),
    ),
    (
        Section.TERMS,
        (
            r"poste (?:est )?a pourvoir|prise de poste|\bcdi\b|\bcdd\b|temps (?:plein|partiel|complet)"
            r"|\bremuneration\b"
            r"|\bsalaire\b|\bhoraires\b|taux horaire|\bheures? (?:par|/) ?semaine|hebdomadaire|du lundi au"
            r"|\bbrut\b|teletravail"
            r"|full[- ]time|part[- ]time|per (?:hour|annum|month)|정규직|계약직",
        ),
    ),
    (
        Section.TASKS,
        (
            r"\bvous (?:serez|aurez|travaillerez|evoluez|devrez)\b|\btu (?:seras|auras|travailleras|evolueras)\b"
            rf"|{DOES}"
            r"|\b(?:missions?|taches?) (?:principales?|:|seront|consist)|\bau quotidien\b"
            r"|\brattache(?:\(e\)"
            r"|e)? a"
            r"|\byou will\b|\bin charge of\b|\bresponsible for\b",
        ),
    ),
)
