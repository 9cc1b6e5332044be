"""From missing skills to sessions of training: which teach them, at what price, how far, and what opens afterwards.

:func:`~.recommending.recommend` answers a need from a :class:`~.catalogue.Catalogue`; :mod:`.covering` finds the
shortest affordable path, :mod:`.opening` counts the offers that one skill opens, :mod:`.other_ways` says what remains
when nothing fits. The rules are told in docs/explanation/training.md.
"""
