"""The portal as it is, with shorter leases: what a killed worker's job waits for another to take it up."""

from openemploi_web.config.settings import *  # noqa: F403

JOB_LEASE = 2
