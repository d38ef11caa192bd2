import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("agencies", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Filing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "stage",
                    models.CharField(
                        choices=[("compiling", "编制中"), ("frozen", "数字已冻结")],
                        default="compiling",
                        max_length=12,
                        verbose_name="环节",
                    ),
                ),
                ("figures", models.JSONField(default=dict, verbose_name="数字")),
                ("drafts", models.JSONField(default=dict, verbose_name="草稿")),
                ("computed_at", models.DateTimeField(blank=True, null=True, verbose_name="计算时间")),
                ("position", models.PositiveBigIntegerField(default=0, editable=False)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filings",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度报告",
                "ordering": ("-year", "agency__lineage"),
                "constraints": [models.UniqueConstraint(fields=("agency", "year"), name="filing_once_a_year")],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=500, verbose_name="理由")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="终止时间")),
                ("table", models.CharField(max_length=20)),
                ("row", models.CharField(max_length=40)),
                ("column", models.CharField(max_length=40)),
                ("number", models.DecimalField(decimal_places=4, max_digits=17, verbose_name="更正后的数字")),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="filings.filing",
                        verbose_name="年度报告",
                    ),
                ),
            ],
            options={
                "verbose_name": "数字更正",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("filing", "table", "row", "column"),
                        name="filing_correction_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True), ("ended_at__gte", models.F("at")), _connector="OR"
                        ),
                        name="filing_correction_ended_after",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("part", models.CharField(max_length=20)),
                ("text", models.TextField(blank=True, max_length=20000, verbose_name="文字")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passages",
                        to="filings.filing",
                        verbose_name="年度报告",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="编写人",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度报告的文字",
                "ordering": ("pk",),
                "constraints": [models.UniqueConstraint(fields=("filing", "part"), name="filing_passage_once")],
            },
        ),
        migrations.CreateModel(
            name="Waiver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=500, verbose_name="理由")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="终止时间")),
                ("code", models.CharField(max_length=60)),
                ("mark", models.CharField(max_length=64)),
                ("told", models.CharField(max_length=1000, verbose_name="提示")),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="filings.filing",
                        verbose_name="年度报告",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
            ],
            options={
                "verbose_name": "提示说明",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("filing", "mark"),
                        name="filing_waiver_once",
                    )
                ],
            },
        ),
    ]
