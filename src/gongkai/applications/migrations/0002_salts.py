"""Salts for what the journal keeps of personal data. What is there has none: its entries were made without."""

from django.db import migrations, models

import gongkai.journal.salting


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_initial")]

    operations = [
        migrations.AddField(
            "application",
            "erased_on",
            models.DateField(blank=True, editable=False, null=True, verbose_name="个人信息销毁日期"),
        ),
        migrations.AddField("application", "journal_salt", models.CharField(blank=True, default="", max_length=32)),
        migrations.AlterField(
            "application",
            "journal_salt",
            models.CharField(blank=True, default=gongkai.journal.salting.new_salt, editable=False, max_length=32),
        ),
        migrations.AddField(
            "rectification",
            "erased_on",
            models.DateField(blank=True, editable=False, null=True, verbose_name="个人信息销毁日期"),
        ),
        migrations.AddField("rectification", "journal_salt", models.CharField(blank=True, default="", max_length=32)),
        migrations.AlterField(
            "rectification",
            "journal_salt",
            models.CharField(blank=True, default=gongkai.journal.salting.new_salt, editable=False, max_length=32),
        ),
    ]
