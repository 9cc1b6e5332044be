"""The portal: a Django project in which each app is one thing that a person can do.

It uses the library, never the reverse.

Start with :mod:`openemploi_web.core.actions` (every write), :mod:`openemploi_web.config.urls` (every page) and
``docs/explanation/portal.md``.
"""
