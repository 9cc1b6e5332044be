# language: fr
Fonctionnalité: Le programme de formation des Régions

  Contexte:
    Soit une personne
      | emploi        | sans emploi |
      | inscrit à France Travail | oui |
      | âge           | 29 ans      |
      | nature        | formation   |
      | certification | RNCP        |
      | mois          | 5           |
      | prix          | 6 000 €     |
      | programme régional | oui    |

  Plan du scénario: La Région paie la place qu’elle a achetée
    Soit en plus région : <région>
    Quand on interroge "<règle>"
    Alors c’est possible
    Et il reste 0 € à payer
    Et le revenu est inconnu : Le revenu n’est pas connu ici. Demandez à : <qui> (ou à France Travail si vous recevez l’ARE).

    Exemples:
      | région                     | règle                             | qui                            |
      | Provence-Alpes-Côte d’Azur | region-provence-alpes-cote-d-azur | la Région Sud                  |
      | Île-de-France              | region-ile-de-france              | la Région Île-de-France        |
      | Occitanie                  | region-occitanie                  | la Région Occitanie            |
      | Auvergne-Rhône-Alpes       | region-auvergne-rhone-alpes       | la Région Auvergne-Rhône-Alpes |
      | Bretagne                   | region-autres                     | votre Région                   |
      | La Réunion                 | region-autres                     | votre Région                   |

  Scénario: Habiter ailleurs ferme le programme d’une Région
    Soit en plus région : Bretagne
    Quand on interroge "region-occitanie"
    Alors c’est impossible
    Et la personne n’y peut rien

  Scénario: Une place que la Région n’a pas achetée
    Soit en plus
      | région | Provence-Alpes-Côte d’Azur |
      | programme régional | non |
    Quand on interroge "region-provence-alpes-cote-d-azur"
    Alors c’est impossible
    Et on peut y arriver ainsi : Cherchez une place dans le programme de formation de la Région.

  Scénario: Un salarié n’entre pas dans le programme des demandeurs d’emploi
    Soit en plus
      | région | Île-de-France |
      | emploi | CDI |
      | inscrit à France Travail | non |
    Quand on interroge "region-ile-de-france"
    Alors c’est impossible
    Et parce que la condition suivante manque : Vous êtes inscrit ou inscrite à France Travail.

  Scénario: Sans la région, on ne peut pas répondre
    Quand on interroge "region-occitanie"
    Alors on ne peut pas le dire
    Et parce que ceci n’est pas dit : Vous habitez la région suivante : Occitanie.
