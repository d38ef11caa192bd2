import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Chain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=30, unique=True)),
                ("length", models.PositiveBigIntegerField(default=0)),
                (
                    "head",
                    models.CharField(
                        default="0000000000000000000000000000000000000000000000000000000000000000", max_length=64
                    ),
                ),
                (
                    "agency",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="journal",
                        to="agencies.agency",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField()),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("act", models.CharField(max_length=60, verbose_name="事项")),
                ("object_type", models.CharField(max_length=60)),
                ("object_id", models.BigIntegerField()),
                ("role", models.CharField(max_length=20)),
                ("article", models.CharField(blank=True, max_length=60, verbose_name="依据")),
                ("before", models.JSONField(default=dict, verbose_name="原为")),
                ("after", models.JSONField(default=dict, verbose_name="改为")),
                ("note", models.JSONField(default=dict)),
                ("address", models.CharField(blank=True, max_length=45, verbose_name="来源地址")),
                ("request_id", models.CharField(blank=True, max_length=64)),
                ("algorithm", models.CharField(max_length=10)),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
                (
                    "chain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="journal.chain"
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.post"
                    ),
                ),
            ],
            options={
                "verbose_name": "留痕",
                "ordering": ("chain", "number"),
                "indexes": [models.Index(fields=["object_type", "object_id", "id"], name="entry_of_object")],
                "constraints": [models.UniqueConstraint(fields=("chain", "number"), name="entry_number_once")],
            },
        ),
    ]
