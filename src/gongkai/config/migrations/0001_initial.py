from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="NightlyRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("task", models.CharField(max_length=60, verbose_name="任务")),
                ("on", models.DateField(verbose_name="日期")),
                ("enqueued_at", models.DateTimeField(auto_now_add=True, verbose_name="排入时间")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="完成时间")),
                ("result", models.JSONField(null=True, verbose_name="结果")),
            ],
            options={
                "verbose_name": "夜间任务",
                "ordering": ("-on", "task"),
                "constraints": [models.UniqueConstraint(fields=("task", "on"), name="nightly_once_a_day")],
            },
        ),
    ]
