"""What every table of the portal has: an identifier that cannot be guessed, and the moment it was made."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone


class Identified(models.Model):
    """A record with a random identifier: one that is guessed leads nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True
