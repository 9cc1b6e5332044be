"""The portal's settings with one more page and shorter leases, for tests that kill its processes."""

from openemploi_web.config.settings import *  # noqa: F403
from openemploi_web.core import web_server

ROOT_URLCONF = "tests.reliability.portal_urls"
JOB_LEASE = 2


def _not_warm() -> None:
    """These tests start many servers and compare nobody."""


web_server.warm = _not_warm
