"""The words by which the parts of an offer are known, folded (no capitals, no accents), in three
languages."""

from __future__ import annotations

from typing import Final

from openemploi.extraction.model import Section

_YOUR: Final = r"(?:vos |votre |tes |ton |les |le |la |l'|nos |notre |your |the )?"

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
        r"|ce qui vous attend|vous (?:serez|aurez) (?:en charge|charge|pour missions?).{0,25}"
        r"|(?:en quoi consiste|comment se deroulera).{0,30}|vous interviendrez sur.{0,20}",
        r"what you(?:'ll| will) (?:do|be doing)|(?:key |main |your |job )?(?:responsibilities|duties|tasks)"
        r"|(?:the |your )?(?:role|job|mission)|job description|about the (?:role|job|position)"
        r"|day[- ]to[- ]day",
        r"(?:주요|담당)?\s?업무(?:\s?내용)?|직무\s?내용|하는\s?일",
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
        r"|criteres(?: requis)?|conditions particulieres d'exercice",
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
        r"|(?:vous|tu) apprendre[zs]|formations? (?:assuree?s?|prevues?|fournies?|prises? en charge)"
        r"|(?:nous |on )?(?:vous |tu )?(?:serez|seras) forme(?:e|s|es|\(e\))? (?:a|aux?)"
        r"|(?:we|you)(?:'ll| will) (?:teach|train|learn)(?: you)?|training (?:is |will be )?(?:provided|given)"
        r"|입사\s?후\s?교육|교육\s?제공",
        r"자격\s?요건|지원\s?자격|우대\s?사항|필수\s?(?:요건|사항)|인재상|자격",
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
        r"근무\s?(?:조건|시간|지|형태|환경)|급여|고용\s?형태|채용\s?조건",
    ),
    Section.COMPANY: (
        r"qui sommes[- ]nous|a propos(?: de (?:nous|l'entreprise|l'etablissement|.{2,30}))?|qui est .{2,30}"
        r"|(?:presentation|description|decouvrez)(?: de)?(?: l'entreprise| la societe| l'etablissement"
        r"| du groupe"
        r"| notre entreprise| l'employeur| la structure| l'association)",
        r"(?:notre |l'|votre |la )?(?:entreprise|societe|histoire|groupe|structure|employeur|etablissement"
        r"|association)"
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
        r"|propose)|pourquoi (?:nous )?rejoindre.{0,40}|pourquoi nous|(?:nos|les) (?:atouts"
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
        r"|inclusion|handicap|non[- ]discrimination"
        r"|informations legales"
        r"|ref(?:erence)?(?: de l'offre)?",
        r"how to apply|equal opportunit(?:y|ies)(?: employer| statement)?|recruitment process"
        r"|application process",
        r"전형\s?절차|지원\s?방법|접수\s?(?:방법|기간)|제출\s?서류",
    ),
}

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
            r"competences egales|situation de handicap|egalite (?:des chances|professionnelle"
            r"|de traitement)"
            r"|discriminat"
            r"|\brgpd\b|donnees personnelles|confidentialite|travailleurs? handicape|\brqth\b|\bdiversite\b"
            r"|socialement"
            r" responsable|equal opportunity|reasonable adjust|gdpr|without regard to|장애인",
            r"(?:envoyez|adressez|transmettez|deposez|merci d'envoyer)[ -](?:nous )?(?:votre|vos|un|cv)"
            r"|\bpostulez\b"
            r"|cliquez|n'hesitez pas a (?:nous |postuler)|lettre de motivation|votre candidature"
            r"|ce poste vous interesse"
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
            r"\bvous (?:serez|aurez|assurez|assurerez|participez|gerez|realisez|effectuez|intervenez"
            r"|accueillez|veillez"
            r"|travaillerez|encadrez|contribuez|prenez|preparez|accompagnez|devrez|conseillez|pilotez"
            r"|evoluez)\b"
            r"|\b(?:missions?|taches?) (?:principales?|:|seront|consist)|\bau quotidien\b"
            r"|\brattache(?:\(e\)"
            r"|e)? a"
            r"|\byou will\b|\bin charge of\b|\bresponsible for\b",
        ),
    ),
)
