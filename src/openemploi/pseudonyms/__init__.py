"""Two actors' files joined on keyed pseudonyms, without either seeing the other's identities."""
