"""The indexes that lists are read along: with the keys in their order, and with what is most often asked for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("applications", "0002_salts")]

    operations = [
        migrations.AddIndex(
            "application",
            models.Index(fields=["awaited_on", "id", "agency", "stage", "outcome"], name="application_awaited"),
        ),
        migrations.RemoveIndex("application", "application_by_awaited"),
        migrations.AddIndex(
            "application",
            models.Index(fields=["agency", "closed_on", "due_on", "stage"], name="application_of_agency"),
        ),
        migrations.RemoveIndex("application", "application_under_way"),
    ]
