import uuid

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
            name="Secret",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("text", gongkai.vault.fields.SealedTextField()),
            ],
        ),
        migrations.CreateModel(
            name="Failures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, unique=True)),
                ("count", models.PositiveIntegerField(default=0)),
                ("since", models.DateTimeField()),
                ("locked_until", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["since"], name="failures_by_time")],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="电子邮箱")),
                ("duties", models.JSONField(default=list, verbose_name="职责")),
                ("resets", models.BooleanField(default=False, verbose_name="重设密码")),
                ("made_at", models.DateTimeField(verbose_name="发出时间")),
                ("expires_at", models.DateTimeField(verbose_name="有效期至")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="使用时间")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="收回时间")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="邀请人",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.office",
                        verbose_name="科室",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="工作人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "邀请",
                "ordering": ("-made_at", "-pk"),
                "indexes": [models.Index(fields=["made_at"], name="invitations_by_time")],
            },
        ),
        migrations.CreateModel(
            name="UsedPassword",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128)),
                ("set_at", models.DateTimeField()),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="used_passwords",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-set_at", "-pk"),
                "indexes": [models.Index(fields=["officer", "-set_at"], name="used_password_of_officer")],
            },
        ),
    ]
