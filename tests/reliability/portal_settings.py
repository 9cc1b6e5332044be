"""The portal's settings with one more page and shorter leases, for tests that kill its processes."""

from openemploi_web.config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.reliability.portal_urls"
JOB_LEASE = 2
