"""Communes, what became of them, and distances: see :mod:`.places` and :mod:`.succession`."""
