# language: fr
Fonctionnalité: Agents publics, indépendants, personnes handicapées

  Scénario: Un agent public après quatre ans
    Soit une personne
      | emploi | fonctionnaire |
      | mois de service public | 48 |
      | salaire brut | 2 000 € |
      | accord de l’employeur | oui |
      | nature | formation |
      | mois | 14 |
      | prix | 3 000 € |
    Quand on interroge "conge-de-formation-agent-public"
    Alors c’est possible
    Et le revenu est de 1 700 € du mois 1 au mois 12
    Et le revenu est de 0 € du mois 13 au mois 14
    Et le reste à payer est inconnu : Le montant est décidé au cas par cas. Demandez à : votre employeur public.

  Scénario: Un agent public après deux ans
    Soit une personne
      | emploi | contractuel public |
      | mois de service public | 24 |
      | accord de l’employeur | oui |
      | nature | formation |
    Quand on interroge "conge-de-formation-agent-public"
    Alors c’est impossible
    Et parce que la condition suivante manque : Vous avez au moins 36 mois de service public.
    Et on peut y arriver ainsi : Attendez d’avoir 36 mois de service.

  Scénario: Le CPF d’un agent public n’est pas celui du privé
    Soit une personne
      | emploi | fonctionnaire |
      | âge | 40 |
      | droits CPF | 1 000 € |
      | nature | formation |
      | certification | RNCP |
    Quand on interroge "cpf"
    Alors c’est impossible
    Et parce que la condition suivante manque : Vous n’êtes pas agent public.

  Scénario: Le CPF d’un agent public demande l’accord de l’employeur
    Soit une personne
      | emploi | fonctionnaire |
      | accord de l’employeur | oui |
      | nature | formation |
    Quand on interroge "cpf-agent-public"
    Alors c’est possible
    Et la décision revient à : votre employeur public

  Scénario: Une artisane à jour de sa contribution
    Soit une personne
      | emploi | à son compte |
      | contribution payée | oui |
      | nature | formation |
      | prix | 1 200 € |
    Quand on interroge "fonds-des-independants"
    Alors c’est possible
    Et le reste à payer est inconnu : Le montant est décidé au cas par cas. Demandez à : votre fonds d’assurance formation.

  Scénario: Une artisane sans contribution payée
    Soit une personne
      | emploi | à son compte |
      | contribution payée | non |
      | nature | formation |
    Quand on interroge "fonds-des-independants"
    Alors c’est impossible
    Et on peut y arriver ainsi : Demandez votre attestation de versement à l’Urssaf.

  Scénario: L’Agefiph aide pour les frais autour de la formation
    Soit une personne
      | emploi | sans emploi |
      | inscrit à France Travail | oui |
      | handicap reconnu | oui |
      | nature | formation |
      | prix | 2 000 € |
    Quand on interroge "agefiph-parcours"
    Alors c’est possible
    Et les autres frais sont aidés jusqu’à 530 €
    Et il reste 2 000 € à payer

  Scénario: Sans handicap reconnu, pas d’aide de l’Agefiph
    Soit une personne
      | inscrit à France Travail | oui |
      | handicap reconnu | non |
      | nature | formation |
    Quand on interroge "agefiph-formation"
    Alors c’est impossible
    Et on peut y arriver ainsi : Si votre santé gêne votre travail, demandez une reconnaissance à la MDPH.
