from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0007_weighing"),
        ("applications", "0006_rectification"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="written_by",
            field=models.CharField(blank=True, max_length=60, verbose_name="代填人"),
        ),
    ]
