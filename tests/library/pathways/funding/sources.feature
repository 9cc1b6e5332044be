# language: fr
Fonctionnalité: Une source périmée se voit sur chaque réponse

  Contexte:
    Soit une personne
      | emploi | sans emploi |
      | inscrit à France Travail | oui |
      | âge | 40 |
      | droits CPF | 2 000 € |
      | nature | formation |
      | certification | RNCP |
      | prix | 1 000 € |

  Scénario: Peu après la lecture, rien n’est signalé
    Soit on est le 2026-03-01
    Quand on interroge "cpf"
    Alors c’est possible
    Et aucune source n’est périmée

  Scénario: Plus de douze mois après, la page est périmée
    Soit on est le 2027-02-14
    Quand on interroge "cpf"
    Alors c’est possible
    Et la source suivante est périmée : Ministère du Travail, Le compte personnel de formation

  Scénario: Le montant d’une année passée est signalé dès le premier janvier
    Soit on est le 2027-01-01
    Quand on interroge "cpf"
    Alors le montant suivant est signalé : participation CPF (2026)

  Scénario: Le texte de loi est à relire après vingt-quatre mois
    Soit on est le 2027-06-02
    Quand on interroge "cpf"
    Alors la source suivante est périmée : Code du travail, articles L. 6323-1 à L. 6323-8
