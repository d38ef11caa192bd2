from django.db import migrations

from gongkai.journal.protection import protect, unprotect


class Migration(migrations.Migration):
    """Let the database refuse to change or remove an entry."""

    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(protect, unprotect)]
