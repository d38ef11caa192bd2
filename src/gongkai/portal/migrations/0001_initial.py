import django.db.models.deletion
from django.db import migrations, models

import gongkai.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=36)),
            ],
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", gongkai.vault.fields.SealedTextField(max_length=254, verbose_name="电子邮箱")),
                ("address_mark", gongkai.vault.fields.FingerprintField(of="address")),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("A01", "行政法规、规章和规范性文件"),
                            ("A02", "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名"),
                            ("A03", "规划及相关政策"),
                            ("A04", "统计信息"),
                            ("A05", "行政许可和其他对外管理服务事项"),
                            ("A06", "行政处罚、行政强制"),
                            ("A07", "财政预算、决算"),
                            ("A08", "行政事业性收费"),
                            ("A09", "政府集中采购"),
                            ("A10", "重大建设项目"),
                            ("A11", "扶贫、教育、医疗、社会保障、促进就业"),
                            ("A12", "突发公共事件"),
                            ("A13", "环境保护、公共卫生、安全生产、食品药品、产品质量"),
                            ("A14", "公务员招考"),
                            ("A15", "其他依规定应当主动公开的信息"),
                            ("B01", "市政建设"),
                            ("B02", "公共服务"),
                            ("B03", "公益事业"),
                            ("B04", "土地征收"),
                            ("B05", "房屋征收"),
                            ("B06", "治安管理"),
                            ("B07", "社会救助"),
                            ("C01", "贯彻落实农业农村政策"),
                            ("C02", "农田水利工程建设运营"),
                            ("C03", "农村土地承包经营权流转"),
                            ("C04", "宅基地使用情况审核"),
                            ("C05", "土地征收"),
                            ("C06", "房屋征收"),
                            ("C07", "筹资筹劳"),
                            ("C08", "社会救助"),
                            ("AR", "政府信息公开工作年度报告"),
                        ],
                        max_length=3,
                        verbose_name="公开类别",
                    ),
                ),
                ("query", gongkai.vault.fields.SealedTextField(blank=True, max_length=200, verbose_name="搜索词")),
                (
                    "language",
                    models.CharField(
                        choices=[("zh-hans", "中文"), ("en", "English")], default="zh-hans", max_length=10
                    ),
                ),
                ("code_hash", models.CharField(blank=True, max_length=64)),
                ("made_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(null=True)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="公开机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "邮件订阅",
                "indexes": [
                    models.Index(
                        condition=models.Q(("code_hash", ""), _negated=True),
                        fields=["code_hash"],
                        name="subscription_unconfirmed",
                    )
                ],
            },
        ),
    ]
