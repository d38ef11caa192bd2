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
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60, verbose_name="种类")),
                ("key", models.CharField(max_length=120)),
                ("text", models.JSONField(verbose_name="内容")),
                ("url", models.CharField(max_length=300)),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "一般"), (1, "注意"), (2, "紧急")], verbose_name="轻重"
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="时间")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="阅读时间")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="工作人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "通知",
                "ordering": ("-made_at", "-pk"),
                "indexes": [
                    models.Index(fields=["officer", "made_at", "id"], name="notice_of_officer"),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)), fields=["officer"], name="notice_unread"
                    ),
                    models.Index(fields=["made_at"], name="notice_by_age"),
                ],
                "constraints": [models.UniqueConstraint(fields=("officer", "key"), name="notice_once")],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[("site", "站内"), ("email", "电子邮件"), ("sms", "短信")],
                        max_length=10,
                        verbose_name="渠道",
                    ),
                ),
                ("gathered", models.BooleanField(default=False, verbose_name="汇总发送")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "待发"), ("sending", "正在发"), ("sent", "已发"), ("failed", "没有发成")],
                        default="waiting",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="发送时间")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="次数")),
                ("trouble", models.JSONField(blank=True, null=True, verbose_name="原因")),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="notifications.notice",
                        verbose_name="通知",
                    ),
                ),
            ],
            options={
                "verbose_name": "通知的发送",
                "ordering": ("-due_at", "-pk"),
                "indexes": [
                    models.Index(condition=models.Q(("state", "waiting")), fields=["due_at"], name="delivery_waiting"),
                    models.Index(
                        condition=models.Q(("state", "failed")), fields=["due_at", "id"], name="delivery_failed"
                    ),
                    models.Index(condition=models.Q(("state", "sending")), fields=["due_at"], name="delivery_sending"),
                ],
                "constraints": [models.UniqueConstraint(fields=("notice", "channel"), name="delivery_once")],
            },
        ),
        migrations.CreateModel(
            name="Preferences",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channels", models.JSONField(blank=True, default=dict, verbose_name="渠道")),
                ("gathered", models.BooleanField(default=False, verbose_name="邮件每个工作日早上汇总成一封")),
                (
                    "language",
                    models.CharField(
                        choices=[("zh-hans", "中文"), ("en", "English")],
                        default="zh-hans",
                        max_length=10,
                        verbose_name="邮件和短信的语言",
                    ),
                ),
                (
                    "officer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notice_preferences",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="工作人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "接收通知的方式",
            },
        ),
    ]
