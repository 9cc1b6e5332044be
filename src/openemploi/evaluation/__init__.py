"""How well this machine reads and links, measured on annotated files.

:mod:`~openemploi.evaluation.datasets` reads the files, :mod:`~openemploi.evaluation.systems` holds the few functions
that are measured, :mod:`~openemploi.evaluation.tasks` compares their answers with the truth (one module a task),
:mod:`~openemploi.evaluation.metrics` counts, :mod:`~openemploi.evaluation.report` writes the result down. No answer of
a file is ever shown to the functions that are measured.
"""
