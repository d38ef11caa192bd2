import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("attachments", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=20)),
                ("key", models.BigIntegerField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("written", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "待入索引的变动",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="FileText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(blank=True)),
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="attachments.attachment"
                    ),
                ),
            ],
            options={
                "verbose_name": "附件的文字",
            },
        ),
    ]
