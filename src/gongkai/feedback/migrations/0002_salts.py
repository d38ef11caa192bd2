"""Salts for what the journal keeps of personal data. What is there has none: its entries were made without."""

from django.db import migrations, models

import gongkai.journal.salting


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_initial")]

    operations = [
        migrations.AddField(
            "letter",
            "erased_on",
            models.DateField(blank=True, editable=False, null=True, verbose_name="个人信息销毁日期"),
        ),
        migrations.AddField("letter", "journal_salt", models.CharField(blank=True, default="", max_length=32)),
        migrations.AlterField(
            "letter",
            "journal_salt",
            models.CharField(blank=True, default=gongkai.journal.salting.new_salt, editable=False, max_length=32),
        ),
    ]
