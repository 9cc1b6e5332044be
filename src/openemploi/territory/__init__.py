"""Communes and distances. See :mod:`~openemploi.territory.places`."""
