"""Records of people and of offers, and the formats they are read from and written to.

Start at :mod:`~openemploi.profiles.detect` (one file of any known format) or
:mod:`~openemploi.profiles.offer_files` (many offers); the records are in :mod:`~openemploi.profiles.model`, the
writers in the ``write_*`` modules.
"""
