import datetime

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

import gongkai.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("agencies", "__first__"),
        ("applications", "0001_initial"),
        ("disclosure", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Challenge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40, verbose_name="登记号")),
                (
                    "procedure",
                    models.CharField(
                        choices=[("reconsideration", "行政复议"), ("suit", "行政诉讼"), ("complaint", "投诉举报")],
                        max_length=20,
                        verbose_name="途径",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("principal", "被申请人、被告"), ("joint", "复议机关作共同被告")],
                        default="principal",
                        max_length=20,
                        verbose_name="本机关的地位",
                    ),
                ),
                (
                    "matter",
                    models.CharField(
                        choices=[
                            ("reply", "对申请的答复"),
                            ("silence", "逾期不答复"),
                            ("published", "主动公开的信息"),
                            ("unpublished", "未主动公开"),
                        ],
                        max_length=20,
                        verbose_name="所涉事项",
                    ),
                ),
                ("omission", models.CharField(blank=True, max_length=500, verbose_name="没有公开或者没有答复的内容")),
                (
                    "acted_on",
                    models.DateField(
                        help_text="答复、公开之日；逾期不答复的，答复期限届满之日。", verbose_name="作出行为的日期"
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("GRANT_ALREADY", "已经主动公开"),
                            ("GRANT", "予以公开"),
                            ("PARTIAL", "部分公开"),
                            ("DENY_1", "属于国家秘密"),
                            ("DENY_2", "其他法律行政法规禁止公开"),
                            ("DENY_3", "危及“三安全一稳定”"),
                            ("DENY_4", "保护第三方合法权益"),
                            ("DENY_5", "属于三类内部事务信息"),
                            ("DENY_6", "属于四类过程性信息"),
                            ("DENY_7", "属于行政执法案卷"),
                            ("DENY_8", "属于行政查询事项"),
                            ("UNABLE_1A", "本机关不掌握相关政府信息（不存在）"),
                            ("UNABLE_1B", "本机关不掌握相关政府信息（不属本机关负责）"),
                            ("UNABLE_2", "没有现成信息需要另行制作"),
                            ("UNABLE_3", "补正后申请内容仍不明确"),
                            ("NOPROC_1", "信访举报投诉类申请"),
                            ("NOPROC_2", "重复申请"),
                            ("NOPROC_3", "要求提供公开出版物"),
                            ("NOPROC_4", "无正当理由大量反复申请"),
                            ("NOPROC_5", "要求行政机关确认或重新出具已获取信息"),
                            ("OTHER_1", "申请人无正当理由逾期不补正"),
                            ("OTHER_2", "申请人逾期未按收费通知要求缴纳费用"),
                            ("OTHER_3", "其他"),
                        ],
                        max_length=20,
                        verbose_name="原处理结果",
                    ),
                ),
                ("grounds", models.JSONField(blank=True, default=list, verbose_name="未公开部分的理由")),
                ("forum", models.CharField(max_length=120, verbose_name="复议机关、法院或者受理机关")),
                ("case_number", models.CharField(blank=True, max_length=80, verbose_name="案号")),
                ("second_forum", models.CharField(blank=True, max_length=120, verbose_name="二审法院")),
                ("second_number", models.CharField(blank=True, max_length=80, verbose_name="二审案号")),
                (
                    "before",
                    models.CharField(
                        choices=[
                            ("none", "未经复议"),
                            ("upheld", "复议维持"),
                            ("changed", "复议改变"),
                            ("undecided", "复议未作实体决定"),
                        ],
                        default="none",
                        max_length=20,
                        verbose_name="起诉前的复议",
                    ),
                ),
                (
                    "claims",
                    gongkai.vault.fields.SealedTextField(blank=True, max_length=10000, verbose_name="请求和理由"),
                ),
                (
                    "answer",
                    gongkai.vault.fields.SealedTextField(blank=True, max_length=10000, verbose_name="答复（答辩）"),
                ),
                ("hearing_on", models.DateField(blank=True, null=True, verbose_name="听证或者开庭日期")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_opened", "未提起"),
                            ("filed", "待受理"),
                            ("under_review", "在审"),
                            ("suspended", "中止"),
                            ("awaiting_effect", "一审已判，尚未生效"),
                            ("on_appeal", "上诉审理中"),
                            ("closed", "已审结"),
                        ],
                        max_length=30,
                        verbose_name="状态",
                    ),
                ),
                ("noticed_on", models.DateField(verbose_name="知悉日期")),
                ("answer_due_on", models.DateField(blank=True, null=True, verbose_name="答复举证期限")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复举证日期")),
                ("answered_late", models.BooleanField(default=False, verbose_name="逾期答复举证")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="本机关的期限")),
                (
                    "awaited_on",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(closed_on__isnull=False, duty="", then=None),
                            default=django.db.models.functions.comparison.Coalesce(
                                "due_on", models.Value(datetime.date(9999, 12, 31)), output_field=models.DateField()
                            ),
                        ),
                        null=True,
                        output_field=models.DateField(),
                    ),
                ),
                (
                    "duty",
                    models.CharField(
                        blank=True,
                        choices=[("answer", "答复举证"), ("redo", "重新答复"), ("feedback", "反馈落实情况")],
                        max_length=30,
                        verbose_name="本机关要办的事",
                    ),
                ),
                ("provisional", models.BooleanField(default=False, verbose_name="期限暂定")),
                ("forum_due_on", models.DateField(blank=True, null=True, verbose_name="审理期限")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("RECON_MAINTAINED", "维持"),
                            ("RECON_CLAIM_DISMISSED", "驳回复议请求"),
                            ("RECON_CHANGED", "变更"),
                            ("RECON_REVOKED", "撤销或者部分撤销"),
                            ("RECON_UNLAWFUL", "确认违法"),
                            ("RECON_ORDERED", "责令履行"),
                            ("RECON_INVALID", "确认无效"),
                            ("RECON_NOT_ACCEPTED", "不予受理"),
                            ("RECON_DISMISSED", "驳回申请"),
                            ("RECON_TERMINATED", "终止（含撤回）"),
                            ("RECON_MEDIATED", "调解"),
                            ("SUIT_CLAIM_DISMISSED", "判决驳回诉讼请求"),
                            ("SUIT_REVOKED", "判决撤销"),
                            ("SUIT_ORDERED", "判决履行"),
                            ("SUIT_UNLAWFUL", "确认违法"),
                            ("SUIT_INVALID", "确认无效"),
                            ("SUIT_CHANGED", "判决变更"),
                            ("SUIT_NOT_FILED", "不予立案"),
                            ("SUIT_DISMISSED", "驳回起诉"),
                            ("SUIT_WITHDRAWN", "准许撤诉"),
                            ("SUIT_DEEMED_WITHDRAWN", "按撤诉处理"),
                            ("SUIT_ENDED", "终结诉讼"),
                            ("COMPLAINT_FOUNDED", "属实，督促整改"),
                            ("COMPLAINT_CRITICISED", "属实，通报批评"),
                            ("COMPLAINT_UNFOUNDED", "不属实"),
                            ("COMPLAINT_WITHDRAWN", "撤回或者不再处理"),
                        ],
                        max_length=30,
                        verbose_name="结果",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="审结日期")),
                (
                    "column",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "结果维持"),
                            ("overturned", "结果纠正"),
                            ("other", "其他结果"),
                            ("pending", "尚未审结"),
                        ],
                        max_length=20,
                        verbose_name="计入表四",
                    ),
                ),
                ("sent_key", models.UUIDField(editable=False, null=True, unique=True)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "after",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="remedies.challenge",
                        verbose_name="此前的复议",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="challenges",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="challenges",
                        to="applications.application",
                        verbose_name="所涉申请",
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
                    "forum_agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="本网站上的复议机关",
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
                        related_name="challenges",
                        to="disclosure.item",
                        verbose_name="所涉公开信息",
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
                        verbose_name="原承办科室",
                    ),
                ),
                (
                    "redone_as",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ordered_by",
                        to="applications.application",
                        verbose_name="重新答复的案件",
                    ),
                ),
            ],
            options={
                "verbose_name": "复议诉讼",
                "ordering": ("-pk",),
                "indexes": [
                    models.Index(fields=["agency", "closed_on", "due_on"], name="challenge_under_way"),
                    models.Index(fields=["agency", "noticed_on", "procedure"], name="challenge_counted"),
                    models.Index(fields=["awaited_on", "agency"], name="challenge_by_awaited"),
                    models.Index(fields=["noticed_on", "agency"], name="challenge_by_noticed"),
                    models.Index(fields=["number", "agency"], name="challenge_by_number"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "number"), name="challenge_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on__isnull", True), ("column", "")),
                            models.Q(("closed_on__isnull", False), models.Q(("result", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="challenge_closed_with_its_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True), ("closed_on__gte", models.F("noticed_on")), _connector="OR"
                        ),
                        name="challenge_closed_after_noticed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("application__isnull", False), ("item__isnull", True), ("matter", "reply")),
                            models.Q(("application__isnull", True), ("item__isnull", False), ("matter", "published")),
                            models.Q(("item__isnull", True), ("matter", "silence")),
                            models.Q(("application__isnull", True), ("matter", "unpublished")),
                            _connector="OR",
                        ),
                        name="challenge_of_its_matter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("procedure", "suit"), models.Q(("before", "none"), ("role", "principal")), _connector="OR"
                        ),
                        name="challenge_joint_in_suits_alone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Advice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=20)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opinion", "行政复议意见书"),
                            ("proposal", "建议书"),
                            ("judicial", "司法建议"),
                            ("procuratorial", "检察建议"),
                        ],
                        max_length=20,
                        verbose_name="种类",
                    ),
                ),
                ("organ", models.CharField(max_length=120, verbose_name="作出的机关或者法院")),
                ("number", models.CharField(max_length=80, verbose_name="文号")),
                ("received_on", models.DateField(verbose_name="收到日期")),
                ("content", gongkai.vault.fields.SealedTextField(max_length=10000, verbose_name="内容")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="反馈期限")),
                ("provisional", models.BooleanField(default=False, verbose_name="期限暂定")),
                (
                    "reply",
                    gongkai.vault.fields.SealedTextField(blank=True, max_length=10000, verbose_name="反馈的内容"),
                ),
                ("replied_on", models.DateField(blank=True, null=True, verbose_name="反馈日期")),
                (
                    "challenge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="advices",
                        to="remedies.challenge",
                        verbose_name="复议诉讼",
                    ),
                ),
            ],
            options={
                "verbose_name": "意见书、建议书",
                "ordering": ("received_on", "pk"),
                "indexes": [models.Index(fields=["replied_on", "due_on"], name="challenge_advice_open")],
                "constraints": [
                    models.UniqueConstraint(fields=("challenge", "reference"), name="challenge_advice_reference_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replied_on__isnull", True), ("replied_on__gte", models.F("received_on")), _connector="OR"
                        ),
                        name="challenge_advice_replied_after_received",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChallengeEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("filed", "提起"),
                            ("accepted", "受理"),
                            ("copy_received", "收到副本"),
                            ("procedure_set", "得知适用的程序"),
                            ("answered", "答复举证"),
                            ("hearing_noticed", "收到听证、开庭通知"),
                            ("heard", "听证、开庭"),
                            ("mediated", "调解"),
                            ("suspended", "中止"),
                            ("resumed", "恢复审理"),
                            ("extended", "延长审理期限"),
                            ("decided", "收到决定、裁判"),
                            ("appealed", "上诉"),
                            ("in_effect", "裁判生效"),
                            ("redone", "重新答复"),
                            ("opinion_received", "收到复议意见书"),
                            ("advice_received", "收到建议书"),
                            ("feedback_given", "反馈落实情况"),
                        ],
                        max_length=30,
                        verbose_name="事项",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("accepted", models.DateField(blank=True, null=True, verbose_name="受理、立案日期")),
                ("simple", models.BooleanField(blank=True, null=True, verbose_name="简易程序")),
                ("until", models.DateField(blank=True, null=True, verbose_name="文书写明的日期")),
                ("days", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="延长的天数")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("RECON_MAINTAINED", "维持"),
                            ("RECON_CLAIM_DISMISSED", "驳回复议请求"),
                            ("RECON_CHANGED", "变更"),
                            ("RECON_REVOKED", "撤销或者部分撤销"),
                            ("RECON_UNLAWFUL", "确认违法"),
                            ("RECON_ORDERED", "责令履行"),
                            ("RECON_INVALID", "确认无效"),
                            ("RECON_NOT_ACCEPTED", "不予受理"),
                            ("RECON_DISMISSED", "驳回申请"),
                            ("RECON_TERMINATED", "终止（含撤回）"),
                            ("RECON_MEDIATED", "调解"),
                            ("SUIT_CLAIM_DISMISSED", "判决驳回诉讼请求"),
                            ("SUIT_REVOKED", "判决撤销"),
                            ("SUIT_ORDERED", "判决履行"),
                            ("SUIT_UNLAWFUL", "确认违法"),
                            ("SUIT_INVALID", "确认无效"),
                            ("SUIT_CHANGED", "判决变更"),
                            ("SUIT_NOT_FILED", "不予立案"),
                            ("SUIT_DISMISSED", "驳回起诉"),
                            ("SUIT_WITHDRAWN", "准许撤诉"),
                            ("SUIT_DEEMED_WITHDRAWN", "按撤诉处理"),
                            ("SUIT_ENDED", "终结诉讼"),
                            ("COMPLAINT_FOUNDED", "属实，督促整改"),
                            ("COMPLAINT_CRITICISED", "属实，通报批评"),
                            ("COMPLAINT_UNFOUNDED", "不属实"),
                            ("COMPLAINT_WITHDRAWN", "撤回或者不再处理"),
                        ],
                        max_length=30,
                        verbose_name="结果",
                    ),
                ),
                ("redo", models.BooleanField(default=False, verbose_name="责令重新答复")),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "驳回上诉，维持原裁判"),
                            ("changed", "改判"),
                            ("remanded", "发回重审或者指令审理"),
                            ("withdrawn", "准许撤回上诉"),
                        ],
                        max_length=20,
                        verbose_name="二审结果",
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        blank=True,
                        choices=[("ours", "本机关"), ("others", "其他当事人")],
                        max_length=20,
                        verbose_name="上诉人",
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=20)),
                ("said", gongkai.vault.fields.SealedTextField(blank=True, max_length=2000, verbose_name="情况")),
                (
                    "challenge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="remedies.challenge",
                        verbose_name="复议诉讼",
                    ),
                ),
            ],
            options={
                "verbose_name": "复议诉讼事项",
                "ordering": ("challenge", "order"),
                "constraints": [
                    models.UniqueConstraint(fields=("challenge", "order"), name="challenge_event_order_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ChallengeSeries",
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
                "verbose_name": "复议诉讼编号",
                "constraints": [models.UniqueConstraint(fields=("agency", "year"), name="challenge_series_once")],
            },
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "fault",
                    models.CharField(
                        choices=[
                            ("search", "没有尽到合理检索义务"),
                            ("facts", "认定事实不清、证据不足"),
                            ("law", "适用法律依据错误"),
                            ("reasons", "没有说明理由或者理由不足"),
                            ("severing", "可以区分处理而没有区分"),
                            ("consulting", "征求第三方意见有瑕疵"),
                            ("late", "逾期答复"),
                            ("incomplete", "漏答、答非所问"),
                            ("service", "送达有瑕疵"),
                            ("remedies", "没有告知或者告知错救济途径"),
                            ("evidence", "没有按期答复举证"),
                            ("omission", "应当主动公开而没有公开"),
                            ("other", "其他"),
                        ],
                        max_length=20,
                        verbose_name="主要问题",
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        help_text="写事情，不写当事人；会列入本机关和上级看到的教训清单。",
                        max_length=1000,
                        verbose_name="问题在哪里",
                    ),
                ),
                ("change", models.CharField(max_length=1000, verbose_name="今后怎么做")),
                ("reading", models.BooleanField(default=False, verbose_name="列入培训阅读清单")),
                ("learned_on", models.DateField(verbose_name="总结日期")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "challenge",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lesson",
                        to="remedies.challenge",
                        verbose_name="复议诉讼",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="总结人",
                    ),
                ),
            ],
            options={
                "verbose_name": "教训",
                "ordering": ("-learned_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "standing",
                    models.CharField(
                        choices=[("challenger", "申请人、原告、投诉人"), ("third", "第三人"), ("agent", "代理人")],
                        default="challenger",
                        max_length=20,
                        verbose_name="地位",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("NATURAL", "自然人"),
                            ("COMMERCIAL", "商业企业"),
                            ("RESEARCH", "科研机构"),
                            ("WELFARE", "社会公益组织"),
                            ("LEGAL", "法律服务机构"),
                            ("OTHER", "其他"),
                        ],
                        default="NATURAL",
                        max_length=20,
                        verbose_name="类型",
                    ),
                ),
                ("name", gongkai.vault.fields.SealedTextField(max_length=100, verbose_name="姓名或者名称")),
                ("phone", gongkai.vault.fields.SealedTextField(blank=True, max_length=40, verbose_name="联系电话")),
                ("address", gongkai.vault.fields.SealedTextField(blank=True, max_length=200, verbose_name="通信地址")),
                (
                    "challenge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="remedies.challenge",
                        verbose_name="复议诉讼",
                    ),
                ),
            ],
            options={
                "verbose_name": "当事人",
                "ordering": ("challenge", "order"),
                "constraints": [
                    models.UniqueConstraint(fields=("challenge", "order"), name="challenge_party_order_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("column-RECON_MAINTAINED", "行政复议：维持"),
                            ("column-RECON_CLAIM_DISMISSED", "行政复议：驳回复议请求"),
                            ("column-RECON_CHANGED", "行政复议：变更"),
                            ("column-RECON_REVOKED", "行政复议：撤销或者部分撤销"),
                            ("column-RECON_UNLAWFUL", "行政复议：确认违法"),
                            ("column-RECON_ORDERED", "行政复议：责令履行"),
                            ("column-RECON_INVALID", "行政复议：确认无效"),
                            ("column-RECON_NOT_ACCEPTED", "行政复议：不予受理"),
                            ("column-RECON_DISMISSED", "行政复议：驳回申请"),
                            ("column-RECON_TERMINATED", "行政复议：终止（含撤回）"),
                            ("column-RECON_MEDIATED", "行政复议：调解"),
                            ("column-SUIT_CLAIM_DISMISSED", "行政诉讼：判决驳回诉讼请求"),
                            ("column-SUIT_REVOKED", "行政诉讼：判决撤销"),
                            ("column-SUIT_ORDERED", "行政诉讼：判决履行"),
                            ("column-SUIT_UNLAWFUL", "行政诉讼：确认违法"),
                            ("column-SUIT_INVALID", "行政诉讼：确认无效"),
                            ("column-SUIT_CHANGED", "行政诉讼：判决变更"),
                            ("column-SUIT_NOT_FILED", "行政诉讼：不予立案"),
                            ("column-SUIT_DISMISSED", "行政诉讼：驳回起诉"),
                            ("column-SUIT_WITHDRAWN", "行政诉讼：准许撤诉"),
                            ("column-SUIT_DEEMED_WITHDRAWN", "行政诉讼：按撤诉处理"),
                            ("column-SUIT_ENDED", "行政诉讼：终结诉讼"),
                            ("assume_simple_procedure", "不知道适用哪种程序的，按简易程序的期限准备答复"),
                            ("counts_once_in_effect", "可以上诉的裁判，生效之后才计为审结"),
                            ("effect_presumed", "本机关上诉期满没有上诉的，视为裁判生效"),
                            ("rulings_appealable", "不予立案、驳回起诉的裁定可以上诉"),
                            ("redo_days", "责令重新答复没有写明期限的，重新答复的期限"),
                            ("redo_from_effect", "没有写明的重新答复期限，自裁判生效之日起算"),
                            ("court_may_extend", "法院可以延长审理期限"),
                        ],
                        max_length=60,
                        verbose_name="未明之处",
                    ),
                ),
                ("value", models.JSONField(verbose_name="口径")),
                ("from_on", models.DateField(verbose_name="自哪一天起")),
                (
                    "basis",
                    models.CharField(help_text="如上级机关的文件名称和文号。", max_length=200, verbose_name="依据"),
                ),
            ],
            options={
                "verbose_name": "救济口径",
                "ordering": ("rule", "from_on"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("rule", "from_on"),
                        name="remedies_reading_once",
                        violation_error_message="自这一天起已经有一个口径。",
                    )
                ],
            },
        ),
    ]
