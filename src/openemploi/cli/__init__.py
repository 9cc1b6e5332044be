"""The command line: ``openemploi extract | rank | offers | explain | taxonomy | data | evaluate | doctor``.

One module for each group of commands; :mod:`~openemploi.cli.screen` writes for people, the ``contract`` modules of
``matching`` and ``profiles`` for machines.

Exit codes: 0 done; 2 the command was not understood; 3 what was asked could not be done at all; 4 done, but some
of the files could not be read; 130 interrupted.
"""

from openemploi.cli.app import main

__all__ = ["main"]
