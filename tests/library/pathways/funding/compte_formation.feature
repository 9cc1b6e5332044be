# language: fr
Fonctionnalité: Le compte personnel de formation (CPF)

  Contexte:
    Soit une personne
      | emploi        | CDI       |
      | âge           | 34 ans    |
      | région        | Bretagne  |
      | inscrit à France Travail | non |
      | un financeur complète    | non |
      | droits CPF    | 3 000 €   |
      | nature        | formation |
      | certification | RNCP      |
      | prix          | 2 400 €   |

  Scénario: Les droits suffisent, il reste la participation
    Quand on interroge "cpf"
    Alors c’est possible
    Et l’aide est de 2 296,80 €
    Et il reste 103,20 € à payer

  Scénario: Les droits ne suffisent pas, la participation est comprise dans ce qui reste
    Soit en plus droits CPF : 1 000 €
    Quand on interroge "cpf"
    Alors c’est possible
    Et l’aide est de 1 000 €
    Et il reste 1 400 € à payer

  Scénario: Une personne inscrite à France Travail ne paie pas la participation
    Soit en plus
      | emploi | sans emploi |
      | inscrit à France Travail | oui |
    Quand on interroge "cpf"
    Alors c’est possible
    Et il reste 0 € à payer

  Scénario: Un employeur qui complète dispense de la participation
    Soit en plus un financeur complète : oui
    Quand on interroge "cpf"
    Alors il reste 0 € à payer

  Scénario: On ne sait pas si la participation est due, le reste est donné entre deux montants
    Soit une personne
      | âge           | 34 ans    |
      | emploi        | CDI       |
      | droits CPF    | 3 000 €   |
      | nature        | formation |
      | certification | RNCP      |
      | prix          | 2 400 €   |
    Quand on interroge "cpf"
    Alors c’est possible
    Et le reste à payer va de 0 à 103,20 €

  Scénario: Sans droits, ce n’est pas possible, et on dit où regarder
    Soit en plus droits CPF : 0 €
    Quand on interroge "cpf"
    Alors c’est impossible
    Et parce que la condition suivante manque : Vous avez des droits sur votre compte formation (CPF).
    Et on peut y arriver ainsi : Regardez vos droits sur moncompteformation.gouv.fr.

  Scénario: Une formation sans certification n’est pas payée par le CPF
    Soit en plus certification : aucune
    Quand on interroge "cpf"
    Alors c’est impossible
    Et parce que la condition suivante manque : Elle mène à une certification du RNCP ou à CléA.
    Et on peut y arriver ainsi : Choisissez une formation inscrite au RNCP, ou CléA.

  Scénario: À la retraite, les droits ne servent plus
    Soit en plus emploi : retraite
    Quand on interroge "cpf"
    Alors c’est impossible
    Et parce que la condition suivante manque : Vous n’êtes pas à la retraite.
    Et la personne n’y peut rien

  Scénario: À quinze ans, il faut attendre
    Soit en plus âge : 15 ans
    Quand on interroge "cpf"
    Alors c’est impossible
    Et on peut y arriver ainsi : Attendez d’avoir 16 ans.

  Scénario: Sans le prix, le reste n’est pas connu
    Soit une personne
      | âge           | 34 ans    |
      | emploi        | CDI       |
      | droits CPF    | 3 000 €   |
      | nature        | formation |
      | certification | CléA      |
    Quand on interroge "cpf"
    Alors c’est possible
    Et le reste à payer est inconnu : Le prix de la formation n’est pas dit.

  Scénario: Sans le montant des droits, on ne peut pas répondre
    Soit une personne
      | âge           | 34 ans    |
      | emploi        | CDI       |
      | nature        | formation |
      | certification | RNCP      |
      | prix          | 2 400 €   |
    Quand on interroge "cpf"
    Alors on ne peut pas le dire
    Et parce que ceci n’est pas dit : Vous avez des droits sur votre compte formation (CPF).
    Et le reste à payer est inconnu : Le montant de vos droits CPF n’est pas dit.

  Scénario: Une langue est plafonnée à 1 500 €
    Soit en plus certification : répertoire spécifique
    Quand on interroge "cpf-repertoire-specifique"
    Alors c’est possible
    Et l’aide est de 1 500 €
    Et il reste 900 € à payer

  Scénario: CléA n’est pas dans le plafond du répertoire spécifique
    Soit en plus certification : CléA
    Quand on interroge "cpf-repertoire-specifique"
    Alors c’est impossible
    Et parce que la condition suivante manque : Elle mène à une certification du répertoire spécifique.

  Scénario: Avant le 26 février 2026, le plafond n’existait pas
    Soit on est le 2026-02-20
    Et en plus certification : répertoire spécifique
    Quand on interroge "cpf-repertoire-specifique"
    Alors c’est impossible
    Et la règle n’est plus en vigueur

  Scénario: Le permis d’une personne sans emploi est plafonné à 900 €
    Soit en plus
      | emploi | sans emploi |
      | inscrit à France Travail | oui |
      | nature | permis |
      | prix   | 1 500 € |
    Quand on interroge "cpf-permis"
    Alors c’est possible
    Et l’aide est de 900 €
    Et il reste 600 € à payer

  Scénario: Le permis d’un salarié sans autre financeur n’est plus payé
    Soit en plus
      | nature | permis  |
      | prix   | 1 500 € |
    Quand on interroge "cpf-permis"
    Alors c’est impossible
    Et parce que la condition suivante manque : Votre employeur ou un autre financeur paie une partie.
    Et on peut y arriver ainsi : Demandez à votre employeur, à l’Opco ou à la Région de payer une partie.

  Scénario: Un bilan de compétences est plafonné à 1 600 €
    Soit en plus
      | nature | bilan de compétences |
      | heures | 20 heures |
      | prix   | 2 000 €   |
      | bilan depuis cinq ans | non |
    Quand on interroge "cpf-bilan-de-competences"
    Alors c’est possible
    Et l’aide est de 1 600 €
    Et il reste 400 € à payer

  Scénario: Un bilan de dix heures est trop court
    Soit en plus
      | nature | bilan de compétences |
      | heures | 10 heures |
      | bilan depuis cinq ans | non |
    Quand on interroge "cpf-bilan-de-competences"
    Alors c’est impossible
    Et parce que la condition suivante manque : Elle dure au moins 13 heures.

  Scénario: Un bilan payé il y a trois ans ferme le suivant
    Soit en plus
      | nature | bilan de compétences |
      | heures | 20 heures |
      | bilan depuis cinq ans | oui |
    Quand on interroge "cpf-bilan-de-competences"
    Alors c’est impossible
    Et parce que la condition suivante manque : Vous n’avez pas eu de bilan de compétences payé par des fonds publics ou mutualisés depuis cinq ans.

  Scénario: Une VAE d’aide-soignante est payée par le CPF
    Soit en plus
      | nature | VAE     |
      | prix   | 1 800 € |
      | années d’expérience | 4 |
      | inscrit à France Travail | oui |
    Quand on interroge "vae"
    Alors c’est possible
    Et il reste 0 € à payer

  Scénario: Sans expérience, pas de VAE, mais une immersion peut en donner
    Soit en plus
      | nature | VAE |
      | années d’expérience | 0 |
    Quand on interroge "vae"
    Alors c’est impossible
    Et parce que la condition suivante manque : Vous avez de l’expérience en rapport direct avec la certification.
    Et on peut y arriver ainsi : Faites une immersion ou un premier emploi dans le métier.
