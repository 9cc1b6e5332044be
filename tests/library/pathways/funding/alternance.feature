# language: fr
Fonctionnalité: Apprendre en étant payé par un employeur

  Contexte:
    Soit une personne
      | emploi        | études     |
      | inscrit à France Travail | non |
      | minimum social | non       |
      | handicap reconnu | non     |
      | âge           | 19 ans     |
      | région        | Occitanie  |
      | niveau de diplôme | 3      |
      | nature        | formation  |
      | certification | RNCP       |
      | mois          | 24         |
      | prix          | 9 000 €    |
      | employeur pour un contrat | oui |

  Scénario: Un apprenti de 19 ans
    Quand on interroge "apprentissage"
    Alors c’est possible
    Et il reste 0 € à payer
    Et le revenu est de 783,90 € du mois 1 au mois 12
    Et le revenu est de 929,75 € du mois 13 au mois 24

  Plan du scénario: Le salaire d’apprenti dépend de l’âge
    Soit en plus âge : <âge>
    Quand on interroge "apprentissage"
    Alors le revenu est de <première année> € du mois 1 au mois 12

    Exemples:
      | âge | première année |
      | 17  | 492,22         |
      | 22  | 966,21         |
      | 27  | 1 823,03       |

  Scénario: À 34 ans, l’apprentissage est fermé, sauf handicap
    Soit en plus âge : 34
    Quand on interroge "apprentissage"
    Alors c’est impossible
    Et parce que la condition suivante manque : Vous avez moins de 30 ans.

  Scénario: À 34 ans avec un handicap reconnu
    Soit en plus
      | âge | 34 |
      | handicap reconnu | oui |
    Quand on interroge "apprentissage"
    Alors c’est possible
    Et le revenu est de 1 823,03 € du mois 1 au mois 24

  Scénario: Sans employeur, pas d’apprentissage
    Soit en plus employeur pour un contrat : non
    Quand on interroge "apprentissage"
    Alors c’est impossible
    Et on peut y arriver ainsi : Cherchez un employeur. Le centre de formation peut vous aider.

  Scénario: Professionnalisation à 19 ans avec un CAP
    Soit en plus mois : 12
    Quand on interroge "contrat-de-professionnalisation"
    Alors c’est possible
    Et le revenu est de 1 002,67 € du mois 1 au mois 12

  Scénario: Professionnalisation à 23 ans avec un baccalauréat, général ou professionnel
    Soit en plus
      | âge | 23 |
      | niveau de diplôme | 4 |
      | mois | 12 |
    Quand on interroge "contrat-de-professionnalisation"
    Alors le revenu va de 1 276,12 à 1 458,42 € du mois 1 au mois 12

  Scénario: Professionnalisation à 45 ans, inscrit à France Travail
    Soit en plus
      | âge | 45 |
      | emploi | sans emploi |
      | inscrit à France Travail | oui |
      | mois | 12 |
    Quand on interroge "contrat-de-professionnalisation"
    Alors c’est possible
    Et le revenu est de 1 823,03 € du mois 1 au mois 12

  Scénario: Professionnalisation à 45 ans en CDI
    Soit en plus
      | âge | 45 |
      | emploi | CDI |
    Quand on interroge "contrat-de-professionnalisation"
    Alors c’est impossible
    Et on peut y arriver ainsi : Inscrivez-vous à France Travail, si vous êtes sans emploi.
