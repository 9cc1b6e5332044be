"""Official files of employment and training data, read as typed tables: one module a format, see :mod:`.base`."""
