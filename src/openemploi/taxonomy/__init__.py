"""Occupations and skills: what they are called in three languages and how they relate.

``model`` says what a classification holds, ``esco``, ``rome``, ``crosswalks`` and ``starter`` read one, ``compiling``
joins them into a file, ``store`` opens it, ``search`` finds by name, ``library`` knows what is on this machine.
"""
