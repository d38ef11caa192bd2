import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import gongkai.filings.models.signing


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("agencies", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Filing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "scope",
                    models.CharField(
                        choices=[("unit", "单位"), ("level", "本级"), ("region", "本行政区域")],
                        default="unit",
                        max_length=8,
                        verbose_name="范围",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("cases", "本系统的案件和信息"), ("read", "读入的年度报告"), ("entered", "填报")],
                        default="cases",
                        max_length=8,
                        verbose_name="数字来源",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("compiling", "编制中"),
                            ("frozen", "数字已冻结"),
                            ("reviewing", "审核中"),
                            ("signed", "已签发"),
                            ("published", "已公布"),
                        ],
                        default="compiling",
                        max_length=12,
                        verbose_name="环节",
                    ),
                ),
                ("figures", models.JSONField(default=dict, verbose_name="数字")),
                ("facts", models.JSONField(default=dict, verbose_name="事实")),
                ("drafts", models.JSONField(default=dict, verbose_name="草稿")),
                ("problems", models.JSONField(blank=True, default=None, null=True, verbose_name="写进第五部分的问题")),
                ("members", models.JSONField(blank=True, default=list, verbose_name="成员单位")),
                ("computed_at", models.DateTimeField(blank=True, null=True, verbose_name="计算时间")),
                ("position", models.PositiveBigIntegerField(default=0, editable=False)),
                ("steps_left", models.JSONField(blank=True, default=list, verbose_name="未办环节")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filings",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度报告",
                "ordering": ("-year", "agency__lineage"),
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="版次")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sent", "送审"),
                            ("approved", "审核同意"),
                            ("signed", "签发"),
                            ("returned", "退回"),
                            ("amended", "修改"),
                        ],
                        max_length=12,
                        verbose_name="意见",
                    ),
                ),
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
                        verbose_name="职责",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("digest", models.CharField(max_length=64, verbose_name="校验值")),
                ("remarks", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="filings.filing",
                        verbose_name="年度报告",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
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
            ],
            options={
                "verbose_name": "年度报告审签意见",
                "ordering": ("filing", "pk"),
            },
        ),
        migrations.CreateModel(
            name="SigningPractice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "steps",
                    models.JSONField(default=gongkai.filings.models.signing.default_steps, verbose_name="审签环节"),
                ),
                (
                    "apart",
                    models.BooleanField(
                        default=False,
                        help_text="一个人审核过的，不再由其签发同一稿。",
                        verbose_name="各环节由不同的人办理",
                    ),
                ),
                (
                    "agency",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signing_practice",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度报告审签规则",
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("receipt", models.CharField(max_length=40, unique=True, verbose_name="回执号")),
                (
                    "state",
                    models.CharField(
                        choices=[("submitted", "已报送"), ("returned", "已退回"), ("accepted", "已接收")],
                        default="submitted",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="报送时间")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="办理时间")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="退回理由")),
                (
                    "answered_by",
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
                    "collector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filings_received",
                        to="agencies.agency",
                        verbose_name="汇总机关",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="报送人",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度报告报送",
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(max_length=120, verbose_name="位置")),
                ("text", models.CharField(max_length=500, verbose_name="意见")),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="filings.submission",
                        verbose_name="年度报告报送",
                    ),
                ),
            ],
            options={
                "verbose_name": "退回意见",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "scope",
                    models.CharField(
                        choices=[("unit", "单位"), ("level", "本级"), ("region", "本行政区域")],
                        default="unit",
                        max_length=8,
                        verbose_name="范围",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="文件名")),
                ("report", models.TextField(verbose_name="报告")),
                ("digest", models.CharField(max_length=64, verbose_name="校验值")),
                ("figures", models.JSONField(default=dict, verbose_name="数字")),
                ("found", models.JSONField(default=list, verbose_name="读取时的问题")),
                ("package", models.JSONField(blank=True, default=dict, verbose_name="交换包")),
                ("at", models.DateTimeField(verbose_name="上传时间")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="确认时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="终止时间")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports_from_outside",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
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
                        verbose_name="上传人",
                    ),
                ),
            ],
            options={
                "verbose_name": "外来年度报告",
                "ordering": ("-year", "agency__lineage", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_at__isnull", False), ("ended_at__isnull", True)),
                        fields=("agency", "year", "scope"),
                        name="filing_upload_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reread",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.CharField(max_length=20)),
                ("row", models.CharField(max_length=40)),
                ("column", models.CharField(max_length=40)),
                ("before", models.CharField(blank=True, max_length=120, verbose_name="读到的")),
                (
                    "number",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=17, null=True, verbose_name="改正后的数字"
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="理由")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rereads",
                        to="filings.upload",
                        verbose_name="外来年度报告",
                    ),
                ),
            ],
            options={
                "verbose_name": "对照原件改正的数字",
                "ordering": ("pk",),
            },
        ),
        migrations.AddField(
            model_name="filing",
            name="read_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="filings.upload",
                verbose_name="读入的年度报告",
            ),
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="版次")),
                ("report", models.TextField(verbose_name="报告")),
                ("digest", models.CharField(max_length=64, verbose_name="校验值")),
                ("figures", models.JSONField(default=dict, verbose_name="数字")),
                ("checks", models.JSONField(default=list, verbose_name="检查结果")),
                ("note", models.TextField(blank=True, verbose_name="修改说明")),
                ("signed_at", models.DateTimeField(verbose_name="签发时间")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="公布时间")),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="filings.filing",
                        verbose_name="年度报告",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="签发人",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度报告定稿",
                "ordering": ("filing", "-number"),
                "constraints": [models.UniqueConstraint(fields=("filing", "number"), name="filing_version_once")],
            },
        ),
        migrations.AddField(
            model_name="submission",
            name="version_signed",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="submissions",
                to="filings.version",
                verbose_name="年度报告定稿",
            ),
        ),
        migrations.CreateModel(
            name="Waiver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=500, verbose_name="理由")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="终止时间")),
                ("code", models.CharField(max_length=60)),
                ("mark", models.CharField(max_length=64)),
                ("told", models.CharField(max_length=1000, verbose_name="提示")),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="filings.filing",
                        verbose_name="年度报告",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
            ],
            options={
                "verbose_name": "提示说明",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("filing", "mark"),
                        name="filing_waiver_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="终止时间")),
                ("sentence", models.CharField(max_length=40, verbose_name="句子")),
                ("text", models.CharField(blank=True, max_length=1000, verbose_name="文字")),
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
                        verbose_name="经办人",
                    ),
                ),
            ],
            options={
                "verbose_name": "年报句式",
                "ordering": ("sentence", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("agency", "sentence"),
                        name="filing_wording_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True), ("ended_at__gte", models.F("at")), _connector="OR"
                        ),
                        name="filing_wording_ended_after",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Chase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("text", models.CharField(blank=True, max_length=200, verbose_name="附言")),
                ("told", models.PositiveSmallIntegerField(verbose_name="通知人数")),
                ("at", models.DateTimeField(verbose_name="催报时间")),
                (
                    "collector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="汇总机关",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chases",
                        to="agencies.agency",
                        verbose_name="成员单位",
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
                        verbose_name="催报人",
                    ),
                ),
            ],
            options={
                "verbose_name": "催报",
                "ordering": ("-at", "-pk"),
                "indexes": [models.Index(fields=["collector", "year", "member", "-at"], name="filing_chased")],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=500, verbose_name="理由")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="终止时间")),
                ("table", models.CharField(max_length=20)),
                ("row", models.CharField(max_length=40)),
                ("column", models.CharField(max_length=40)),
                ("number", models.DecimalField(decimal_places=4, max_digits=17, verbose_name="更正后的数字")),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="filings.filing",
                        verbose_name="年度报告",
                    ),
                ),
            ],
            options={
                "verbose_name": "数字更正",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("filing", "table", "row", "column"),
                        name="filing_correction_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True), ("ended_at__gte", models.F("at")), _connector="OR"
                        ),
                        name="filing_correction_ended_after",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LocalRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="终止时间")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("overview", "一、总体情况"),
                            ("problems", "五、存在的主要问题及改进情况"),
                            ("other_matters", "六、其他需要报告的事项"),
                        ],
                        max_length=20,
                        verbose_name="部分",
                    ),
                ),
                (
                    "asks",
                    models.CharField(
                        choices=[
                            ("shortest", "不少于多少字"),
                            ("longest", "不超过多少字"),
                            ("point", "要写到"),
                            ("problems", "问题不少于几条"),
                        ],
                        max_length=10,
                        verbose_name="要求",
                    ),
                ),
                ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="数量")),
                ("point", models.CharField(blank=True, max_length=40, verbose_name="要点")),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="字样")),
                ("source", models.CharField(max_length=100, verbose_name="依据")),
                ("from_year", models.PositiveSmallIntegerField(verbose_name="从哪一年度的报告起")),
                ("below", models.BooleanField(default=False, verbose_name="也适用于下级机关")),
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
                        verbose_name="经办人",
                    ),
                ),
            ],
            options={
                "verbose_name": "年报的地方要求",
                "ordering": ("part", "asks", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("asks", "point"),
                                ("number__isnull", True),
                                models.Q(("point", ""), _negated=True),
                                models.Q(("words", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("asks", "point"), _negated=True),
                                ("number__isnull", False),
                                ("point", ""),
                                ("words", ""),
                            ),
                            _connector="OR",
                        ),
                        name="filing_local_rule_says_what",
                        violation_error_message="要写到的，填要点和字样；其余的，填数量。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("asks", "problems"), _negated=True), ("part", "problems"), _connector="OR"
                        ),
                        name="filing_local_rule_problems",
                        violation_error_message="问题的条数只能要求第五部分。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("part", models.CharField(max_length=20)),
                ("text", models.TextField(blank=True, max_length=20000, verbose_name="文字")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passages",
                        to="filings.filing",
                        verbose_name="年度报告",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="编写人",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度报告的文字",
                "ordering": ("pk",),
                "constraints": [models.UniqueConstraint(fields=("filing", "part"), name="filing_passage_once")],
            },
        ),
        migrations.CreateModel(
            name="ReceiptSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
                (
                    "collector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="汇总机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "报送回执编号",
                "constraints": [models.UniqueConstraint(fields=("collector", "year"), name="filing_receipts_once")],
            },
        ),
        migrations.CreateModel(
            name="TrustedKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="单位或者系统的名称")),
                ("key", models.CharField(max_length=60, verbose_name="公钥")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="指纹")),
                ("at", models.DateTimeField(verbose_name="登记时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="终止时间")),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "受信任的公钥",
                "ordering": ("name", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("fingerprint",),
                        name="filing_trusted_once",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.UniqueConstraint(fields=("agency", "year", "scope"), name="filing_once_a_year"),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "returned"), _negated=True),
                fields=("version_signed", "collector"),
                name="filing_submitted_once",
            ),
        ),
    ]
