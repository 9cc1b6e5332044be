"""Two actors' files joined on keyed pseudonyms, without either seeing the other's identities.

Each actor turns identities into pseudonyms under a key that the third party never has (:func:`pseudonymise`); the
third party joins the files and turns pseudonyms into others under a secret that the actors never have
(:func:`join`), and writes down who gave what and who used it (:class:`Register`). See
``docs/explanation/pseudonyms.md``.
"""

from openemploi.pseudonyms.contributing import Contribution, IdentityColumns, pseudonymise
from openemploi.pseudonyms.identity import Identity, linking_texts
from openemploi.pseudonyms.joining import Joined, join
from openemploi.pseudonyms.keys import Key, new_key, read_key, write_key
from openemploi.pseudonyms.register import Register, Use

__all__ = [
    "Contribution",
    "Identity",
    "IdentityColumns",
    "Joined",
    "Key",
    "Register",
    "Use",
    "join",
    "linking_texts",
    "new_key",
    "pseudonymise",
    "read_key",
    "write_key",
]
