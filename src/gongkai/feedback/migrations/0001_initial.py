import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import gongkai.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("disclosure", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("suggestion", "意见建议"),
                            ("oversight", "监督反映"),
                            ("comment", "对征求意见稿的意见"),
                        ],
                        max_length=12,
                        verbose_name="种类",
                    ),
                ),
                ("number", models.CharField(max_length=40, verbose_name="登记号")),
                ("code", gongkai.vault.fields.SealedTextField(max_length=20, verbose_name="查询码")),
                ("code_fingerprint", gongkai.vault.fields.FingerprintField(of="code")),
                ("received_on", models.DateField(verbose_name="收到日期")),
                ("due_on", models.DateField(verbose_name="答复期限")),
                ("name", gongkai.vault.fields.SealedTextField(blank=True, max_length=100, verbose_name="称呼")),
                ("phone", gongkai.vault.fields.SealedTextField(blank=True, max_length=40, verbose_name="联系电话")),
                ("email", gongkai.vault.fields.SealedTextField(blank=True, max_length=100, verbose_name="电子邮箱")),
                ("body", gongkai.vault.fields.SealedTextField(max_length=5000, verbose_name="来信内容")),
                ("agrees", models.BooleanField(default=False, verbose_name="同意公开")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("received", "待登记"),
                            ("handling", "办理中"),
                            ("reviewing", "待审核"),
                            ("answered", "已答复"),
                        ],
                        default="received",
                        max_length=12,
                        verbose_name="环节",
                    ),
                ),
                ("reply", gongkai.vault.fields.SealedTextField(blank=True, max_length=5000, verbose_name="答复")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                ("shown_on", models.DateField(blank=True, null=True, verbose_name="公开日期")),
                ("shown_title", models.CharField(blank=True, max_length=100, verbose_name="公开的标题")),
                ("shown_body", models.CharField(blank=True, max_length=5000, verbose_name="公开的来信内容")),
                ("shown_reply", models.CharField(blank=True, max_length=5000, verbose_name="公开的答复")),
                ("sent_key", models.UUIDField(editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="所涉机关",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="agencies.agency",
                        verbose_name="办理机关",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="拟稿人",
                    ),
                ),
                (
                    "handler",
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
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disclosure.item",
                        verbose_name="征求意见稿",
                    ),
                ),
            ],
            options={
                "verbose_name": "公众来信",
                "ordering": ("-pk",),
                "indexes": [
                    models.Index(fields=["agency", "stage", "due_on"], name="letter_under_way"),
                    models.Index(
                        condition=models.Q(("shown_on__isnull", False)),
                        fields=["about", "-shown_on"],
                        name="letter_shown",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "number"), name="letter_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("item__isnull", False), ("kind", "comment")),
                            models.Q(models.Q(("kind", "comment"), _negated=True), ("item__isnull", True)),
                            _connector="OR",
                        ),
                        name="letter_on_an_item_if_comment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answered_on__isnull", True), ("stage", "answered"), _connector="OR"),
                        name="letter_answered_in_the_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shown_on__isnull", True),
                            models.Q(("agrees", True), ("stage", "answered")),
                            _connector="OR",
                        ),
                        name="letter_shown_if_agreed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "来信编号",
                "constraints": [models.UniqueConstraint(fields=("agency", "year"), name="letter_series_once")],
            },
        ),
    ]
