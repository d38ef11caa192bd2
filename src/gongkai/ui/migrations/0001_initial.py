import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Sending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, unique=True)),
                ("kind", models.CharField(max_length=100)),
                ("made", models.BigIntegerField()),
                ("at", models.DateTimeField(db_index=True)),
            ],
            options={
                "verbose_name": "已提交的表单",
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, unique=True)),
                ("sealed", models.BinaryField()),
                ("kept_at", models.DateTimeField()),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "未提交的内容",
                "indexes": [
                    models.Index(fields=["kept_at"], name="draft_by_age"),
                    models.Index(fields=["officer", "kept_at"], name="draft_of_officer"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("listing", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("query", models.CharField(blank=True, max_length=2000)),
                ("opens", models.BooleanField(default=False, verbose_name="打开列表时用它")),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "保存的视图",
                "ordering": ("name", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("officer", "listing", "name"), name="view_name_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("opens", True)), fields=("officer", "listing"), name="view_opens_once"
                    ),
                ],
            },
        ),
    ]
