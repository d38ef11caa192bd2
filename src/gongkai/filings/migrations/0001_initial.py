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
                    "scope",
                    models.CharField(
                        choices=[("unit", "单位"), ("level", "本级"), ("region", "本行政区域")],
                        default="unit",
                        max_length=8,
                        verbose_name="范围",
                    ),
                ),
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
                "constraints": [models.UniqueConstraint(fields=("agency", "year", "scope"), name="filing_once_a_year")],
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
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("receipt", models.CharField(max_length=40, unique=True, verbose_name="回执号")),
                (
                    "state",
                    models.CharField(
                        choices=[("submitted", "已报送"), ("returned", "已退回"), ("accepted", "已接收")],
                        default="submitted",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="报送时间")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="办理时间")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="退回理由")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "collector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filings_received",
                        to="agencies.agency",
                        verbose_name="汇总机关",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="报送人",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度报告报送",
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(max_length=120, verbose_name="位置")),
                ("text", models.CharField(max_length=500, verbose_name="意见")),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="filings.submission",
                        verbose_name="年度报告报送",
                    ),
                ),
            ],
            options={
                "verbose_name": "退回意见",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("name", models.CharField(max_length=200, verbose_name="文件名")),
                ("report", models.TextField(verbose_name="报告")),
                ("digest", models.CharField(max_length=64, verbose_name="校验值")),
                ("figures", models.JSONField(default=dict, verbose_name="数字")),
                ("at", models.DateTimeField(verbose_name="上传时间")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="确认时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="终止时间")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports_from_outside",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
            ],
            options={
                "verbose_name": "外来年度报告",
                "ordering": ("-year", "agency__lineage", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_at__isnull", False), ("ended_at__isnull", True)),
                        fields=("agency", "year"),
                        name="filing_upload_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="版次")),
                ("report", models.TextField(verbose_name="报告")),
                ("digest", models.CharField(max_length=64, verbose_name="校验值")),
                ("figures", models.JSONField(default=dict, verbose_name="数字")),
                ("checks", models.JSONField(default=list, verbose_name="检查结果")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="修改说明")),
                ("signed_at", models.DateTimeField(verbose_name="签发时间")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="公布时间")),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
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
                        verbose_name="签发人",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度报告定稿",
                "ordering": ("filing", "-number"),
                "constraints": [models.UniqueConstraint(fields=("filing", "number"), name="filing_version_once")],
            },
        ),
        migrations.AddField(
            model_name="submission",
            name="version_signed",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="submissions",
                to="filings.version",
                verbose_name="年度报告定稿",
            ),
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
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "returned"), _negated=True),
                fields=("version_signed", "collector"),
                name="filing_submitted_once",
            ),
        ),
    ]
