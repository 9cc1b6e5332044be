"""The settings of the tests, with something that is never made ready."""

import time

from tests.reliability.portal_settings import *  # noqa: F403

from openemploi_web.core import warming


def never_made() -> None:
    """Sleep for longer than any test."""
    time.sleep(3600)


warming.keeps_ready(never_made)
