"""Text to what it says: sections, experiences, terms, skills and occupations, each with its passage.

``model`` holds the records. A CV goes through ``cv_structure`` and ``skills``, an offer through ``offer_terms`` and
``requirements``; both share ``mentions`` (names of the taxonomy in a text), ``attributes`` (level, time, negation)
and ``occupations`` (a title to its codes). :mod:`openemploi.profiles.build` calls them in order.
"""
