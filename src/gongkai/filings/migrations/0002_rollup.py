from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("filings", "0002_text"),
    ]

    operations = [
        migrations.AddField(
            model_name="filing",
            name="members",
            field=models.JSONField(blank=True, default=list, verbose_name="成员单位"),
        ),
    ]
