from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def make(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    call_command("createcachetable", "cache", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("config", "0001_initial")]

    operations = [
        migrations.RunPython(make, lambda apps, editor: editor.execute("DROP TABLE cache")),
    ]
