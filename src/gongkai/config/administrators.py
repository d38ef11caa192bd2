"""The first who runs the site: made from the command line, or by who has the one-time code (`setup`)."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Officer
from gongkai.journal.actor import Actor
from gongkai.journal.acts import Act
from gongkai.journal.services import record

COMMAND = Actor(role="command")
MADE = Act("officer.administrator_made", _("设立网站管理员"))


@transaction.atomic
def make_administrator(username: str, name: str, password: str, *, by: Actor = COMMAND) -> Officer:
    """Make an officer who runs the site; ValidationError for a name that is taken or a password that is weak."""
    officer = Officer(username=username, name=name, is_superuser=True)
    officer.clean_fields(exclude=["password"])
    officer.validate_unique()
    validate_password(password, officer)
    officer.set_password(password)
    officer.save()
    record(officer, MADE, by=by)
    return officer


def words_of(error: ValidationError) -> str:
    """Give in one line what was not accepted."""
    return " ".join(str(message) for message in error.messages)
