"""What tells that something public pages show has changed."""

from __future__ import annotations

from django.db import models


class Version(models.Model):
    """The one row whose token the database changes with whatever public pages show (`watching`)."""

    token = models.CharField(max_length=36)

    def __str__(self) -> str:
        return self.token
