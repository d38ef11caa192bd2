import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("filings", "0002_signing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Chase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("text", models.CharField(blank=True, max_length=200, verbose_name="附言")),
                ("told", models.PositiveSmallIntegerField(verbose_name="通知人数")),
                ("at", models.DateTimeField(verbose_name="催报时间")),
                (
                    "collector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="汇总机关",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chases",
                        to="agencies.agency",
                        verbose_name="成员单位",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="催报人",
                    ),
                ),
            ],
            options={
                "verbose_name": "催报",
                "ordering": ("-at", "-pk"),
                "indexes": [models.Index(fields=["collector", "year", "member", "-at"], name="filing_chased")],
            },
        ),
        migrations.CreateModel(
            name="ReceiptSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
                (
                    "collector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="汇总机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "报送回执编号",
                "constraints": [models.UniqueConstraint(fields=("collector", "year"), name="filing_receipts_once")],
            },
        ),
    ]
