from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = [("agencies", "0001_initial")]
    operations: list = []
