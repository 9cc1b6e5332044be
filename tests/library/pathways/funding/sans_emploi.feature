# language: fr
Fonctionnalité: Se former quand on cherche du travail

  Contexte:
    Soit une personne
      | emploi        | sans emploi |
      | inscrit à France Travail | oui |
      | âge           | 34 ans      |
      | région        | Provence-Alpes-Côte d’Azur |
      | reçoit l’ARE  | oui         |
      | montant de l’ARE    | 1 100 € |
      | mois d’ARE restants | 4       |
      | nature        | formation   |
      | certification | RNCP        |
      | heures        | 800 heures  |
      | heures par semaine | 35     |
      | prix          | 4 000 €     |
      | validée par France Travail | oui |

  Scénario: L’allocation continue, puis la fin de formation est possible
    Quand on interroge "aref"
    Alors c’est possible
    Et la formation dure 6 mois
    Et le revenu est de 1 100 € du mois 1 au mois 4
    Et le revenu va de 0 à 756,63 € du mois 5 au mois 6
    Et le montant suivant est signalé : plafond RFF (2025)

  Scénario: Une petite allocation ne monte pas à la fin de formation
    Soit en plus montant de l’ARE : 600 €
    Quand on interroge "aref"
    Alors le revenu est de 600 € du mois 1 au mois 4
    Et le revenu va de 0 à 600 € du mois 5 au mois 6

  Scénario: Sans le montant de l’allocation, le revenu est inconnu
    Soit une personne
      | inscrit à France Travail | oui |
      | reçoit l’ARE | oui |
      | nature | formation |
      | heures | 400 |
      | mois   | 3   |
      | validée par France Travail | oui |
    Quand on interroge "aref"
    Alors c’est possible
    Et le revenu est inconnu : Le montant de votre allocation chômage n’est pas dit.

  Scénario: Sans la durée, on ne compte pas les mois
    Soit une personne
      | inscrit à France Travail | oui |
      | reçoit l’ARE | oui |
      | montant de l’ARE | 900 € |
      | nature | formation |
      | heures | 400 |
      | validée par France Travail | oui |
    Quand on interroge "aref"
    Alors le revenu est inconnu : La durée de la formation n’est pas dite : en mois, ou en heures et en heures par semaine.

  Scénario: Une formation de 20 heures n’ouvre pas l’AREF
    Soit en plus heures : 20
    Quand on interroge "aref"
    Alors c’est impossible
    Et parce que la condition suivante manque : Elle dure au moins 40 heures.

  Scénario: Sans allocation chômage, pas d’AREF
    Soit en plus reçoit l’ARE : non
    Quand on interroge "aref"
    Alors c’est impossible
    Et parce que la condition suivante manque : Vous recevez l’allocation chômage (ARE).

  Scénario: Un adulte au RSA en formation agréée
    Soit en plus
      | reçoit l’ARE | non |
      | minimum social | oui |
      | agréée par France Travail | oui |
    Quand on interroge "rfft"
    Alors c’est possible
    Et le revenu est de 769,49 € du mois 1 au mois 6
    Et le montant suivant est signalé : RFFT à partir de 26 ans (2025)

  Scénario: Un jeune de 20 ans en formation agréée
    Soit en plus
      | âge | 20 ans |
      | reçoit l’ARE | non |
      | agréée par France Travail | oui |
    Quand on interroge "rfft"
    Alors c’est possible
    Et le revenu est de 552,29 € du mois 1 au mois 6

  Scénario: À 17 ans, le montant n’est pas connu ici
    Soit en plus
      | âge | 17 ans |
      | reçoit l’ARE | non |
      | agréée par France Travail | oui |
    Quand on interroge "rfft"
    Alors c’est possible
    Et le revenu est inconnu : Le revenu n’est pas connu ici. Demandez à : France Travail.

  Scénario: Avec l’ARE, on ne reçoit pas la RFFT
    Quand on interroge "rfft"
    Alors c’est impossible
    Et parce que la condition suivante manque : Vous ne recevez pas l’allocation chômage (ARE).

  Scénario: L’AIF quand rien d’autre ne paie tout
    Soit en plus déjà financée : non
    Quand on interroge "aif"
    Alors c’est possible
    Et la décision revient à : France Travail
    Et le reste à payer est inconnu : Le montant est décidé au cas par cas. Demandez à : France Travail.

  Scénario: L’AIF sans accord du conseiller
    Soit en plus
      | déjà financée | non |
      | validée par France Travail | non |
    Quand on interroge "aif"
    Alors c’est impossible
    Et on peut y arriver ainsi : Présentez votre projet et un devis à votre conseiller ou conseillère France Travail.

  Scénario: Un employeur promet d’embaucher, la POEI paie
    Soit en plus
      | promesse d’embauche | oui |
      | heures | 300 |
    Quand on interroge "poei"
    Alors c’est possible
    Et il reste 0 € à payer
    Et la formation dure 2 mois
    Et le revenu est de 1 100 € du mois 1 au mois 2

  Scénario: Sans promesse d’embauche, pas de POEI
    Soit en plus
      | promesse d’embauche | non |
      | heures | 300 |
    Quand on interroge "poei"
    Alors c’est impossible
    Et on peut y arriver ainsi : Trouvez un employeur qui s’engage à vous embaucher après la formation.

  Scénario: Une POEI de 600 heures est trop longue
    Soit en plus
      | promesse d’embauche | oui |
      | heures | 600 |
    Quand on interroge "poei"
    Alors c’est impossible
    Et parce que la condition suivante manque : Elle dure au plus 400 heures.
    Et on peut y arriver ainsi : Choisissez une formation de 400 heures au plus.

  Scénario: Une POEC ne demande pas de promesse d’embauche
    Soit en plus
      | organisée par un Opco | oui |
      | heures | 400 |
    Quand on interroge "poec"
    Alors c’est possible
    Et il reste 0 € à payer

  Scénario: L’AFPR est devenue la POEI
    Soit en plus
      | promesse d’embauche | oui |
      | heures | 300 |
    Quand on interroge "afpr"
    Alors c’est impossible
    Et la règle n’est plus en vigueur
    Et elle est remplacée par "poei"

  Scénario: Une immersion de deux semaines
    Soit en plus
      | nature | immersion |
      | mois   | 0,5       |
    Quand on interroge "immersion"
    Alors c’est possible
    Et il reste 0 € à payer
    Et le revenu est de 1 100 € du mois 1 au mois 1

  Scénario: Une immersion de trois mois est trop longue
    Soit en plus
      | nature | immersion |
      | mois   | 3         |
    Quand on interroge "immersion"
    Alors c’est impossible
    Et parce que la condition suivante manque : Elle dure au plus 1 mois.

  Scénario: Ce qui est possible vient d’abord, puis le plus proche, jamais le plus payant
    Soit en plus droits CPF : 500 €
    Quand on interroge toutes les règles
    Alors voici tout ce qui est possible : aref, cpf
    Et "cpf" vient avant "poei"
    Et "aif" vient avant "poei"
    Et "pro-a" n’est pas proposé
