import django.contrib.auth.models
import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import gongkai.agencies.models
import gongkai.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Officer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="电子邮箱")),
                (
                    "mobile",
                    gongkai.vault.fields.SealedTextField(
                        blank=True,
                        max_length=11,
                        validators=[
                            django.core.validators.RegexValidator("^1\\d{10}$", "手机号码是11位数字。", code="mobile")
                        ],
                        verbose_name="手机号码",
                    ),
                ),
                ("mobile_fingerprint", gongkai.vault.fields.FingerprintField(of="mobile")),
                ("must_change_password", models.BooleanField(default=False, verbose_name="下次登录须改密码")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "工作人员",
                "ordering": ("name", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("username"),
                        name="username_once",
                        violation_error_message="这个用户名已有人使用，请换一个。",
                    )
                ],
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Agency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lineage", models.CharField(db_index=True, default="/", editable=False, max_length=250)),
                ("name", models.CharField(max_length=120, verbose_name="名称")),
                ("short_name", models.CharField(blank=True, max_length=60, verbose_name="简称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("government", "政府"),
                            ("general_office", "政府办公厅（室）"),
                            ("department", "部门"),
                            ("dispatched", "派出机构"),
                            ("township", "乡镇街道"),
                            ("vertical", "垂直管理单位"),
                            ("authorised", "授权组织"),
                        ],
                        max_length=20,
                        verbose_name="性质",
                    ),
                ),
                (
                    "credit_code",
                    models.CharField(
                        blank=True,
                        max_length=18,
                        null=True,
                        unique=True,
                        validators=[gongkai.agencies.models._require_credit_code],
                        verbose_name="统一社会信用代码",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="办公地址")),
                ("hours", models.CharField(blank=True, max_length=100, verbose_name="办公时间")),
                ("phone", models.CharField(blank=True, max_length=60, verbose_name="联系电话")),
                ("fax", models.CharField(blank=True, max_length=60, verbose_name="传真号码")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="电子邮箱")),
                (
                    "postcode",
                    models.CharField(
                        blank=True,
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator("^\\d{6}$", "邮政编码是6位数字。", code="postcode")
                        ],
                        verbose_name="邮政编码",
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="网址")),
                ("established_on", models.DateField(blank=True, null=True, verbose_name="成立日期")),
                ("dissolved_on", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="agencies.agency",
                        verbose_name="上级",
                    ),
                ),
            ],
            options={
                "verbose_name": "行政机关",
                "ordering": ("region__code", "name", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="年中退出日期")),
                (
                    "collector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="agencies.agency",
                        verbose_name="汇总机关",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="member_of",
                        to="agencies.agency",
                        verbose_name="成员单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "填报名单",
                "ordering": ("-year", "member__region__code", "member__name"),
                "constraints": [
                    models.UniqueConstraint(fields=("year", "collector", "member"), name="member_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("collector", models.F("member")), _negated=True), name="member_is_another"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Office",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("discloses", models.BooleanField(default=False, verbose_name="是政府信息公开工作机构")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offices",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "科室",
                "ordering": ("-discloses", "name"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_on__isnull", True)),
                        fields=("agency", "name"),
                        name="office_name_once",
                        violation_error_message="本机关已有同名的科室。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_on__isnull", True), ("discloses", True)),
                        fields=("agency",),
                        name="one_disclosure_office",
                        violation_error_message="本机关已经指定了政府信息公开工作机构。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
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
                        verbose_name="职责",
                    ),
                ),
                ("from_on", models.DateField(verbose_name="自")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="至")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
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
                        related_name="posts",
                        to="agencies.office",
                        verbose_name="科室",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="工作人员",
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
                "verbose_name": "任职",
                "ordering": ("agency", "duty", "from_on"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("officer", "agency", "duty", "from_on"),
                        name="post_once",
                        violation_error_message="这项任职已经有了。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="post_ends_after_it_begins",
                        violation_error_message="止日不能早于起日。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lineage", models.CharField(db_index=True, default="/", editable=False, max_length=250)),
                (
                    "code",
                    models.CharField(
                        max_length=9,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{6}(\\d{3})?$", "区划代码是6位数字，乡级是9位。", code="region-code"
                            )
                        ],
                        verbose_name="区划代码",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                (
                    "level",
                    models.CharField(
                        choices=[("province", "省级"), ("city", "市级"), ("county", "县级"), ("township", "乡级")],
                        max_length=10,
                        verbose_name="级别",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="agencies.region",
                        verbose_name="上级",
                    ),
                ),
            ],
            options={
                "verbose_name": "行政区划",
                "ordering": ("code",),
            },
        ),
        migrations.AddField(
            model_name="agency",
            name="region",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agencies",
                to="agencies.region",
                verbose_name="行政区划",
            ),
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("renamed", "更名"),
                            ("merged", "合并"),
                            ("divided", "分立"),
                            ("transferred", "职权划转"),
                        ],
                        max_length=20,
                        verbose_name="方式",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("basis", models.CharField(blank=True, max_length=120, verbose_name="文件依据")),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="succeeded_by",
                        to="agencies.agency",
                        verbose_name="原机关",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="succeeded",
                        to="agencies.agency",
                        verbose_name="承接机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "机构沿革",
                "ordering": ("on", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("predecessor", "successor", "on"), name="succession_once"),
                    models.CheckConstraint(
                        condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                        name="succession_of_another",
                        violation_error_message="承接机关不能是原机关自己。",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.UniqueConstraint(
                condition=models.Q(("dissolved_on__isnull", True)),
                fields=("region", "name"),
                name="agency_name_once_in_region",
                violation_error_message="这个行政区划里已有同名的机关。",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dissolved_on__isnull", True),
                    ("established_on__isnull", True),
                    ("dissolved_on__gte", models.F("established_on")),
                    _connector="OR",
                ),
                name="agency_dissolved_after_established",
                violation_error_message="撤销日期不能早于成立日期。",
            ),
        ),
    ]
