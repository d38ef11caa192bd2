import datetime
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

import gongkai.applications.models.practice
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
            name="Application",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40, verbose_name="登记号")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("counter", "当面提交"),
                            ("signed_mail", "邮寄（签收）"),
                            ("ordinary_letter", "平常信函（无需签收）"),
                            ("internet", "互联网"),
                            ("fax", "传真"),
                            ("oral", "口头代填"),
                        ],
                        max_length=20,
                        verbose_name="提交渠道",
                    ),
                ),
                ("arrived_on", models.DateField(verbose_name="到达日期")),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="收到申请之日")),
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
                        max_length=20,
                        verbose_name="申请人类型",
                    ),
                ),
                (
                    "description",
                    gongkai.vault.fields.SealedTextField(
                        validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name="所需信息的描述"
                    ),
                ),
                (
                    "obtaining",
                    models.CharField(
                        choices=[
                            ("post", "邮寄"),
                            ("pick_up", "自行领取"),
                            ("email", "电子邮件"),
                            ("online", "网上下载"),
                            ("fax", "传真"),
                            ("reading", "当场查阅、抄录"),
                        ],
                        default="online",
                        max_length=20,
                        verbose_name="获取方式",
                    ),
                ),
                (
                    "means",
                    models.CharField(
                        choices=[("paper", "纸质"), ("electronic", "电子"), ("either", "均可")],
                        default="either",
                        max_length=20,
                        verbose_name="载体形式",
                    ),
                ),
                ("needs_help", models.BooleanField(default=False, verbose_name="有阅读困难或者视听障碍，需要帮助")),
                ("code", gongkai.vault.fields.SealedTextField(max_length=20, verbose_name="查询码")),
                ("code_fingerprint", gongkai.vault.fields.FingerprintField(of="code")),
                (
                    "subject",
                    gongkai.vault.fields.SealedTextField(blank=True, max_length=255, verbose_name="申请人的账号"),
                ),
                ("subject_fingerprint", gongkai.vault.fields.FingerprintField(of="subject")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("open", "承办"),
                            ("reviewing", "审查"),
                            ("approved", "待作出"),
                            ("decided", "待送达"),
                            ("closed", "已办结"),
                            ("archived", "已归档"),
                        ],
                        default="open",
                        max_length=20,
                        verbose_name="环节",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_received", "未收到"),
                            ("awaiting_confirmation", "待确认"),
                            ("handling", "办理中"),
                            ("awaiting_supplement", "补正中"),
                            ("consulting", "征求意见中"),
                            ("awaiting_reasons", "待说明理由"),
                            ("awaiting_payment", "待缴费"),
                            ("replied", "已答复"),
                            ("not_processed", "不再处理"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="not_received",
                        max_length=30,
                        verbose_name="状态",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="答复期限")),
                ("provisional", models.BooleanField(default=False, verbose_name="期限暂定")),
                ("running", models.BooleanField(default=False, verbose_name="期限在计算")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                (
                    "awaited_on",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(closed_on__isnull=False, then=None),
                            default=django.db.models.functions.comparison.Coalesce(
                                "due_on", models.Value(datetime.date(9999, 12, 31)), output_field=models.DateField()
                            ),
                        ),
                        null=True,
                        output_field=models.DateField(),
                    ),
                ),
                ("late", models.BooleanField(default=False, verbose_name="逾期答复")),
                (
                    "days_counted",
                    models.PositiveSmallIntegerField(
                        blank=True, editable=False, null=True, verbose_name="答复所用工作日"
                    ),
                ),
                (
                    "outcome",
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
                        verbose_name="处理结果",
                    ),
                ),
                ("written_by", models.CharField(blank=True, max_length=60, verbose_name="代填人")),
                (
                    "extension_days",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="提请延长的工作日"),
                ),
                ("extension_reason", models.CharField(blank=True, max_length=500, verbose_name="提请延长的理由")),
                ("sent_key", models.UUIDField(editable=False, null=True, unique=True)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="agencies.agency",
                        verbose_name="受理机关",
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followers",
                        to="applications.application",
                        verbose_name="并入办理的主案",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="agencies.office",
                        verbose_name="承办科室",
                    ),
                ),
                (
                    "redo_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redos",
                        to="applications.application",
                        verbose_name="重新答复的原申请",
                    ),
                ),
                (
                    "split_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="splits",
                        to="applications.application",
                        verbose_name="拆分自",
                    ),
                ),
            ],
            options={
                "verbose_name": "政府信息公开申请",
                "ordering": ("-pk",),
                "indexes": [
                    models.Index(fields=["agency", "closed_on", "due_on"], name="application_under_way"),
                    models.Index(fields=["agency", "received_on", "kind"], name="application_new"),
                    models.Index(
                        fields=["agency", "closed_on", "received_on", "kind", "outcome", "redo_of"],
                        name="application_counted",
                    ),
                    models.Index(fields=["awaited_on", "agency"], name="application_by_awaited"),
                    models.Index(fields=["received_on", "agency"], name="application_by_received"),
                    models.Index(fields=["closed_on", "agency"], name="application_by_closed"),
                    models.Index(fields=["number", "agency"], name="application_by_number"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "number"), name="application_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True),
                            ("received_on__isnull", True),
                            ("closed_on__gte", models.F("received_on")),
                            _connector="OR",
                        ),
                        name="application_closed_after_received",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_on__isnull", True), ("stage__in", ["open", "reviewing", "approved", "decided"])
                            ),
                            models.Q(("closed_on__isnull", False), ("stage__in", ["closed", "archived"])),
                            _connector="OR",
                        ),
                        name="application_closed_with_its_stage",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Applicant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        max_length=20,
                        verbose_name="申请人类型",
                    ),
                ),
                ("name", gongkai.vault.fields.SealedTextField(max_length=100, verbose_name="姓名或者名称")),
                (
                    "identity_kind",
                    models.CharField(
                        choices=[
                            ("resident", "居民身份证"),
                            ("credit_code", "统一社会信用代码"),
                            ("passport", "护照"),
                            ("other", "其他证件"),
                        ],
                        default="resident",
                        max_length=20,
                        verbose_name="身份证明",
                    ),
                ),
                ("identity", gongkai.vault.fields.SealedTextField(max_length=40, verbose_name="身份证明号码")),
                ("identity_fingerprint", gongkai.vault.fields.FingerprintField(of="identity")),
                (
                    "representative",
                    gongkai.vault.fields.SealedTextField(
                        blank=True, max_length=100, verbose_name="法定代表人或者经办人"
                    ),
                ),
                ("phone", gongkai.vault.fields.SealedTextField(blank=True, max_length=40, verbose_name="联系电话")),
                ("email", gongkai.vault.fields.SealedTextField(blank=True, max_length=100, verbose_name="电子邮箱")),
                ("address", gongkai.vault.fields.SealedTextField(blank=True, max_length=200, verbose_name="通信地址")),
                ("postcode", models.CharField(blank=True, max_length=6, verbose_name="邮政编码")),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applicants",
                        to="applications.application",
                        verbose_name="申请",
                    ),
                ),
            ],
            options={
                "verbose_name": "申请人",
                "ordering": ("application", "order"),
                "constraints": [models.UniqueConstraint(fields=("application", "order"), name="applicant_order_once")],
            },
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("letters", "成批登记"), ("history", "历史导入")], max_length=20, verbose_name="种类"
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="件数")),
                ("taken_on", models.DateField(verbose_name="日期")),
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
            ],
            options={
                "verbose_name": "成批登记",
            },
        ),
        migrations.CreateModel(
            name="BatchLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row", models.PositiveIntegerField(verbose_name="行")),
                ("ended", models.BooleanField(default=False)),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batch_line",
                        to="applications.application",
                        verbose_name="申请",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="applications.batch",
                        verbose_name="成批登记",
                    ),
                ),
            ],
            options={
                "verbose_name": "成批登记的一行",
                "ordering": ("batch", "row"),
            },
        ),
        migrations.CreateModel(
            name="CaseEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("received", "收到申请"),
                            ("confirmed", "与申请人确认收到"),
                            ("supplement_asked", "告知补正"),
                            ("supplemented", "收到补正"),
                            ("supplement_lapsed", "逾期不补正"),
                            ("consultation_begun", "开始征求意见"),
                            ("consultation_ended", "征求意见结束"),
                            ("extended", "延长答复期限"),
                            ("reasons_asked", "要求说明理由"),
                            ("reasons_given", "收到理由说明"),
                            ("delay_set", "确定延迟答复的期限"),
                            ("fee_noticed", "通知缴纳信息处理费"),
                            ("fee_notice_received", "申请人收到收费通知"),
                            ("fee_paid", "缴纳信息处理费"),
                            ("fee_lapsed", "逾期不缴费"),
                            ("replied", "答复"),
                            ("withdrawn", "撤回申请"),
                            ("ordered", "责令重新答复"),
                        ],
                        max_length=30,
                        verbose_name="事项",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("days", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="工作日")),
                ("until", models.DateField(blank=True, null=True, verbose_name="截止日期")),
                ("channel", models.CharField(blank=True, max_length=20)),
                ("manner", models.CharField(blank=True, max_length=20)),
                ("party", models.CharField(blank=True, max_length=20)),
                ("reference", models.CharField(blank=True, max_length=20)),
                ("said", gongkai.vault.fields.SealedTextField(blank=True, max_length=2000, verbose_name="告知的内容")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="applications.application",
                        verbose_name="申请",
                    ),
                ),
            ],
            options={
                "verbose_name": "办理事项",
                "ordering": ("application", "order"),
                "constraints": [models.UniqueConstraint(fields=("application", "order"), name="event_order_once")],
            },
        ),
        migrations.CreateModel(
            name="Charge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "standard",
                    models.CharField(
                        choices=[("by_piece", "按件"), ("by_page", "按量")], max_length=20, verbose_name="收费标准"
                    ),
                ),
                ("quantity", models.PositiveIntegerField(verbose_name="本月第几件或者页数")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="金额（元）")),
                ("noticed_on", models.DateField(verbose_name="通知日期")),
                ("notified_on", models.DateField(blank=True, null=True, verbose_name="申请人收到通知的日期")),
                ("due_on", models.DateField(verbose_name="缴费期限")),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="缴费日期")),
                ("receipt", models.CharField(blank=True, max_length=60, verbose_name="票据号")),
                (
                    "refunded",
                    models.DecimalField(
                        decimal_places=2, default=Decimal("0"), max_digits=12, verbose_name="退付金额（元）"
                    ),
                ),
                ("refunded_on", models.DateField(blank=True, null=True, verbose_name="退付日期")),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charge",
                        to="applications.application",
                        verbose_name="申请",
                    ),
                ),
            ],
            options={
                "verbose_name": "信息处理费",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("refunded__gte", 0), ("refunded__lte", models.F("amount"))),
                        name="charge_refund_within_amount",
                        violation_error_message="退付的金额不能多于所收的金额。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CoHandling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("matters", gongkai.vault.fields.SealedTextField(max_length=2000, verbose_name="请会办的事项")),
                ("sent_on", models.DateField(verbose_name="发出日期")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="请于何日前答复")),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="收到日期")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                ("opinion", gongkai.vault.fields.SealedTextField(blank=True, max_length=2000, verbose_name="会办意见")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="co_handlings",
                        to="applications.application",
                        verbose_name="申请",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.office",
                        verbose_name="会办科室",
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
                        verbose_name="答复人",
                    ),
                ),
            ],
            options={
                "verbose_name": "会办",
                "ordering": ("application", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_on__isnull", True)),
                        fields=("application", "office"),
                        name="co_handling_open_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("text", gongkai.vault.fields.SealedTextField(max_length=2000, verbose_name="意见")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="applications.application",
                        verbose_name="申请",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="签注人",
                    ),
                ),
            ],
            options={
                "verbose_name": "签注意见",
                "ordering": ("application", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "party",
                    models.CharField(
                        choices=[
                            ("third_party", "第三方"),
                            ("co_author", "共同制作机关"),
                            ("other_agency", "其他机关"),
                        ],
                        max_length=20,
                        verbose_name="征求意见的对象",
                    ),
                ),
                ("whom", gongkai.vault.fields.SealedTextField(max_length=100, verbose_name="姓名或者名称")),
                ("contact", gongkai.vault.fields.SealedTextField(blank=True, max_length=200, verbose_name="联系方式")),
                ("scope", gongkai.vault.fields.SealedTextField(max_length=2000, verbose_name="拟公开的内容")),
                ("sent_on", models.DateField(verbose_name="发出日期")),
                ("notified_on", models.DateField(blank=True, null=True, verbose_name="对方收到日期")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="提出意见的期限")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                (
                    "opinion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agrees", "同意公开"),
                            ("agrees_in_part", "部分同意公开"),
                            ("objects", "不同意公开"),
                            ("silent", "逾期未提出意见"),
                            ("other", "其他意见"),
                        ],
                        max_length=20,
                        verbose_name="意见",
                    ),
                ),
                (
                    "reasons",
                    gongkai.vault.fields.SealedTextField(blank=True, max_length=2000, verbose_name="对方的理由"),
                ),
                ("reasons_hold", models.BooleanField(blank=True, null=True, verbose_name="理由成立")),
                (
                    "public_interest",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="不公开可能对公共利益造成重大影响的理由"
                    ),
                ),
                ("told_on", models.DateField(blank=True, null=True, verbose_name="书面告知对方决定公开的日期")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="applications.application",
                        verbose_name="申请",
                    ),
                ),
            ],
            options={
                "verbose_name": "征求意见",
                "ordering": ("application", "order"),
                "constraints": [
                    models.UniqueConstraint(fields=("application", "order"), name="consultation_order_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Feed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("made_at", models.DateTimeField(verbose_name="生成时间")),
                (
                    "officer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="feed",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="工作人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "日历订阅",
            },
        ),
        migrations.CreateModel(
            name="Interpretation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("first_consultation_day_counts", "发出征求意见书的当日计入答复期限"),
                            ("supplement_asked_only_in_time", "超过7个工作日的，不得再告知补正"),
                            ("extension_only_before_due", "答复期限届满之后不得延长"),
                            ("extension_again_after_restart", "答复期限重新起算之后可以再延长一次"),
                            ("extension_while_consulting", "征求意见期间可以延长答复期限"),
                            ("delay_only_before_due", "答复期限届满之后不得确定延迟答复的期限"),
                            ("reasons_stop_clock", "要求说明理由期间，答复期限停止计算"),
                            ("fee_payment_days", "缴纳信息处理费的工作日数"),
                            ("payment_restarts", "缴费之后答复期限重新起算"),
                            ("granted_with_others_is_partial", "有公开的部分、又有其他结果的，计为部分公开"),
                            ("partial_follows_its_grounds", "部分公开的，按未公开部分的理由确定是否须先申请行政复议"),
                        ],
                        max_length=40,
                        verbose_name="未明之处",
                    ),
                ),
                ("value", models.JSONField(verbose_name="口径")),
                ("from_on", models.DateField(verbose_name="自哪一天到达的申请起")),
                (
                    "basis",
                    models.CharField(help_text="如上级机关的文件名称和文号。", max_length=200, verbose_name="依据"),
                ),
            ],
            options={
                "verbose_name": "法规口径",
                "ordering": ("rule", "from_on"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("rule", "from_on"),
                        name="interpretation_once",
                        violation_error_message="自这一天起已经有一个口径。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Issued",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=40, verbose_name="文书")),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("on", models.DateField(verbose_name="成文日期")),
                ("at", models.DateTimeField(verbose_name="出具时间")),
                ("content", gongkai.vault.fields.SealedJSONField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued",
                        to="applications.application",
                        verbose_name="申请",
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
                        verbose_name="出具人",
                    ),
                ),
            ],
            options={
                "verbose_name": "文书",
                "ordering": ("application", "pk"),
                "constraints": [models.UniqueConstraint(fields=("application", "key"), name="letter_issued_once")],
            },
        ),
        migrations.CreateModel(
            name="Dispatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "manner",
                    models.CharField(
                        choices=[
                            ("direct", "直接送达"),
                            ("entrusted", "委托送达"),
                            ("post", "邮寄送达"),
                            ("electronic", "电子送达"),
                        ],
                        max_length=20,
                        verbose_name="送达方式",
                    ),
                ),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="发出（交邮）日期")),
                ("arrived_on", models.DateField(blank=True, null=True, verbose_name="到达日期")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="签收日期")),
                ("counts_on", models.DateField(blank=True, null=True, verbose_name="视为送达的日期")),
                ("tracking", models.CharField(blank=True, max_length=40, verbose_name="邮件号")),
                ("signer", gongkai.vault.fields.SealedTextField(blank=True, max_length=60, verbose_name="签收人")),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "issued",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispatches",
                        to="applications.issued",
                        verbose_name="文书",
                    ),
                ),
            ],
            options={
                "verbose_name": "送达记录",
                "ordering": ("issued", "pk"),
            },
        ),
        migrations.CreateModel(
            name="MadePublic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(max_length=300, verbose_name="公开位置")),
                ("on", models.DateField(verbose_name="告知日期")),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="made_public",
                        to="applications.application",
                        verbose_name="申请",
                    ),
                ),
            ],
            options={
                "verbose_name": "转主动公开",
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("reconsideration", "行政复议决定"),
                            ("judgment", "人民法院判决"),
                            ("supervision", "主管部门责令整改"),
                        ],
                        max_length=20,
                        verbose_name="依据",
                    ),
                ),
                ("organ", models.CharField(max_length=100, verbose_name="作出的机关或者法院")),
                ("number", models.CharField(max_length=60, verbose_name="文号或者案号")),
                ("served_on", models.DateField(verbose_name="送达本机关的日期")),
                ("until", models.DateField(blank=True, null=True, verbose_name="所定的答复期限")),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="order",
                        to="applications.application",
                        verbose_name="申请",
                    ),
                ),
            ],
            options={
                "verbose_name": "责令重新答复",
            },
        ),
        migrations.CreateModel(
            name="Practice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "word",
                    models.CharField(
                        blank=True,
                        help_text="用在文号里，如“桓科信公开〔2026〕1号”中的“桓科信公开”。",
                        max_length=20,
                        verbose_name="机关代字",
                    ),
                ),
                (
                    "reviews",
                    models.JSONField(default=gongkai.applications.models.practice.all_reviews, verbose_name="审查环节"),
                ),
                (
                    "approver",
                    models.CharField(
                        choices=[("office_head", "公开工作机构负责人"), ("leader", "分管领导（第一责任人）")],
                        default="office_head",
                        max_length=20,
                        verbose_name="签发人",
                    ),
                ),
                (
                    "electronic",
                    models.CharField(
                        choices=[("arrived", "到达之日"), ("sent", "发出之日")],
                        default="arrived",
                        max_length=20,
                        verbose_name="电子送达以哪一天为答复之日",
                    ),
                ),
                ("supplement_days", models.PositiveSmallIntegerField(default=15, verbose_name="补正期限（工作日）")),
                (
                    "many_in_a_month",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[django.core.validators.MinValueValidator(2)],
                        verbose_name="同一申请人一个月内申请多少件时提示",
                    ),
                ),
                (
                    "many_for_the_same",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[django.core.validators.MinValueValidator(2)],
                        verbose_name="多少人申请相同的信息时建议主动公开",
                    ),
                ),
                ("due_soon_days", models.PositiveSmallIntegerField(default=5, verbose_name="到期前几个工作日提醒")),
                (
                    "fee_payment",
                    models.CharField(
                        blank=True,
                        help_text="写入收费通知书，如缴款的银行、账户或者平台。",
                        max_length=200,
                        verbose_name="信息处理费的缴纳方式",
                    ),
                ),
                ("court", models.CharField(blank=True, max_length=60, verbose_name="有管辖权的人民法院")),
                (
                    "reconsideration_online",
                    models.CharField(
                        blank=True,
                        help_text="以互联网方式送达答复时必须告知。",
                        max_length=200,
                        verbose_name="网上申请行政复议的渠道",
                    ),
                ),
                (
                    "agency",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practice",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "办理规则",
            },
        ),
        migrations.CreateModel(
            name="Reason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
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
                        verbose_name="处理结果",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="拟写答复时按它选用，如“人事管理信息”。", max_length=60, verbose_name="简称"
                    ),
                ),
                (
                    "provision",
                    models.CharField(
                        help_text="写全称和条、款、项，如《中华人民共和国保守国家秘密法》第十三条。",
                        max_length=200,
                        verbose_name="依据",
                    ),
                ),
                ("law_text", models.TextField(max_length=1000, verbose_name="条文原文")),
                (
                    "text",
                    models.TextField(
                        help_text="拟写答复时没有另写理由的，用这里的文字。", max_length=1000, verbose_name="理由"
                    ),
                ),
                ("starts_on", models.DateField(help_text="所依条文施行的日期。", verbose_name="施行日期")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True,
                        help_text="最后一天；条文修改、废止时填写，另登记新的理由。",
                        null=True,
                        verbose_name="失效日期",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reasons",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "常用理由",
                "ordering": ("outcome", "name", "-starts_on"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="reason_ends_after_it_starts",
                        violation_error_message="失效日期不能早于施行日期。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Rectification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        max_length=20,
                        verbose_name="申请人类型",
                    ),
                ),
                ("name", gongkai.vault.fields.SealedTextField(max_length=100, verbose_name="姓名或者名称")),
                (
                    "identity_kind",
                    models.CharField(
                        choices=[
                            ("resident", "居民身份证"),
                            ("credit_code", "统一社会信用代码"),
                            ("passport", "护照"),
                            ("other", "其他证件"),
                        ],
                        default="resident",
                        max_length=20,
                        verbose_name="身份证明",
                    ),
                ),
                ("identity", gongkai.vault.fields.SealedTextField(max_length=40, verbose_name="身份证明号码")),
                ("identity_fingerprint", gongkai.vault.fields.FingerprintField(of="identity")),
                (
                    "representative",
                    gongkai.vault.fields.SealedTextField(
                        blank=True, max_length=100, verbose_name="法定代表人或者经办人"
                    ),
                ),
                ("phone", gongkai.vault.fields.SealedTextField(blank=True, max_length=40, verbose_name="联系电话")),
                ("email", gongkai.vault.fields.SealedTextField(blank=True, max_length=100, verbose_name="电子邮箱")),
                ("address", gongkai.vault.fields.SealedTextField(blank=True, max_length=200, verbose_name="通信地址")),
                ("postcode", models.CharField(blank=True, max_length=6, verbose_name="邮政编码")),
                ("number", models.CharField(max_length=40, verbose_name="登记号")),
                ("received_on", models.DateField(verbose_name="收到日期")),
                (
                    "record",
                    gongkai.vault.fields.SealedTextField(max_length=2000, verbose_name="要求更正的政府信息记录"),
                ),
                ("wrong", gongkai.vault.fields.SealedTextField(max_length=2000, verbose_name="记录不准确之处")),
                ("evidence", gongkai.vault.fields.SealedTextField(max_length=2000, verbose_name="证据")),
                ("warned_on", models.DateField(verbose_name="可能被诉不履行职责的日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("rectified", "审核属实，已经更正"),
                            ("accurate", "审核认为记录准确，不予更正"),
                            ("unrelated", "与申请人自身不相关，不予更正"),
                            ("forwarded", "不属于本机关职能，已转送有权机关"),
                            ("directed", "不属于本机关职能，告知向有权机关提出"),
                            ("withdrawn", "申请人撤回"),
                        ],
                        max_length=20,
                        verbose_name="处理结果",
                    ),
                ),
                ("told", gongkai.vault.fields.SealedTextField(blank=True, max_length=2000, verbose_name="告知的内容")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rectifications",
                        to="agencies.agency",
                        verbose_name="受理机关",
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
            ],
            options={
                "verbose_name": "更正申请",
                "ordering": ("-pk",),
                "indexes": [models.Index(fields=["agency", "closed_on", "warned_on"], name="rectification_under_way")],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "number"), name="rectification_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on__isnull", True), ("outcome", "")),
                            models.Q(
                                ("closed_on__gte", models.F("received_on")), models.Q(("outcome", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="rectification_closed_with_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(default=0)),
                (
                    "outcome",
                    models.CharField(
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
                        verbose_name="处理结果",
                    ),
                ),
                (
                    "facts",
                    gongkai.vault.fields.SealedTextField(blank=True, max_length=10000, verbose_name="事实认定和理由"),
                ),
                (
                    "obtaining",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("post", "邮寄"),
                            ("pick_up", "自行领取"),
                            ("email", "电子邮件"),
                            ("online", "网上下载"),
                            ("fax", "传真"),
                            ("reading", "当场查阅、抄录"),
                        ],
                        max_length=20,
                        verbose_name="实际提供的方式",
                    ),
                ),
                (
                    "means",
                    models.CharField(
                        blank=True,
                        choices=[("paper", "纸质"), ("electronic", "电子"), ("either", "均可")],
                        max_length=20,
                        verbose_name="实际提供的载体",
                    ),
                ),
                (
                    "form_reason",
                    gongkai.vault.fields.SealedTextField(blank=True, max_length=500, verbose_name="改变提供形式的理由"),
                ),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="作出日期")),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reply",
                        to="applications.application",
                        verbose_name="申请",
                    ),
                ),
            ],
            options={
                "verbose_name": "答复",
                "indexes": [models.Index(fields=["number"], name="reply_by_number")],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField()),
                ("content", gongkai.vault.fields.SealedTextField(max_length=500, verbose_name="内容")),
                (
                    "outcome",
                    models.CharField(
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
                        verbose_name="处理结果",
                    ),
                ),
                ("reason", gongkai.vault.fields.SealedTextField(blank=True, max_length=2000, verbose_name="理由")),
                (
                    "told",
                    gongkai.vault.fields.SealedTextField(
                        blank=True, max_length=1000, verbose_name="告知的途径、时间或者机关"
                    ),
                ),
                (
                    "ground",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="applications.reason",
                        verbose_name="常用理由",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="applications.reply",
                        verbose_name="答复",
                    ),
                ),
            ],
            options={
                "verbose_name": "答复事项",
                "ordering": ("reply", "order"),
                "constraints": [models.UniqueConstraint(fields=("reply", "order"), name="part_order_once")],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "manner",
                    models.CharField(
                        choices=[
                            ("direct", "直接送达"),
                            ("entrusted", "委托送达"),
                            ("post", "邮寄送达"),
                            ("electronic", "电子送达"),
                        ],
                        max_length=20,
                        verbose_name="送达方式",
                    ),
                ),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="发出（交邮）日期")),
                ("arrived_on", models.DateField(blank=True, null=True, verbose_name="到达日期")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="签收日期")),
                ("tracking", models.CharField(blank=True, max_length=40, verbose_name="邮件号")),
                ("signer", gongkai.vault.fields.SealedTextField(blank=True, max_length=60, verbose_name="签收人")),
                (
                    "reply",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delivery",
                        to="applications.reply",
                        verbose_name="答复",
                    ),
                ),
            ],
            options={
                "verbose_name": "送达",
            },
        ),
        migrations.CreateModel(
            name="ReplyAttachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=1)),
                ("title", gongkai.vault.fields.SealedTextField(max_length=200, verbose_name="名称")),
                (
                    "treatment",
                    models.CharField(
                        choices=[("whole", "全部提供"), ("redacted", "遮去部分内容后提供"), ("withheld", "不予提供")],
                        default="whole",
                        max_length=20,
                        verbose_name="提供的方式",
                    ),
                ),
                ("grounds", gongkai.vault.fields.SealedJSONField(blank=True, default=list)),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="attachments.attachment",
                        verbose_name="提供的文件",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="applications.reply",
                        verbose_name="答复",
                    ),
                ),
            ],
            options={
                "verbose_name": "随答复提供的信息",
                "ordering": ("reply", "order"),
                "constraints": [models.UniqueConstraint(fields=("reply", "order"), name="reply_attachment_order_once")],
            },
        ),
        migrations.CreateModel(
            name="Redaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_of", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("preparing", "正在准备"),
                            ("ready", "可以标记"),
                            ("searching", "正在查找"),
                            ("making", "正在生成"),
                            ("refused", "无法处理"),
                        ],
                        default="preparing",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("told", gongkai.vault.fields.SealedTextField(blank=True, max_length=2000)),
                ("format", models.CharField(blank=True, max_length=10, verbose_name="格式")),
                ("sizes", models.JSONField(blank=True, default=list)),
                ("hidden", gongkai.vault.fields.SealedJSONField(blank=True, default=list)),
                ("sought", gongkai.vault.fields.SealedJSONField(blank=True, default=list)),
                ("found", gongkai.vault.fields.SealedJSONField(blank=True, default=list)),
                ("marks", gongkai.vault.fields.SealedJSONField(blank=True, default=list)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "made",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="attachments.attachment",
                        verbose_name="遮去后的文件",
                    ),
                ),
                (
                    "original",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="attachments.attachment",
                        verbose_name="原件",
                    ),
                ),
                (
                    "pdf",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="attachments.attachment",
                    ),
                ),
                (
                    "said",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="attachments.attachment",
                    ),
                ),
                (
                    "enclosure",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redaction",
                        to="applications.replyattachment",
                    ),
                ),
            ],
            options={
                "verbose_name": "区分处理",
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(verbose_name="版本")),
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
                ("remarks", gongkai.vault.fields.SealedTextField(blank=True, max_length=2000, verbose_name="意见")),
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
                    "reply",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="applications.reply",
                        verbose_name="答复",
                    ),
                ),
            ],
            options={
                "verbose_name": "审查",
                "ordering": ("reply", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pdf", gongkai.vault.fields.SealedTextField()),
                ("subject", models.CharField(max_length=500, verbose_name="证书")),
                ("serial", models.CharField(max_length=80, verbose_name="证书序列号")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("at", models.DateTimeField(verbose_name="盖章时间")),
                (
                    "issued",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seal",
                        to="applications.issued",
                        verbose_name="文书",
                    ),
                ),
            ],
            options={
                "verbose_name": "电子印章",
            },
        ),
        migrations.CreateModel(
            name="Search",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="检索日期")),
                ("scope", models.CharField(max_length=500, verbose_name="检索范围")),
                ("keywords", models.CharField(max_length=500, verbose_name="检索词")),
                ("searcher", models.CharField(max_length=60, verbose_name="检索人")),
                ("found", models.BooleanField(verbose_name="检索到")),
                ("result", models.CharField(blank=True, max_length=1000, verbose_name="检索结果")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="searches",
                        to="applications.application",
                        verbose_name="申请",
                    ),
                ),
            ],
            options={
                "verbose_name": "检索记录",
                "ordering": ("application", "on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "use",
                    models.CharField(
                        choices=[("application", "登记号"), ("letter", "文号"), ("rectification", "更正申请的登记号")],
                        max_length=20,
                    ),
                ),
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
                "verbose_name": "编号",
                "constraints": [models.UniqueConstraint(fields=("agency", "use", "year"), name="series_once")],
            },
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="转办日期")),
                ("reason", gongkai.vault.fields.SealedTextField(max_length=500, verbose_name="转办的理由")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers",
                        to="applications.application",
                        verbose_name="申请",
                    ),
                ),
                (
                    "from_office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.office",
                        verbose_name="转出科室",
                    ),
                ),
                (
                    "to_office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.office",
                        verbose_name="转入科室",
                    ),
                ),
            ],
            options={
                "verbose_name": "转办",
                "ordering": ("application", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Weighing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("DENY_1", "属于国家秘密"),
                            ("DENY_2", "其他法律行政法规禁止公开"),
                            ("DENY_3", "危及“三安全一稳定”"),
                            ("DENY_4", "保护第三方合法权益"),
                            ("DENY_5", "属于三类内部事务信息"),
                            ("DENY_6", "属于四类过程性信息"),
                            ("DENY_7", "属于行政执法案卷"),
                        ],
                        max_length=20,
                        verbose_name="不予公开的理由",
                    ),
                ),
                ("content", gongkai.vault.fields.SealedTextField(max_length=500, verbose_name="涉及的内容")),
                ("harm", gongkai.vault.fields.SealedTextField(max_length=2000, verbose_name="公开会造成的损害")),
                (
                    "interest",
                    gongkai.vault.fields.SealedTextField(
                        blank=True, max_length=2000, verbose_name="公开对公众和申请人的意义"
                    ),
                ),
                ("withhold", models.BooleanField(verbose_name="衡量后不予公开")),
                (
                    "severing",
                    models.CharField(
                        choices=[
                            ("severable", "能够区分：其余内容予以公开"),
                            ("whole", "不能区分：全部内容都不予公开"),
                        ],
                        max_length=20,
                        verbose_name="区分处理",
                    ),
                ),
                (
                    "how",
                    gongkai.vault.fields.SealedTextField(max_length=1000, verbose_name="怎样区分，或者为什么不能区分"),
                ),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weighings",
                        to="applications.application",
                        verbose_name="申请",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="衡量人",
                    ),
                ),
            ],
            options={
                "verbose_name": "损害衡量",
                "ordering": ("application", "order"),
                "constraints": [models.UniqueConstraint(fields=("application", "order"), name="weighing_order_once")],
            },
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40, verbose_name="文书")),
                ("text", models.TextField(blank=True, max_length=10000, verbose_name="样式")),
                ("starts_on", models.DateField(verbose_name="启用日期")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wordings",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "文书样式",
                "ordering": ("agency", "kind", "-starts_on", "-pk"),
            },
        ),
    ]
