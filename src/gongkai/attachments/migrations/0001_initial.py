import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import gongkai.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("agencies", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("personal", models.BooleanField(default=False)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("place", models.CharField(max_length=64, unique=True)),
                ("secret", gongkai.vault.fields.SealedTextField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("agency", "personal", "sha256"), name="content_once")],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("object_type", models.CharField(max_length=60, verbose_name="所属事项")),
                ("object_id", models.BigIntegerField(verbose_name="所属编号")),
                ("personal", models.BooleanField(default=False, verbose_name="含个人信息")),
                ("open_name", models.CharField(blank=True, max_length=120, verbose_name="文件名")),
                (
                    "sealed_name",
                    gongkai.vault.fields.SealedTextField(blank=True, max_length=120, verbose_name="文件名"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pdf", "PDF"),
                            ("ofd", "OFD版式文件"),
                            ("docx", "Word文档"),
                            ("xlsx", "Excel工作簿"),
                            ("pptx", "PowerPoint演示文稿"),
                            ("doc", "旧版Word或WPS文档"),
                            ("xls", "旧版Excel或WPS表格"),
                            ("ppt", "旧版PowerPoint或WPS演示"),
                            ("odt", "ODF文档"),
                            ("ods", "ODF表格"),
                            ("png", "PNG图片"),
                            ("jpg", "JPEG图片"),
                            ("tiff", "TIFF图片"),
                            ("txt", "纯文本"),
                            ("csv", "CSV表格"),
                            ("zip", "ZIP压缩包"),
                            ("html", "网页"),
                            ("mht", "单个文件的网页"),
                            ("json", "JSON数据"),
                        ],
                        max_length=10,
                        verbose_name="格式",
                    ),
                ),
                ("size", models.PositiveBigIntegerField(verbose_name="字节数")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("sm3", models.CharField(blank=True, max_length=64, verbose_name="SM3")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "等候查毒"),
                            ("clean", "未发现病毒"),
                            ("infected", "查出病毒"),
                            ("unscannable", "无法查毒"),
                        ],
                        default="waiting",
                        max_length=12,
                        verbose_name="查毒",
                    ),
                ),
                ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="attachments.storedfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "附件",
                "ordering": ("uploaded_at", "pk"),
                "indexes": [
                    models.Index(fields=["object_type", "object_id"], name="attachment_of_object"),
                    models.Index(
                        condition=models.Q(("state", "clean"), _negated=True),
                        fields=["state"],
                        name="attachment_not_clean",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=32, unique=True)),
                ("object_type", models.CharField(max_length=60)),
                ("object_id", models.BigIntegerField()),
                ("name", gongkai.vault.fields.SealedTextField(max_length=120)),
                ("mark", models.CharField(max_length=80)),
                ("personal", models.BooleanField(default=False)),
                ("size", models.PositiveBigIntegerField()),
                ("offset", models.PositiveBigIntegerField(default=0)),
                ("pieces", models.JSONField(default=list)),
                ("secret", gongkai.vault.fields.SealedTextField()),
                ("begun_at", models.DateTimeField()),
                (
                    "attachment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="attachments.attachment",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("officer", "object_type", "object_id", "personal", "mark"), name="upload_once"
                    )
                ],
            },
        ),
    ]
