"""A synthetic twin of a restricted table, with its privacy and utility measured."""
