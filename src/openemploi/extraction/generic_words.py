"""Words that name a skill in some classification and mean nothing alone in a CV. Our own list.

A label made of one of these words is read only as part of a longer label.
"""

from __future__ import annotations

from typing import Final

from openemploi.folding import fold, stem

_WORDS: Final = """
accueil achat action activité administration agence agriculture aide analyse animation animaux application
architecture armée art article assistance association assurance atelier avion banque bateau bâtiment bien bois bon
boutique budget bureau cadre camion camping carte centre chantier chef chimie client code collectivité commande
commerce communication compagnie compétence conception conduite conseil construction contact contrat contrôle
coordination courrier création culture dessin développement direction document domaine donnée dossier droit eau
échange école économie écoute édition éducation électricité emploi énergie enfant enseignement entreprise entretien
environnement équipe équipement espace étude événement expérience expertise export fabrication famille femme ferme
fibre film finance fonction formation fournisseur France gaz gestion groupe habitat histoire homme horaire hôtel
hygiène image import industrie information ingénierie innovation installation intervention jardin jeu jeune langue
lecture ligne linge lit livre local logement logiciel logistique loi loisir machine magasin maintenance maison
management marchandise marché marketing marque matériel matière médecine média mesure métal méthode métier mise
mission mode montagne montage moteur musique nature nettoyage niveau norme objectif objet offre outil ouvrage
papier patient patrimoine pays paysage pêche permis personne personnel philosophie photo physique place plan
planning plante poisson politique pose poste pratique préparation présentation prestation prévention prix procédure
processus producteur production produit profil projet promotion propreté protection psychologie public publicité
qualité rangement rapport réalisation réception recherche recrutement région règle relation repas réparation réseau
respect responsabilité responsable restauration résultat rythme saison salle santé savoir science secteur sécurité
semi service site social société soin solution spectacle sport stage stock structure style suivi support surface
système table tableau tâche technique technologie téléphone temps terrain texte thème tourisme tradition traitement
transport travail type université usine valeur véhicule vente verre vêtement viande vie ville vin voiture voyage
web
ability account accounting activity area art bank basic board body building business care career case change check
client college community company computer content course current customer daily data date day degree design detail
development direct document drive duty education engineering environment event experience family field finance food
form game general goal good government group hand health help high history home hotel house image job key kitchen
knowledge language law lead learning level life line list local management manager market media member model music
network office online operation order organisation part people person phone plan play point policy position power
practice presentation problem process product production professional program programme project public quality
range reading record report research resource retail role room sales school science security service shop site
skill social software sport staff standard store strong student study success summary support system table task
team technical technology test time tool trade training travel type university use user video web work world
writing year
"""

GENERIC: Final = frozenset(stem(fold(word)) for word in _WORDS.split())

# Phrases that hold the name of a skill and are none.
NOT_SKILLS: Final = (
    "caisse de retraite", "caisse d'épargne", "caisse primaire", "caisse d'allocations familiales", "caisse à outils",
    "caisse nationale", "crédit agricole", "grosse caisse", "mutuelle d'entreprise", "comité d'entreprise",
    "chèque restaurant", "tickets restaurant", "titres restaurant", "service client du lundi",
    "permis de travail", "permis de séjour", "numéro de téléphone", "adresse mail", "lettre de motivation",
    "ressources humaines et recrutement", "fiche de poste", "offre d'emploi", "période d'essai", "date de naissance",
    "parc éolien", "wind farm",
    "cabinet de recrutement", "agence d'emploi", "agence d'intérim", "processus de recrutement",
    "handicap", "égalité des chances", "equal opportunity employer", "company car", "health insurance",
)  # fmt: skip
