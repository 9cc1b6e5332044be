# language: fr
Fonctionnalité: Changer de métier quand on est salarié

  Contexte:
    Soit une personne
      | emploi        | CDI        |
      | âge           | 41 ans     |
      | région        | Occitanie  |
      | inscrit à France Travail | non |
      | nature        | formation  |
      | certification | RNCP       |
      | heures        | 900 heures |
      | mois          | 8          |
      | prix          | 8 000 €    |
      | salaire brut  | 2 100 €    |
      | mois de travail salarié  | 120 |
      | mois dans l’entreprise   | 30  |

  Scénario: Une caissière en CDI veut devenir comptable
    Quand on interroge "transition-professionnelle"
    Alors c’est possible
    Et la décision revient à : la commission Transitions Pro de votre région
    Et le revenu est de 2 100 € du mois 1 au mois 8
    Et le reste à payer est inconnu : Le montant est décidé au cas par cas. Demandez à : Transitions Pro.

  Scénario: Six mois dans l’entreprise ne suffisent pas
    Soit en plus mois dans l’entreprise : 6
    Et en plus handicap reconnu : non
    Quand on interroge "transition-professionnelle"
    Alors c’est impossible
    Et parce que la condition suivante manque : Vous travaillez dans votre entreprise depuis au moins 12 mois.
    Et on peut y arriver ainsi : Attendez d’avoir 12 mois dans l’entreprise.

  Scénario: Un handicap reconnu dispense d’ancienneté
    Soit en plus mois dans l’entreprise : 6
    Et en plus handicap reconnu : oui
    Quand on interroge "transition-professionnelle"
    Alors c’est possible

  Scénario: Au-dessus de deux Smic, 90 % la première année puis 60 %
    Soit en plus
      | salaire brut | 5 000 € |
      | mois         | 18      |
    Quand on interroge "transition-professionnelle"
    Alors le revenu est de 4 500 € du mois 1 au mois 12
    Et le revenu est de 3 646,06 € du mois 13 au mois 18

  Scénario: Un CDD avec quatre mois dans l’année
    Soit en plus
      | emploi | CDD |
      | mois de CDD en un an | 5 |
    Quand on interroge "transition-professionnelle"
    Alors c’est possible

  Scénario: Un CDD trop court dans l’année
    Soit en plus
      | emploi | CDD |
      | mois de CDD en un an | 2 |
    Quand on interroge "transition-professionnelle"
    Alors c’est impossible
    Et parce que la condition suivante manque : Vous avez travaillé en CDD au moins 4 mois sur les douze derniers mois.

  Scénario: Un intérimaire avec 1 700 heures
    Soit en plus
      | emploi | intérim |
      | heures d’intérim | 1 700 |
      | heures d’intérim dans l’agence | 650 |
    Quand on interroge "transition-professionnelle"
    Alors c’est possible

  Scénario: Un intérimaire avec trop peu d’heures dans son agence
    Soit en plus
      | emploi | intérim |
      | heures d’intérim | 1 700 |
      | heures d’intérim dans l’agence | 300 |
    Quand on interroge "transition-professionnelle"
    Alors c’est impossible
    Et parce que la condition suivante manque : Vous avez fait au moins 1 600 heures d’intérim en dix-huit mois, dont 600 heures dans votre agence.

  Scénario: Une personne sans emploi ne peut pas demander un PTP
    Soit en plus emploi : sans emploi
    Quand on interroge "transition-professionnelle"
    Alors c’est impossible
    Et parce que la condition suivante manque : Vous êtes en CDI dans le privé.

  Scénario: La période de reconversion, dans la même entreprise
    Soit en plus
      | accord de l’employeur   | oui |
      | dans la même entreprise | oui |
    Quand on interroge "periode-de-reconversion"
    Alors c’est possible
    Et il reste 0 € à payer
    Et le revenu est de 2 100 € du mois 1 au mois 8

  Scénario: La période de reconversion, dans une autre entreprise
    Soit en plus
      | accord de l’employeur   | oui |
      | dans la même entreprise | non |
    Quand on interroge "periode-de-reconversion"
    Alors c’est possible
    Et le revenu est inconnu : L’employeur qui vous accueille vous paie : demandez-lui combien.

  Scénario: L’employeur refuse la reconversion
    Soit en plus accord de l’employeur : non
    Quand on interroge "periode-de-reconversion"
    Alors c’est impossible
    Et on peut y arriver ainsi : Parlez de votre projet à votre employeur.

  Scénario: Une formation de 100 heures est trop courte pour une reconversion
    Soit en plus
      | accord de l’employeur | oui |
      | heures                | 100 |
    Quand on interroge "periode-de-reconversion"
    Alors c’est impossible
    Et parce que la condition suivante manque : Elle dure au moins 150 heures.

  Scénario: La Pro-A n’existe plus en 2026
    Soit en plus
      | accord de l’employeur | oui |
      | niveau de diplôme     | 3   |
    Quand on interroge "pro-a"
    Alors c’est impossible
    Et la règle n’est plus en vigueur
    Et elle est remplacée par "periode-de-reconversion"

  Scénario: La Pro-A existait en 2025
    Soit on est le 2025-10-01
    Et en plus
      | accord de l’employeur | oui |
      | niveau de diplôme     | 3   |
    Quand on interroge "pro-a"
    Alors c’est possible
    Et le revenu est de 2 100 € du mois 1 au mois 8

  Scénario: En 2025, la Pro-A n’était pas pour qui avait une licence
    Soit on est le 2025-10-01
    Et en plus
      | accord de l’employeur | oui |
      | niveau de diplôme     | 6   |
    Quand on interroge "pro-a"
    Alors c’est impossible
    Et parce que la condition suivante manque : Votre diplôme est au plus de niveau 5.
    Et la personne n’y peut rien

  Scénario: Les transitions collectives sont finies
    Soit en plus accord de l’employeur : oui
    Quand on interroge "transitions-collectives"
    Alors c’est impossible
    Et elle est remplacée par "periode-de-reconversion"

  Scénario: L’employeur paie par son plan
    Soit en plus accord de l’employeur : oui
    Quand on interroge "plan-de-l-employeur"
    Alors c’est possible
    Et il reste 0 € à payer

  Scénario: Démissionner pour se reconvertir, toutes les étapes faites
    Soit en plus
      | jours travaillés en cinq ans | 1 310 |
      | conseil demandé avant de démissionner | oui |
      | projet jugé réel et sérieux | oui |
    Quand on interroge "demission-reconversion"
    Alors c’est possible
    Et il reste 8 000 € à payer
    Et le revenu est inconnu : Le revenu n’est pas connu ici. Demandez à : France Travail (simulateur de l’allocation chômage).

  Scénario: Démissionner avec quatre ans de travail
    Soit en plus
      | jours travaillés en cinq ans | 1 040 |
      | conseil demandé avant de démissionner | oui |
      | projet jugé réel et sérieux | oui |
    Quand on interroge "demission-reconversion"
    Alors c’est impossible
    Et parce que la condition suivante manque : Vous avez travaillé au moins 1 300 jours sur les soixante derniers mois.

  Scénario: Démissionner avant d’avoir demandé conseil
    Soit en plus
      | jours travaillés en cinq ans | 1 310 |
      | conseil demandé avant de démissionner | non |
    Quand on interroge "demission-reconversion"
    Alors c’est impossible
    Et on peut y arriver ainsi : Prenez rendez-vous avec un conseil en évolution professionnelle, avant de démissionner.
