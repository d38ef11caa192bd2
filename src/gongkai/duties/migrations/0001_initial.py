from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import gongkai.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("agencies", "__first__"),
        ("disclosure", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="IndicatorSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="版次")),
                ("from_on", models.DateField(verbose_name="启用日期")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                ("basis", models.CharField(blank=True, max_length=120, verbose_name="文件依据")),
                (
                    "not_applicable",
                    models.CharField(
                        choices=[("spread", "按比例摊到其他指标"), ("left_out", "不计入满分")],
                        default="spread",
                        help_text="没有发生的工作（如一年没有收到申请）不打分：摊给其他指标的，各机关满分相同；不计入的，按得分率排名。",
                        max_length=10,
                        verbose_name="不适用指标的分值",
                    ),
                ),
                ("frozen_on", models.DateField(blank=True, editable=False, null=True, verbose_name="定稿日期")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="考核机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "考核指标体系",
                "ordering": ("name", "-number"),
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "name", "number"), name="assessment_set_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="assessment_set_ends_after_it_begins",
                        violation_error_message="停用日期不能早于启用日期。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField(verbose_name="序号")),
                ("name", models.CharField(max_length=40, verbose_name="指标")),
                ("about", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                (
                    "weight",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=6,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="分值",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("measured", "系统计算"), ("scored", "人工评分")],
                        max_length=10,
                        verbose_name="评分方式",
                    ),
                ),
                ("measure", models.CharField(blank=True, max_length=40, verbose_name="计算什么")),
                (
                    "by",
                    models.CharField(
                        blank=True,
                        choices=[("linear", "按比率"), ("occurrence", "按次扣分")],
                        max_length=10,
                        verbose_name="怎样得分",
                    ),
                ),
                (
                    "full_at",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="满分的百分率"
                    ),
                ),
                (
                    "none_at",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="不得分的百分率"
                    ),
                ),
                (
                    "each",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=6,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="每次扣几分",
                    ),
                ),
                (
                    "floor",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=6,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="扣到几分为止",
                    ),
                ),
                ("levels", models.JSONField(blank=True, default=list, verbose_name="档次")),
                ("evidence", models.CharField(blank=True, max_length=300, verbose_name="要什么材料")),
                (
                    "indicator_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicators",
                        to="duties.indicatorset",
                        verbose_name="指标体系",
                    ),
                ),
            ],
            options={
                "verbose_name": "考核指标",
                "ordering": ("indicator_set", "place", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("indicator_set", "name"),
                        name="assessment_indicator_once",
                        violation_error_message="这个指标体系里已有同名的指标。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by", ""), ("kind", "scored"), ("measure", "")),
                            models.Q(
                                ("by", "linear"),
                                ("full_at__isnull", False),
                                ("kind", "measured"),
                                ("none_at__isnull", False),
                                models.Q(("full_at", models.F("none_at")), _negated=True),
                            ),
                            models.Q(
                                ("by", "occurrence"),
                                ("each__isnull", False),
                                ("floor__isnull", False),
                                ("kind", "measured"),
                            ),
                            _connector="OR",
                        ),
                        name="assessment_indicator_has_its_rule",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[("daily", "日常考核"), ("annual", "年度考核"), ("public", "社会评议")],
                        max_length=10,
                        verbose_name="种类",
                    ),
                ),
                ("first", models.DateField(verbose_name="自")),
                ("last", models.DateField(verbose_name="至")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("scoring", "评分中"),
                            ("objecting", "异议期"),
                            ("published", "已公布"),
                            ("abandoned", "已终止"),
                        ],
                        default="scoring",
                        max_length=12,
                        verbose_name="环节",
                    ),
                ),
                ("computed_on", models.DateField(verbose_name="计算日期")),
                ("announced_on", models.DateField(blank=True, null=True, verbose_name="告知日期")),
                ("objections_until", models.DateField(blank=True, null=True, verbose_name="异议截止")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="公布日期")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="考核机关",
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
                        verbose_name="向社会公开的信息",
                    ),
                ),
                (
                    "indicator_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="duties.indicatorset",
                        verbose_name="指标体系",
                    ),
                ),
            ],
            options={
                "verbose_name": "考核",
                "ordering": ("-last", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("stage", "abandoned"), _negated=True),
                        fields=("agency", "name"),
                        name="assessment_name_once",
                        violation_error_message="已有同名的考核。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))),
                        name="assessment_ends_after_it_begins",
                        violation_error_message="截止日期在起始日期之前。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("published_on__isnull", True), ("stage", "published"), _connector="OR"),
                        name="assessment_published_in_the_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LeadingGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("document_number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("from_on", models.DateField(verbose_name="自")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="至")),
                ("is_public", models.BooleanField(default=False, verbose_name="向社会公开")),
                ("struck_for", models.CharField(blank=True, editable=False, max_length=200, verbose_name="作废原因")),
                ("name", models.CharField(max_length=120, verbose_name="名称")),
                ("office", models.CharField(blank=True, max_length=60, verbose_name="办公室设在")),
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
                "verbose_name": "领导小组",
                "ordering": ("-from_on", "-pk"),
                "indexes": [models.Index(fields=["agency", "-from_on"], name="leading_group_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="leading_group_ends_after_it_begins",
                        violation_error_message="止日不能早于起日。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Charge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("document_number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("from_on", models.DateField(verbose_name="自")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="至")),
                ("is_public", models.BooleanField(default=False, verbose_name="向社会公开")),
                ("struck_for", models.CharField(blank=True, editable=False, max_length=200, verbose_name="作废原因")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("leader", "组长"),
                            ("deputy", "副组长"),
                            ("member", "成员"),
                            ("office_director", "办公室主任"),
                            ("liaison", "联络员"),
                            ("first", "第一责任人"),
                            ("in_charge", "分管领导"),
                            ("disclosure_head", "公开工作机构负责人"),
                            ("office_head", "科室责任人"),
                        ],
                        max_length=16,
                        verbose_name="职责",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("position", models.CharField(blank=True, max_length=80, verbose_name="职务")),
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
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="duties.leadinggroup",
                        verbose_name="领导小组",
                    ),
                ),
            ],
            options={
                "verbose_name": "负责人",
                "ordering": ("from_on", "pk"),
                "indexes": [models.Index(fields=["agency", "role", "from_on"], name="leading_charge_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="leading_charge_ends_after_it_begins",
                        violation_error_message="止日不能早于起日。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("group__isnull", False),
                                ("role__in", ("leader", "deputy", "member", "office_director", "liaison")),
                            ),
                            models.Q(
                                ("group__isnull", True),
                                ("role__in", ("first", "in_charge", "disclosure_head", "office_head")),
                            ),
                            _connector="OR",
                        ),
                        name="leading_charge_in_a_group_by_its_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("office__isnull", False), ("role", "office_head")),
                            models.Q(("office__isnull", True), models.Q(("role", "office_head"), _negated=True)),
                            _connector="OR",
                        ),
                        name="leading_charge_of_an_office_by_its_role",
                        violation_error_message="科室责任人要选科室，其他职责不用选。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Motion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("deputy", "人大代表建议"), ("member", "政协委员提案")],
                        max_length=10,
                        verbose_name="种类",
                    ),
                ),
                ("session", models.CharField(help_text="如：县十九届人大一次会议", max_length=60, verbose_name="届次")),
                ("number", models.CharField(max_length=40, verbose_name="编号")),
                ("title", models.CharField(max_length=200, verbose_name="题目")),
                (
                    "proposers",
                    gongkai.vault.fields.SealedTextField(
                        blank=True, help_text="几位的，用顿号隔开。", max_length=300, verbose_name="提出人"
                    ),
                ),
                ("nameable", models.BooleanField(default=False, verbose_name="可以公开姓名")),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "主办"), ("joint", "会办"), ("separate", "分办")],
                        default="lead",
                        max_length=10,
                        verbose_name="本单位是",
                    ),
                ),
                (
                    "leader",
                    models.CharField(
                        blank=True, help_text="本单位会办的，填主办单位。", max_length=100, verbose_name="主办单位"
                    ),
                ),
                ("received_on", models.DateField(verbose_name="收到日期")),
                ("hard", models.BooleanField(default=False, verbose_name="涉及面广、处理难度大")),
                ("due_on", models.DateField(verbose_name="办理期限")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("received", "待分办"),
                            ("handling", "办理中"),
                            ("reviewing", "待审核"),
                            ("signing", "待签发"),
                            ("replied", "待反馈"),
                            ("closed", "已办结"),
                            ("handed_back", "已退回"),
                        ],
                        default="received",
                        max_length=12,
                        verbose_name="环节",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="办理次数")),
                ("replied_on", models.DateField(blank=True, null=True, verbose_name="首次答复日期")),
                ("late", models.BooleanField(blank=True, null=True, verbose_name="逾期答复")),
                (
                    "grade",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("A", "A类：已经解决或者采纳"),
                            ("B", "B类：正在解决或者列入计划解决"),
                            ("C", "C类：因条件限制暂时不能解决，或者留作参考"),
                        ],
                        max_length=1,
                        verbose_name="解决程度",
                    ),
                ),
                (
                    "satisfaction",
                    models.CharField(
                        blank=True,
                        choices=[("satisfied", "满意"), ("mostly", "基本满意"), ("not", "不满意")],
                        max_length=10,
                        verbose_name="满意度",
                    ),
                ),
                ("rated_on", models.DateField(blank=True, null=True, verbose_name="反馈日期")),
                ("publish_by", models.DateField(blank=True, null=True, verbose_name="公开答复的期限")),
                ("unpublished_reason", models.CharField(blank=True, max_length=300, verbose_name="答复不公开的理由")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="motions",
                        to="agencies.agency",
                        verbose_name="承办单位",
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
                        verbose_name="公开的答复",
                    ),
                ),
            ],
            options={
                "verbose_name": "建议提案",
                "ordering": ("-pk",),
                "indexes": [
                    models.Index(fields=["due_on", "id", "agency"], name="motion_by_due"),
                    models.Index(fields=["received_on", "id", "agency"], name="motion_by_received"),
                    models.Index(fields=["replied_on", "id", "agency"], name="motion_by_replied"),
                    models.Index(fields=["agency", "stage", "due_on"], name="motion_under_way"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "kind", "session", "number"), name="motion_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", "joint"), _negated=True),
                            models.Q(("leader", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="motion_joint_has_a_leader",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("late", None), ("replied_on", None)),
                            models.Q(("late__isnull", False), ("replied_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="motion_late_once_replied",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("item", None), ("unpublished_reason", ""), _connector="OR"),
                        name="motion_published_or_not",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CoHandling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("outside", models.CharField(blank=True, max_length=100, verbose_name="会办单位（不在本网站的）")),
                ("asked_on", models.DateField(verbose_name="请会办日期")),
                ("due_on", models.DateField(verbose_name="会办期限")),
                ("opinion", models.TextField(blank=True, max_length=3000, verbose_name="会办意见")),
                ("opined_on", models.DateField(blank=True, null=True, verbose_name="会办意见日期")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="会办单位",
                    ),
                ),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="co_handlings",
                        to="duties.motion",
                        verbose_name="建议提案",
                    ),
                ),
            ],
            options={
                "verbose_name": "会办",
                "ordering": ("pk",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("opined_on", None)),
                        fields=["agency", "due_on"],
                        name="motion_opinion_awaited",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("agency__isnull", False)),
                        fields=("motion", "agency"),
                        name="motion_co_handled_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("agency__isnull", True)),
                        fields=("motion", "outside"),
                        name="motion_co_handled_once_outside",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agency__isnull", True), models.Q(("outside", ""), _negated=True)),
                            models.Q(("agency__isnull", False), ("outside", "")),
                            _connector="OR",
                        ),
                        name="motion_co_handled_by_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opined_on", None), ("opinion", "")),
                            models.Q(("opined_on__isnull", False), models.Q(("opinion", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="motion_opinion_has_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MotionReply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField(verbose_name="办理次数")),
                ("text", gongkai.vault.fields.SealedTextField(blank=True, max_length=10000, verbose_name="答复内容")),
                (
                    "grade",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("A", "A类：已经解决或者采纳"),
                            ("B", "B类：正在解决或者列入计划解决"),
                            ("C", "C类：因条件限制暂时不能解决，或者留作参考"),
                        ],
                        max_length=1,
                        verbose_name="解决程度",
                    ),
                ),
                ("letter_number", models.CharField(blank=True, max_length=60, verbose_name="答复函文号")),
                ("replied_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                (
                    "satisfaction",
                    models.CharField(
                        blank=True,
                        choices=[("satisfied", "满意"), ("mostly", "基本满意"), ("not", "不满意")],
                        max_length=10,
                        verbose_name="满意度",
                    ),
                ),
                ("rated_on", models.DateField(blank=True, null=True, verbose_name="反馈日期")),
                ("remarks", models.CharField(blank=True, max_length=500, verbose_name="反馈意见")),
                (
                    "drafted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="拟稿人",
                    ),
                ),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="duties.motion",
                        verbose_name="建议提案",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="审核人",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="签发人",
                    ),
                ),
            ],
            options={
                "verbose_name": "建议提案的答复",
                "ordering": ("round",),
                "constraints": [models.UniqueConstraint(fields=("motion", "round"), name="motion_reply_of_a_round")],
            },
        ),
        migrations.CreateModel(
            name="NamedScorer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scorers",
                        to="duties.assessment",
                        verbose_name="考核",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duties.indicator",
                        verbose_name="指标",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="评分人",
                    ),
                ),
            ],
            options={
                "verbose_name": "指定的评分人",
                "ordering": ("assessment", "indicator"),
                "constraints": [
                    models.UniqueConstraint(fields=("assessment", "indicator"), name="assessment_scorer_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Problem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("report", "年度报告第五部分"),
                            ("assessment", "考核、评议"),
                            ("remedy", "复议诉讼"),
                            ("supervision", "督查、监督反映"),
                            ("other", "其他"),
                        ],
                        max_length=12,
                        verbose_name="来源",
                    ),
                ),
                ("key", models.CharField(blank=True, editable=False, max_length=100, verbose_name="来源编号")),
                ("reference", models.CharField(blank=True, max_length=200, verbose_name="出处")),
                ("url", models.CharField(blank=True, editable=False, max_length=200, verbose_name="出处的页面")),
                ("text", models.CharField(max_length=1000, verbose_name="问题")),
                ("raised_on", models.DateField(verbose_name="列入日期")),
                ("measure", models.TextField(blank=True, max_length=3000, verbose_name="整改措施")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="完成时限")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("raised", "待定措施"),
                            ("under_way", "整改中"),
                            ("verifying", "待核验"),
                            ("closed", "已销号"),
                            ("dropped", "不列入"),
                        ],
                        default="raised",
                        max_length=12,
                        verbose_name="环节",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("done", "完成"), ("unfinished", "未完成"), ("lasting", "长期坚持")],
                        max_length=12,
                        verbose_name="整改结果",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="销号日期")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problems",
                        to="agencies.agency",
                        verbose_name="责任单位",
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
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="责任人",
                    ),
                ),
            ],
            options={
                "verbose_name": "整改事项",
                "ordering": ("-pk",),
                "indexes": [
                    models.Index(fields=["due_on", "id", "agency"], name="problem_by_due"),
                    models.Index(fields=["raised_on", "id", "agency"], name="problem_by_raised"),
                    models.Index(fields=["closed_on", "id", "agency"], name="problem_by_closed"),
                    models.Index(fields=["agency", "stage", "due_on"], name="problem_under_way"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        fields=("agency", "source", "key"),
                        name="problem_of_a_source_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_on__isnull", False),
                                ("stage", "closed"),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("stage", "closed"), _negated=True),
                                ("closed_on__isnull", True),
                                ("outcome", ""),
                            ),
                            _connector="OR",
                        ),
                        name="problem_closed_with_an_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["raised", "dropped"]),
                            models.Q(
                                ("due_on__isnull", False),
                                ("officer__isnull", False),
                                models.Q(("measure", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="problem_under_way_has_a_plan",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Conclusion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("done", "完成"), ("unfinished", "未完成"), ("lasting", "长期坚持")],
                        max_length=12,
                        verbose_name="整改结果",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="说明")),
                ("concluded_on", models.DateField(verbose_name="提请核验日期")),
                ("verified_on", models.DateField(blank=True, null=True, verbose_name="核验日期")),
                ("returned_on", models.DateField(blank=True, null=True, verbose_name="退回日期")),
                ("reopened_on", models.DateField(blank=True, null=True, verbose_name="重新整改日期")),
                (
                    "concluded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提请人",
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核验人",
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conclusions",
                        to="duties.problem",
                        verbose_name="整改事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "整改核验",
                "ordering": ("problem", "pk"),
                "indexes": [models.Index(fields=["problem", "outcome", "verified_on"], name="problem_conclusion_on")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verified_on__isnull", True), ("returned_on__isnull", True), _connector="OR"
                        ),
                        name="problem_verified_or_returned",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reopened_on__isnull", True), ("verified_on__isnull", False), _connector="OR"
                        ),
                        name="problem_reopened_if_verified",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("reopened_on__isnull", True), ("returned_on__isnull", True)),
                        fields=("problem",),
                        name="problem_one_conclusion_stands",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Progress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="日期")),
                ("text", models.TextField(max_length=3000, verbose_name="进展")),
                (
                    "officer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="记录人",
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress",
                        to="duties.problem",
                        verbose_name="整改事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "整改进展",
                "ordering": ("problem", "on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("applies", models.BooleanField(default=True, verbose_name="适用")),
                ("value", models.PositiveIntegerField(blank=True, null=True, verbose_name="数值")),
                ("of", models.PositiveIntegerField(blank=True, null=True, verbose_name="总数")),
                ("entries", models.JSONField(default=list)),
                ("digest", models.CharField(blank=True, max_length=64)),
                (
                    "points",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="得分"),
                ),
                ("level", models.CharField(blank=True, max_length=30, verbose_name="档次")),
                ("evidence", models.CharField(blank=True, max_length=500, verbose_name="依据")),
                (
                    "changed_to",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="调整后得分"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="考核对象",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="duties.assessment",
                        verbose_name="考核",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duties.indicator",
                        verbose_name="指标",
                    ),
                ),
                (
                    "scorer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="评分人",
                    ),
                ),
            ],
            options={
                "verbose_name": "考核得分",
                "ordering": ("assessment", "agency", "indicator"),
                "constraints": [
                    models.UniqueConstraint(fields=("assessment", "agency", "indicator"), name="assessment_score_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("applies", True),
                            models.Q(("changed_to__isnull", True), ("points__isnull", True)),
                            _connector="OR",
                        ),
                        name="assessment_score_if_it_applies",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScoreObjection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("statement", models.CharField(max_length=1000, verbose_name="异议理由")),
                ("raised_on", models.DateField(verbose_name="提出日期")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("", "未答复"), ("stands", "维持"), ("changed", "调整")],
                        default="",
                        max_length=10,
                        verbose_name="答复",
                    ),
                ),
                (
                    "points",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="调整后得分"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="答复理由")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答复人",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                (
                    "score",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="duties.score",
                        verbose_name="得分",
                    ),
                ),
            ],
            options={
                "verbose_name": "考核异议",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answer", "")), fields=("score",), name="assessment_objection_open_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_on__isnull", True)),
                            models.Q(models.Q(("answer", ""), _negated=True), ("answered_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="assessment_objection_answered_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "changed"), ("points__isnull", False)),
                            models.Q(models.Q(("answer", "changed"), _negated=True), ("points__isnull", True)),
                            _connector="OR",
                        ),
                        name="assessment_objection_changes_points",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrainingPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("aims", models.TextField(blank=True, max_length=3000, verbose_name="培训目标和内容")),
                ("sessions", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="计划场次")),
                (
                    "hours",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=4,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.5")),
                            django.core.validators.MaxValueValidator(Decimal("100")),
                        ],
                        verbose_name="每人学时",
                    ),
                ),
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
                "verbose_name": "培训计划",
                "constraints": [models.UniqueConstraint(fields=("agency", "year"), name="training_plan_once_a_year")],
            },
        ),
        migrations.CreateModel(
            name="TrainingSession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("training", "培训"),
                            ("seminar", "研讨、座谈"),
                            ("meeting", "工作会议"),
                            ("at_meeting", "以会代训"),
                            ("online", "网络学习"),
                            ("visit", "观摩交流"),
                        ],
                        max_length=12,
                        verbose_name="形式",
                    ),
                ),
                ("subject", models.CharField(max_length=100, verbose_name="主题")),
                ("about", models.TextField(blank=True, max_length=3000, verbose_name="内容")),
                ("on", models.DateField(verbose_name="日期")),
                ("begins_at", models.TimeField(blank=True, null=True, verbose_name="开始时间")),
                (
                    "hours",
                    models.DecimalField(
                        decimal_places=1,
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.5")),
                            django.core.validators.MaxValueValidator(Decimal("100")),
                        ],
                        verbose_name="学时",
                    ),
                ),
                ("venue", models.CharField(blank=True, max_length=100, verbose_name="地点")),
                ("host", models.CharField(blank=True, max_length=100, verbose_name="主讲、主持")),
                ("needs_material", models.BooleanField(default=True, verbose_name="要准备材料")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "计划"),
                            ("invited", "已通知"),
                            ("held", "已完成"),
                            ("cancelled", "已取消"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("tested", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="测试人数")),
                ("passed", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="合格人数")),
                ("effect", models.TextField(blank=True, max_length=2000, verbose_name="效果")),
                ("minutes", models.TextField(blank=True, max_length=5000, verbose_name="纪要")),
                (
                    "cancelled_for",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="取消原因"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="主办机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "培训",
                "ordering": ("-on", "-pk"),
                "indexes": [
                    models.Index(fields=["on"], name="training_by_day"),
                    models.Index(fields=["agency", "state", "on"], name="training_of"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("passed__isnull", True), ("tested__isnull", True)),
                            models.Q(
                                ("passed__isnull", False),
                                ("passed__lte", models.F("tested")),
                                ("tested__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="training_passed_of_those_tested",
                        violation_error_message="合格人数不能多于测试人数；填了一项，另一项也要填。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("unit", models.CharField(blank=True, max_length=80, verbose_name="单位")),
                ("attended", models.BooleanField(default=False, verbose_name="到场")),
                ("by_code", models.BooleanField(default=False, verbose_name="凭签到码")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="工作人员",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendees",
                        to="duties.trainingsession",
                        verbose_name="培训",
                    ),
                ),
            ],
            options={
                "verbose_name": "参加人员",
                "ordering": ("agency__lineage", "unit", "pk"),
                "indexes": [models.Index(fields=["officer", "attended"], name="training_attended_by")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("officer__isnull", False)),
                        fields=("session", "officer"),
                        name="training_officer_invited_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("officer__isnull", True)),
                        fields=("session", "name", "unit"),
                        name="training_outsider_invited_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attended", True), ("by_code", False), _connector="OR"),
                        name="training_code_only_of_who_came",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appraisal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("held_on", models.DateField(help_text="问卷截止的那一天。", verbose_name="评议日期")),
                (
                    "means",
                    models.CharField(
                        choices=[
                            ("online", "网上问卷"),
                            ("phone", "电话访问"),
                            ("on_site", "现场问卷"),
                            ("panel", "评议代表"),
                        ],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                ("answers", models.PositiveIntegerField(verbose_name="答卷数")),
                ("satisfied", models.PositiveIntegerField(verbose_name="满意的答卷数")),
                (
                    "document",
                    models.CharField(
                        blank=True, help_text="评议报告、问卷平台等。", max_length=200, verbose_name="出处"
                    ),
                ),
                (
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="评议对象",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="组织机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "社会评议结果",
                "ordering": ("-held_on", "about"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "about", "held_on", "means"),
                        name="assessment_appraisal_once",
                        violation_error_message="这次评议已经登记过。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("satisfied__lte", models.F("answers"))),
                        name="assessment_appraisal_satisfied_of_answers",
                        violation_error_message="满意的不能比答卷多。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Accountability",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "whom",
                    models.CharField(
                        blank=True,
                        help_text="写职务，不写姓名，如“分管领导”；只追究机关的不填。",
                        max_length=60,
                        verbose_name="责任人",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("talk", "约谈"),
                            ("urged", "督促整改"),
                            ("criticised", "通报批评"),
                            ("ordered", "责令改正"),
                            ("proposed", "提出处理建议"),
                            ("punished", "处分"),
                        ],
                        max_length=12,
                        verbose_name="追究方式",
                    ),
                ),
                ("basis", models.CharField(max_length=20, verbose_name="依据")),
                ("reason", models.CharField(max_length=500, verbose_name="事由")),
                ("document", models.CharField(max_length=120, verbose_name="文号或者记录")),
                ("on", models.DateField(verbose_name="日期")),
                ("outcome", models.CharField(blank=True, max_length=500, verbose_name="结果")),
                ("outcome_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                (
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="追究对象",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="作出机关",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duties.assessment",
                        verbose_name="由哪次考核引起",
                    ),
                ),
            ],
            options={
                "verbose_name": "责任追究",
                "ordering": ("-on", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome_on__isnull", True), ("outcome_on__gte", models.F("on")), _connector="OR"
                        ),
                        name="assessment_accountability_ends_after_it_begins",
                        violation_error_message="办结日期不能早于追究日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", ""), ("outcome_on__isnull", True)),
                            models.Q(models.Q(("outcome", ""), _negated=True), ("outcome_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="assessment_accountability_ends_with_an_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyStatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("document_number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("from_on", models.DateField(verbose_name="自")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="至")),
                ("is_public", models.BooleanField(default=False, verbose_name="向社会公开")),
                ("struck_for", models.CharField(blank=True, editable=False, max_length=200, verbose_name="作废原因")),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("group", "领导小组职责"),
                            ("group_office", "领导小组办公室职责"),
                            ("disclosure_office", "公开工作机构职责"),
                            ("offices", "各科室职责"),
                        ],
                        max_length=20,
                        verbose_name="名目",
                    ),
                ),
                ("body", models.TextField(max_length=5000, verbose_name="职责")),
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
                "verbose_name": "职责",
                "ordering": ("subject", "from_on", "pk"),
                "indexes": [models.Index(fields=["agency", "subject", "from_on"], name="leading_statement_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="leading_statement_ends_after_it_begins",
                        violation_error_message="止日不能早于起日。",
                    )
                ],
            },
        ),
    ]
