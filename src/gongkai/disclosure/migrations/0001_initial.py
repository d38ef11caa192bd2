import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import gongkai.disclosure.models.practice
import gongkai.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("agencies", "__first__"),
        ("attachments", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CatalogueEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "area",
                    models.CharField(
                        blank=True,
                        help_text="试点领域，如“义务教育”；没有可以不填。",
                        max_length=40,
                        verbose_name="领域",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="序号")),
                ("matter", models.CharField(max_length=120, verbose_name="一级事项")),
                ("submatter", models.CharField(blank=True, max_length=120, verbose_name="二级事项")),
                ("content", models.TextField(max_length=4000, verbose_name="公开内容（要素）")),
                ("basis", models.TextField(max_length=4000, verbose_name="公开依据")),
                ("period", models.CharField(max_length=500, verbose_name="公开时限")),
                (
                    "interval",
                    models.CharField(
                        choices=[
                            ("on_change", "有变动时"),
                            ("monthly", "每月"),
                            ("quarterly", "每季度"),
                            ("half_yearly", "每半年"),
                            ("yearly", "每年"),
                        ],
                        default="on_change",
                        help_text="公开时限里写明“每月”“每季度”“每年”等的，按它填写；检查“超期未更新”用。",
                        max_length=12,
                        verbose_name="更新周期",
                    ),
                ),
                ("publisher", models.CharField(max_length=200, verbose_name="公开主体")),
                ("outlets", models.JSONField(default=list, verbose_name="公开渠道和载体")),
                ("other_outlet", models.CharField(blank=True, max_length=100, verbose_name="其他渠道")),
                (
                    "reach",
                    models.CharField(
                        choices=[("everybody", "全社会"), ("group", "特定群体")],
                        default="everybody",
                        max_length=10,
                        verbose_name="公开对象",
                    ),
                ),
                ("group", models.CharField(blank=True, max_length=100, verbose_name="特定群体")),
                (
                    "way",
                    models.CharField(
                        choices=[("proactive", "主动"), ("on_application", "依申请公开"), ("both", "主动、依申请公开")],
                        default="proactive",
                        max_length=20,
                        verbose_name="公开方式",
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        choices=[("county", "县级"), ("township", "乡级"), ("both", "县级、乡级")],
                        default="county",
                        max_length=10,
                        verbose_name="公开层级",
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=80, verbose_name="主题分类")),
                ("from_on", models.DateField(verbose_name="列入日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                ("explanation", models.CharField(blank=True, max_length=300, verbose_name="暂无内容的说明")),
                ("explained_until", models.DateField(blank=True, null=True, verbose_name="说明有效至")),
                ("updated_on", models.DateField(blank=True, editable=False, null=True, verbose_name="最近更新")),
                ("due_on", models.DateField(blank=True, editable=False, null=True, verbose_name="应更新日期")),
                (
                    "found",
                    models.CharField(
                        blank=True,
                        choices=[("", "正常"), ("empty", "有目录无内容"), ("overdue", "超期未更新")],
                        default="",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("found_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="catalogue_entries",
                        to="agencies.agency",
                        verbose_name="公开机关",
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
                        verbose_name="责任科室",
                    ),
                ),
            ],
            options={
                "verbose_name": "基层政务公开标准目录条目",
                "ordering": ("agency", "area", "number", "pk"),
                "indexes": [
                    models.Index(fields=["agency", "area", "number"], name="catalogue_entry_order"),
                    models.Index(fields=["due_on"], name="catalogue_entry_due"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_on__isnull", True)),
                        fields=("agency", "area", "matter", "submatter"),
                        name="catalogue_entry_once",
                        violation_error_message="目录里已有这个事项。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Channel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="渠道名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("webhook", "推送到对方的接口"),
                            ("folder", "写入导出文件夹"),
                            ("feed", "由对方定时取走"),
                        ],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=500, verbose_name="接口地址")),
                ("folder", models.SlugField(blank=True, max_length=40, verbose_name="文件夹")),
                ("categories", models.JSONField(blank=True, default=list, verbose_name="公开类别")),
                ("below", models.BooleanField(default=False, verbose_name="也发下级机关公开的信息")),
                ("on", models.BooleanField(default=True, verbose_name="启用")),
                ("secret", gongkai.vault.fields.SealedTextField(blank=True, max_length=100)),
                ("key_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("secret_at", models.DateTimeField(blank=True, null=True, verbose_name="密钥生成时间")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="channels",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "公开渠道",
                "ordering": ("agency", "name"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "name"),
                        name="channel_name_once",
                        violation_error_message="本机关已有同名的渠道。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("folder", ""), _negated=True),
                        fields=("folder",),
                        name="channel_folder_once",
                        violation_error_message="这个文件夹已经有渠道在用。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("key_hash", ""), _negated=True),
                        fields=("key_hash",),
                        name="channel_key_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entered",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("row", models.CharField(max_length=40, verbose_name="项目")),
                ("column", models.CharField(max_length=40, verbose_name="栏")),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=17, null=True, verbose_name="数字"),
                ),
                ("source", models.CharField(max_length=200, verbose_name="数据来源")),
                ("reason", models.CharField(max_length=300, verbose_name="说明")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="更正时间")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="填报人",
                    ),
                ),
            ],
            options={
                "verbose_name": "表二填报",
                "ordering": ("year", "agency", "row", "column", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("agency", "year", "row", "column"),
                        name="entered_figure_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True), ("ended_at__gte", models.F("at")), _connector="OR"
                        ),
                        name="entered_figure_ended_after",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndexSeries",
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
                "verbose_name": "索引号编号",
                "constraints": [models.UniqueConstraint(fields=("agency", "year"), name="index_series_once")],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("index", models.CharField(max_length=60, unique=True, verbose_name="索引号")),
                (
                    "category",
                    models.CharField(
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
                ("due_on", models.DateField(verbose_name="公开期限")),
                ("provisional", models.BooleanField(default=False, verbose_name="期限暂定")),
                ("late", models.BooleanField(default=False, verbose_name="逾期公开")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "拟稿"),
                            ("reviewing", "审查"),
                            ("referred", "待确定"),
                            ("approved", "待公开"),
                            ("settled", "已公开"),
                            ("kept", "不主动公开"),
                            ("ended", "已结束"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="环节",
                    ),
                ),
                (
                    "awaited_on",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(stage__in=["ended", "kept", "settled"], then=None), default="due_on"
                        ),
                        null=True,
                        output_field=models.DateField(),
                    ),
                ),
                (
                    "kind",
                    models.CharField(blank=True, default="", editable=False, max_length=20, verbose_name="文件性质"),
                ),
                (
                    "validity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "不适用"),
                            ("pending", "尚未施行"),
                            ("in_force", "现行有效"),
                            ("amended", "已修改"),
                            ("repealed", "已废止"),
                            ("lapsed", "已失效"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="有效性",
                    ),
                ),
                ("validity_next_on", models.DateField(blank=True, null=True, verbose_name="有效性下次变化之日")),
                ("shown_on", models.DateField(blank=True, null=True, verbose_name="首次公开日期")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="撤下日期")),
                ("withdrawal_note", models.CharField(blank=True, max_length=500, verbose_name="撤下说明")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="agencies.agency",
                        verbose_name="公开机关",
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
                        verbose_name="承办科室",
                    ),
                ),
            ],
            options={
                "verbose_name": "主动公开信息",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="Guide",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "agency",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guide",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guide",
                        to="disclosure.item",
                        verbose_name="信息",
                    ),
                ),
            ],
            options={
                "verbose_name": "政府信息公开指南",
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("feedback", "公布意见采纳情况"), ("take_down", "撤下行政处罚决定")],
                        max_length=10,
                        verbose_name="事项",
                    ),
                ),
                ("since", models.DateField(verbose_name="起算日期")),
                ("due_on", models.DateField(verbose_name="期限")),
                ("provisional", models.BooleanField(default=False, verbose_name="期限暂定")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="原因")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="完成日期")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="disclosure.item",
                        verbose_name="信息",
                    ),
                ),
            ],
            options={
                "verbose_name": "后续事项",
                "ordering": ("item", "pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_on__isnull", True)), fields=["due_on"], name="follow_up_open"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_on__isnull", True)),
                        fields=("item", "kind"),
                        name="follow_up_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("since"))), name="follow_up_due_after_since"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BrokenLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=1000, verbose_name="网址")),
                ("trouble", models.JSONField(verbose_name="打不开的原因")),
                ("first_on", models.DateField(verbose_name="首次打不开")),
                ("seen_on", models.DateField(verbose_name="最近检查")),
                ("broken_on", models.DateField(blank=True, null=True, verbose_name="认定打不开")),
                ("mended_on", models.DateField(blank=True, null=True, verbose_name="恢复或者改正")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="broken_links",
                        to="disclosure.item",
                        verbose_name="信息",
                    ),
                ),
            ],
            options={
                "verbose_name": "打不开的链接",
                "ordering": ("item", "pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("mended_on__isnull", True)),
                        fields=["seen_on", "id"],
                        name="broken_link_open",
                    ),
                    models.Index(fields=["broken_on"], name="broken_link_on"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("mended_on__isnull", True)),
                        fields=("item", "address"),
                        name="broken_link_open_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LocalSubject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("broader", models.CharField(max_length=40, verbose_name="上级主题")),
                ("name", models.CharField(max_length=30, verbose_name="主题")),
                ("from_on", models.DateField(verbose_name="启用日期")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subjects",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "增补的主题分类",
                "ordering": ("broader", "name", "from_on"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until_on__isnull", True)),
                        fields=("agency", "broader", "name"),
                        name="local_subject_once",
                        violation_error_message="已有这个主题。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("helped", models.PositiveIntegerField(default=0, verbose_name="有帮助")),
                ("unhelped", models.PositiveIntegerField(default=0, verbose_name="没有帮助")),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinion",
                        to="disclosure.item",
                        verbose_name="信息",
                    ),
                ),
            ],
            options={
                "verbose_name": "有帮助吗",
            },
        ),
        migrations.CreateModel(
            name="Origin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=100, verbose_name="原编号")),
                ("reason", models.CharField(max_length=500, verbose_name="说明")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="公开机关",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origin",
                        to="disclosure.item",
                        verbose_name="信息",
                    ),
                ),
                (
                    "vouched_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="担保人",
                    ),
                ),
            ],
            options={
                "verbose_name": "移入记录",
                "constraints": [models.UniqueConstraint(fields=("agency", "source"), name="origin_once")],
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="attachments.attachment"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pictures",
                        to="disclosure.item",
                        verbose_name="信息",
                    ),
                ),
            ],
            options={
                "verbose_name": "正文图片",
            },
        ),
        migrations.CreateModel(
            name="Practice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reviews",
                    models.JSONField(
                        default=gongkai.disclosure.models.practice.default_reviews, verbose_name="审查环节"
                    ),
                ),
                (
                    "reviewers_apart",
                    models.BooleanField(
                        default=False,
                        help_text="一个人审查过的，不再在另一个环节审查同一稿。",
                        verbose_name="各环节由不同的人审查",
                    ),
                ),
                (
                    "publisher_apart",
                    models.BooleanField(
                        default=False,
                        help_text="审查过这一稿的人，不再由其办理公开。",
                        verbose_name="公开与审查由不同的人办理",
                    ),
                ),
                (
                    "reassess_months",
                    models.PositiveSmallIntegerField(
                        default=12,
                        help_text="因情势变化可以公开的，应当公开（条例第18条）。",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="不公开的信息每隔几个月评估一次",
                    ),
                ),
                (
                    "index_prefix",
                    models.CharField(
                        blank=True, help_text="不填的，用统一社会信用代码。", max_length=40, verbose_name="索引号前段"
                    ),
                ),
                (
                    "agency",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publishing",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "公开审查规则",
            },
        ),
        migrations.CreateModel(
            name="Reassessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField(verbose_name="评估审查日期")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="完成日期")),
                ("may_be_public", models.BooleanField(blank=True, null=True, verbose_name="可以公开")),
                ("reason", models.CharField(blank=True, max_length=2000, verbose_name="理由")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reassessments",
                        to="disclosure.item",
                        verbose_name="信息",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="评估人",
                    ),
                ),
            ],
            options={
                "verbose_name": "评估审查",
                "ordering": ("item", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_on__isnull", True)), fields=("item",), name="reassessment_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Rubric",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "category",
                    models.CharField(
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
                ("name", models.CharField(max_length=60, verbose_name="栏目名称")),
                ("place", models.PositiveSmallIntegerField(default=0, help_text="数字小的在前。", verbose_name="排序")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rubrics",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "公开栏目",
                "ordering": ("category", "place", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_on__isnull", True)),
                        fields=("agency", "category", "name"),
                        name="rubric_name_once",
                        violation_error_message="这一类别下已有同名的栏目。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("system", models.BooleanField(default=False, verbose_name="政府信息公开制度")),
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="disclosure.catalogueentry",
                        verbose_name="目录条目",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="disclosure.item",
                        verbose_name="信息",
                    ),
                ),
                (
                    "rubric",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="disclosure.rubric",
                        verbose_name="公开栏目",
                    ),
                ),
            ],
            options={
                "verbose_name": "归入目录",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("entry__isnull", False), ("rubric__isnull", True), ("system", False)),
                            models.Q(("entry__isnull", True), ("rubric__isnull", False), ("system", False)),
                            models.Q(("entry__isnull", True), ("rubric__isnull", True), ("system", True)),
                            _connector="OR",
                        ),
                        name="placement_in_one",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("entry__isnull", False)),
                        fields=("item", "entry"),
                        name="placement_entry_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("rubric__isnull", False)),
                        fields=("item", "rubric"),
                        name="placement_rubric_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("system", True)), fields=("item",), name="placement_system_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Text",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="稿次")),
                (
                    "category",
                    models.CharField(
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
                (
                    "matter",
                    models.CharField(
                        choices=[
                            ("regular", "一般的主动公开信息"),
                            ("budget", "预算、决算"),
                            ("licence_or_penalty", "行政许可、行政处罚决定"),
                            ("other_enforcement", "其他行政执法决定"),
                        ],
                        default="regular",
                        max_length=20,
                        verbose_name="适用期限",
                    ),
                ),
                (
                    "formed_on",
                    models.DateField(
                        help_text="公开期限自这一天起算（条例第26条）；预算、决算填批准之日。",
                        verbose_name="形成或者变更之日",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="名称")),
                ("summary", models.CharField(max_length=500, verbose_name="内容概述")),
                ("body", models.TextField(blank=True, verbose_name="正文")),
                (
                    "issuers",
                    models.CharField(
                        help_text="联合发文的逐个列出，用顿号隔开。", max_length=400, verbose_name="发文机关"
                    ),
                ),
                ("document_number", models.CharField(blank=True, max_length=80, verbose_name="发文字号")),
                ("made_on", models.DateField(blank=True, null=True, verbose_name="成文日期")),
                ("produced_on", models.DateField(verbose_name="生成日期")),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="施行日期")),
                ("repealed_on", models.DateField(blank=True, null=True, verbose_name="废止日期")),
                (
                    "validity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "不适用"),
                            ("in_force", "现行有效"),
                            ("amended", "已修改"),
                            ("repealed", "已废止"),
                            ("lapsed", "已失效"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="有效性",
                    ),
                ),
                ("subject", models.CharField(max_length=80, verbose_name="主题分类")),
                ("keywords", models.CharField(blank=True, max_length=200, verbose_name="关键词")),
                (
                    "nature",
                    models.CharField(
                        choices=[("proactive", "主动公开"), ("on_application", "依申请公开"), ("withheld", "不予公开")],
                        default="proactive",
                        max_length=20,
                        verbose_name="公开属性",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("DENY_1", "属于国家秘密"),
                            ("DENY_2", "其他法律行政法规禁止公开"),
                            ("DENY_3", "危及“三安全一稳定”"),
                            ("DENY_4", "保护第三方合法权益"),
                            ("DENY_5", "属于三类内部事务信息"),
                            ("DENY_6", "属于四类过程性信息"),
                            ("DENY_7", "属于行政执法案卷"),
                        ],
                        max_length=10,
                        verbose_name="不公开的依据",
                    ),
                ),
                ("ground_reason", models.CharField(blank=True, max_length=500, verbose_name="不主动公开的理由")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "一般信息"),
                            ("rule", "规章"),
                            ("normative", "行政规范性文件"),
                            ("interpretation", "政策解读"),
                            ("consultation", "征求意见"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="文件性质",
                    ),
                ),
                (
                    "aspect",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "不标注"),
                            ("decision", "决策公开"),
                            ("execution", "执行公开"),
                            ("management", "管理公开"),
                            ("service", "服务公开"),
                            ("results", "结果公开"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="五公开",
                    ),
                ),
                ("promulgated_on", models.DateField(blank=True, null=True, verbose_name="公布日期")),
                (
                    "headnote",
                    models.CharField(
                        blank=True,
                        help_text="不填的，按公布、修改和施行的日期、文号写出。",
                        max_length=500,
                        verbose_name="题注",
                    ),
                ),
                ("registration", models.CharField(blank=True, max_length=80, verbose_name="登记号或者备案号")),
                (
                    "valid_until",
                    models.DateField(
                        blank=True, help_text="过了这一天，标为已失效。", null=True, verbose_name="有效期至"
                    ),
                ),
                ("comments_from", models.DateField(blank=True, null=True, verbose_name="征求意见自")),
                ("comments_until", models.DateField(blank=True, null=True, verbose_name="征求意见至")),
                (
                    "comments_to",
                    models.CharField(
                        blank=True,
                        help_text="收意见的地址、电子邮箱、电话和联系部门。",
                        max_length=500,
                        verbose_name="意见提交方式",
                    ),
                ),
                (
                    "comments_outcome",
                    models.TextField(
                        blank=True,
                        help_text="结束后填写：收到多少、采纳多少、未采纳的理由。",
                        max_length=20000,
                        verbose_name="意见采纳情况",
                    ),
                ),
                ("files", models.JSONField(blank=True, default=list, verbose_name="附件")),
                ("digest", models.CharField(max_length=64, verbose_name="摘要值")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="拟稿人",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="texts",
                        to="disclosure.item",
                        verbose_name="信息",
                    ),
                ),
            ],
            options={
                "verbose_name": "文本",
                "ordering": ("item", "number"),
                "indexes": [models.Index(fields=["kind", "item"], name="text_kind")],
                "constraints": [models.UniqueConstraint(fields=("item", "number"), name="text_number_once")],
            },
        ),
        migrations.CreateModel(
            name="Showing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField(verbose_name="公开时间")),
                ("until", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="修改说明")),
                ("due_on", models.DateField(null=True, verbose_name="公开期限")),
                ("late", models.BooleanField(default=False, verbose_name="逾期公开")),
                ("correction", models.BooleanField(default=False, verbose_name="更正")),
                ("comparable", models.BooleanField(default=True, verbose_name="可以对照")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="showings",
                        to="disclosure.item",
                        verbose_name="信息",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disclosure.text",
                        verbose_name="文本",
                    ),
                ),
            ],
            options={
                "verbose_name": "公开记录",
                "ordering": ("item", "pk"),
                "indexes": [models.Index(fields=["since"], name="showing_since")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)), fields=("item",), name="item_shows_one_text"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Sending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "change",
                    models.CharField(
                        choices=[("published", "公开"), ("withdrawn", "撤下")], max_length=10, verbose_name="事项"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("made_at", models.DateTimeField(verbose_name="登记时间")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待发"),
                            ("sending", "正在发"),
                            ("sent", "已发"),
                            ("failed", "没有发成"),
                            ("replaced", "由后一次代替"),
                            ("settled", "另行处理"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="发送时间")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="次数")),
                ("answer", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="答复代码")),
                ("trouble", models.JSONField(blank=True, null=True, verbose_name="原因")),
                (
                    "gave",
                    models.CharField(
                        blank=True,
                        choices=[("published", "公开"), ("withdrawn", "撤下")],
                        max_length=10,
                        verbose_name="发出的是",
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="发出时间")),
                ("told", models.BooleanField(default=False)),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sendings",
                        to="disclosure.channel",
                        verbose_name="渠道",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sendings",
                        to="disclosure.item",
                        verbose_name="信息",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disclosure.text",
                    ),
                ),
            ],
            options={
                "verbose_name": "渠道的发送",
                "ordering": ("-pk",),
                "indexes": [
                    models.Index(fields=["channel", "item", "id"], name="sending_of_item"),
                    models.Index(fields=["channel", "made_at", "id"], name="sending_of_channel"),
                    models.Index(fields=["channel", "sent_at"], name="sending_sent"),
                    models.Index(fields=["state", "due_at"], name="sending_by_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "sending")),
                        fields=("channel", "item"),
                        name="one_sending_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Scan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, verbose_name="摘要值")),
                ("basis", models.CharField(max_length=64)),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("findings", models.JSONField(default=list, verbose_name="扫描结果")),
                ("of_files", models.JSONField(default=list, verbose_name="附件的扫描结果")),
                ("files", models.JSONField(default=dict, verbose_name="扫描过的附件")),
                ("links", models.JSONField(default=dict, verbose_name="打开过的链接")),
                (
                    "text",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scan",
                        to="disclosure.text",
                        verbose_name="文本",
                    ),
                ),
            ],
            options={
                "verbose_name": "公开前扫描",
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, verbose_name="摘要值")),
                (
                    "duty",
                    models.CharField(
                        choices=[
                            ("leader", "分管领导（第一责任人）"),
                            ("office_head", "公开工作机构负责人"),
                            ("handler", "经办人"),
                            ("business_reviewer", "业务审查人"),
                            ("secrecy_reviewer", "保密审查人"),
                            ("legal_reviewer", "法制审查人"),
                            ("publisher", "发布人"),
                            ("administrator", "管理员"),
                            ("supervisor", "监督员"),
                        ],
                        max_length=20,
                        verbose_name="环节",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("passed", models.BooleanField(verbose_name="同意")),
                ("answers", models.JSONField(blank=True, default=dict, verbose_name="审查单")),
                ("remarks", models.CharField(blank=True, max_length=2000, verbose_name="意见")),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="审查人",
                    ),
                ),
                (
                    "stands_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="代何人",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="disclosure.text",
                        verbose_name="文本",
                    ),
                ),
            ],
            options={
                "verbose_name": "公开审查",
                "ordering": ("text", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "duty",
                    models.CharField(
                        choices=[
                            ("leader", "分管领导（第一责任人）"),
                            ("office_head", "公开工作机构负责人"),
                            ("handler", "经办人"),
                            ("business_reviewer", "业务审查人"),
                            ("secrecy_reviewer", "保密审查人"),
                            ("legal_reviewer", "法制审查人"),
                            ("publisher", "发布人"),
                            ("administrator", "管理员"),
                            ("supervisor", "监督员"),
                        ],
                        max_length=20,
                        verbose_name="环节",
                    ),
                ),
                ("to", models.CharField(max_length=100, verbose_name="报请的部门")),
                ("reason", models.CharField(max_length=2000, verbose_name="拿不准的理由")),
                ("asked_on", models.DateField(verbose_name="报请日期")),
                ("reply_due", models.DateField(blank=True, null=True, verbose_name="预计答复日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                ("may_be_public", models.BooleanField(blank=True, null=True, verbose_name="可以公开")),
                ("reply", models.CharField(blank=True, max_length=2000, verbose_name="答复的文号和内容")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="disclosure.item",
                        verbose_name="信息",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="报请人",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disclosure.text",
                        verbose_name="文本",
                    ),
                ),
            ],
            options={
                "verbose_name": "报请确定",
                "ordering": ("item", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)), fields=("item",), name="referral_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("publication", "定时公开"), ("withdrawal", "定时撤下")],
                        max_length=12,
                        verbose_name="计划",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="办理时间")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                ("correction", models.BooleanField(default=False, verbose_name="更正")),
                ("comparable", models.BooleanField(default=True, verbose_name="可以对照")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "等候"),
                            ("done", "已办理"),
                            ("dropped", "已取消"),
                            ("failed", "没有办成"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="结果",
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                ("why", models.CharField(blank=True, max_length=500, verbose_name="原因")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="disclosure.item",
                        verbose_name="信息",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="计划人",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                        verbose_name="任职",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disclosure.text",
                        verbose_name="文本",
                    ),
                ),
            ],
            options={
                "verbose_name": "定时办理",
                "ordering": ("item", "pk"),
                "indexes": [models.Index(condition=models.Q(("state", "waiting")), fields=["at"], name="plan_waiting")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")), fields=("item", "kind"), name="plan_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "relation",
                    models.CharField(
                        choices=[("explains", "解读"), ("related", "相关"), ("amends", "修改"), ("repeals", "废止")],
                        max_length=10,
                        verbose_name="关系",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="linked",
                        to="disclosure.item",
                        verbose_name="所指的信息",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="disclosure.text",
                        verbose_name="文本",
                    ),
                ),
            ],
            options={
                "verbose_name": "关联",
                "ordering": ("text", "pk"),
                "constraints": [models.UniqueConstraint(fields=("text", "relation", "target"), name="link_once")],
            },
        ),
        migrations.AddField(
            model_name="item",
            name="shown",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="disclosure.text",
                verbose_name="公开的文本",
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="text",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="disclosure.text",
                verbose_name="现稿",
            ),
        ),
        migrations.CreateModel(
            name="Issuer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(verbose_name="次序")),
                ("name", models.CharField(max_length=400, verbose_name="名称")),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued_by",
                        to="disclosure.text",
                        verbose_name="文本",
                    ),
                ),
            ],
            options={
                "verbose_name": "发文机关",
                "ordering": ("text", "order"),
                "constraints": [models.UniqueConstraint(fields=("text", "order"), name="issuer_order_once")],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=32)),
                ("code", models.CharField(max_length=40, verbose_name="扫描结果")),
                ("excerpt", models.CharField(blank=True, max_length=200, verbose_name="摘录")),
                (
                    "decided",
                    models.CharField(
                        choices=[("kept", "核实过，确需保留"), ("mistaken", "不是扫描所说的情形")],
                        max_length=10,
                        verbose_name="处理",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="处理人",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="disclosure.item",
                        verbose_name="信息",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disclosure.text",
                        verbose_name="文本",
                    ),
                ),
            ],
            options={
                "verbose_name": "扫描结果的处理",
                "ordering": ("item", "pk"),
                "indexes": [models.Index(fields=["item", "key"], name="decision_of_finding")],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=60, verbose_name="词语")),
                (
                    "kind",
                    models.CharField(
                        choices=[("wrong", "错词"), ("sensitive", "敏感词"), ("banned", "禁用词")],
                        max_length=10,
                        verbose_name="类型",
                    ),
                ),
                ("instead", models.CharField(blank=True, max_length=60, verbose_name="建议写作")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="words",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "词库的词语",
                "ordering": ("kind", "word"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "word"),
                        name="word_once",
                        violation_error_message="本机关的词库里已有这个词语。",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("shown__isnull", False)),
                fields=["agency", "category", "-shown_on", "-id", "shown"],
                name="item_public",
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["agency", "stage", "due_on"], name="item_under_way"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["agency", "awaited_on", "id"], name="item_awaited_here"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["awaited_on", "id", "agency"], name="item_by_awaited"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["due_on", "id", "agency"], name="item_by_due"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["shown_on", "id", "agency"], name="item_by_shown"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["category", "awaited_on", "id", "agency"], name="item_of_category"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["kind", "awaited_on", "id", "agency"], name="item_of_kind"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["validity", "awaited_on", "id", "agency"], name="item_of_validity"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("validity_next_on__isnull", False)),
                fields=["validity_next_on"],
                name="item_validity_next",
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("shown__isnull", False)), fields=["-shown_on", "-id", "shown"], name="item_newest"
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("shown__isnull", False)),
                fields=["agency", "-shown_on", "-id", "shown"],
                name="item_newest_here",
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("shown__isnull", False)),
                fields=["category", "-shown_on", "-id", "shown"],
                name="item_newest_of_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("shown__isnull", True),
                    models.Q(("shown_on__isnull", False), ("withdrawn_on__isnull", True)),
                    _connector="OR",
                ),
                name="item_shown_since_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_on__isnull", True), ("withdrawn_on__gte", models.F("shown_on")), _connector="OR"
                ),
                name="item_withdrawn_after_shown",
            ),
        ),
    ]
