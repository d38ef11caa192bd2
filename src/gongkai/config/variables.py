"""Every setting of the site: an environment variable with its kind, its default and what it is for.

All may be left unset. One that is wrong, or that there is none of, stops the start with a line that says
which, what it holds and what it should hold. Not here: what the values are used for (`settings`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from gongkai.attachments.kinds import KINDS
from gongkai.law.errors import GongkaiError
from gongkai.law.message import Message
from gongkai.notifications import posting

PREFIX = "GONGKAI_"
ELSEWHERE = frozenset({"GONGKAI_LANG", "GONGKAI_DEBUG"})
"""Variables with our prefix that the command reads: its language, and whether it shows tracebacks."""


class WrongSetting(GongkaiError):
    """A setting that the site cannot start with."""


@dataclass(frozen=True)
class Kind:
    """What a setting may hold: how it is read (ValueError when it cannot be), and that said in words."""

    read: Callable[[str], Any]
    expects: Message


@dataclass(frozen=True)
class Variable:
    """One setting: its name without the prefix, its kind, the default as it would be written, what it is for."""

    name: str
    kind: Kind
    default: str
    about: Message
    secret: bool = False

    @property
    def variable(self) -> str:
        """Give the name of the environment variable."""
        return PREFIX + self.name

    def read(self, written: str) -> Any:
        """Read a value; raise WrongSetting for one that it cannot hold."""
        try:
            return self.kind.read(written)
        except ValueError:
            shown = "…" if self.secret else written if len(written) <= 60 else f"{written[:60]}…"
            raise WrongSetting(
                "setting-wrong",
                Message("设置 {name} 现为“{shown}”，不能用。", name=self.variable, shown=shown),
                hint=Message("应为：{expects}。", expects=self.kind.expects),
            ) from None


def _database(written: str) -> str:
    if written:
        parts = urlsplit(written)
        if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
            raise ValueError(written)
        _ = parts.port
    return written


def _databases(written: str) -> tuple[str, ...]:
    return tuple(_database(each) for each in written.split())


def _site(written: str) -> str:
    if not written:
        return written
    parts = urlsplit(written)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError(written)
    _ = parts.port
    return written.rstrip("/")


def whole(least: int, most: int) -> Kind:
    """Give the kind of whole numbers between two bounds."""

    def read(written: str) -> int:
        number = int(written)
        if not least <= number <= most:
            raise ValueError(written)
        return number

    return Kind(read, Message("{least}至{most}的整数", least=least, most=most))


def one_of(*choices: str) -> Kind:
    """Give the kind that is one of some words."""

    def read(written: str) -> str:
        if written not in choices:
            raise ValueError(written)
        return written

    return Kind(read, Message("{choices}之一", choices=" / ".join(choices)))


def _networks(written: str) -> tuple[Any, ...]:
    return tuple(ip_network(each.strip()) for each in written.split(",") if each.strip())


def some_of(*choices: str) -> Kind:
    """Give the kind that is any of some words, with commas between them; none at all too."""

    def read(written: str) -> frozenset[str]:
        words = frozenset(word.strip() for word in written.split(",") if word.strip())
        if not words <= set(choices):
            raise ValueError(written)
        return words

    return Kind(read, Message("空，或{choices}中的几个，用逗号隔开", choices=", ".join(choices)))


DUTIES = (
    "leader", "office_head", "handler", "business_reviewer", "secrecy_reviewer", "legal_reviewer", "publisher",
    "administrator", "supervisor",
)  # fmt: skip
"""The duties officers have, by code; `site` beside them is who runs the site."""


def _server(written: str) -> str:
    if written:
        parts = urlsplit(written)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(written)
        _ = parts.port
    return written.rstrip("/")


def _hook(written: str) -> str:
    if written and not posting.is_address(written):
        raise ValueError(written)
    return written


def _socket(written: str) -> str | tuple[str, int] | None:
    if not written:
        return None
    parts = urlsplit(written)
    if parts.scheme == "unix" and parts.path.startswith("/") and not parts.netloc:
        return parts.path
    if parts.scheme == "tcp" and parts.hostname and parts.port and not parts.path.strip("/"):
        return parts.hostname, parts.port
    raise ValueError(written)


_FUNCTION = re.compile(r"(?!\d)\w+(\.\w+)*:(?!\d)\w+", re.ASCII)


def _seal(written: str) -> str | Path | None:
    if not written:
        return None
    return written if _FUNCTION.fullmatch(written) else Path(written).expanduser().absolute()


def _origins(written: str) -> frozenset[str]:
    origins = frozenset(each.strip() for each in written.split(",") if each.strip())
    for each in origins - {"*"}:
        if not _site(each) or _site(each) != each:
            raise ValueError(written)
    return origins


FOLDER = Kind(lambda written: Path(written).expanduser().absolute(), Message("一个目录"))
SOME_FOLDER = Kind(
    lambda written: Path(written).expanduser().absolute() if written else None, Message("空，或一个目录")
)
TEXT = Kind(str, Message("文字"))
DATABASE = Kind(_database, Message("空，或 postgresql://用户:口令@主机:端口/库名"))
DATABASES = Kind(_databases, Message("空，或用空格隔开的 postgresql://用户:口令@主机:端口/库名"))
SITE = Kind(_site, Message("空，或网址，如 https://gk.example.gov.cn，不带路径"))
NETWORKS = Kind(_networks, Message("逗号隔开的地址或网段，如 127.0.0.1, 10.1.0.0/16；可以为空"))
TIME = Kind(time.fromisoformat, Message("几点几分，如 02:30"))
HOOK = Kind(_hook, Message("空，或以 https:// 开头的网址；本机的可以是 http://"))
ORIGINS = Kind(_origins, Message("空，或逗号隔开的网站地址，如 https://data.example.gov.cn；* 为任何网站"))
SERVER = Kind(_server, Message("空，或以 https:// 开头的网址"))
SEAL = Kind(_seal, Message("空，或一个目录，或“模块:函数”"))
SOCKET = Kind(_socket, Message("空，或 unix:/run/clamav/clamd.ctl，或 tcp://主机:端口"))

VARIABLES = (
    Variable("DATA", FOLDER, "gongkai-data", Message("数据目录：内置数据库、上传的文件、密钥。")),
    Variable(
        "DATABASE_URL",
        DATABASE,
        "",
        Message("PostgreSQL 的地址。不设就用数据目录里的 SQLite，不必另装数据库。"),
        secret=True,
    ),
    Variable(
        "REPLICA_URLS",
        DATABASES,
        "",
        Message(
            "PostgreSQL 只读副本的地址，有几个就用空格隔开。公众看的网页、工作人员的监测页由副本查，副本跟上了才用；"
            "登录、权限和要保存的一概不用副本。"
        ),
        secret=True,
    ),
    Variable(
        "SITE_URL",
        SITE,
        "",
        Message(
            "网站对外的地址；不设则是本机地址加端口，只有本机能用。"
            "以 https 开头即为正式运行：Cookie 只走加密连接，并要求浏览器今后都走加密连接。"
        ),
    ),
    Variable("SITE_CODE", TEXT, "", Message("政府网站标识码，写在页脚和网页标签里。")),
    Variable("SITE_HOST", TEXT, "", Message("网站的主办单位，写在页脚。")),
    Variable("SITE_CONTACT", TEXT, "", Message("网站的联系方式，写在页脚。")),
    Variable("SITE_RECORD", TEXT, "", Message("网站的ICP备案号，写在页脚。")),
    Variable("SITE_POLICE_RECORD", TEXT, "", Message("网站的公安备案号，写在页脚。")),
    Variable(
        "JOURNAL_HASH",
        one_of("sha256", "sm3"),
        "sha256",
        Message("留痕用哪种杂凑算法：sha256 或国密 sm3。改了只影响以后的记录。"),
    ),
    Variable(
        "CIPHER",
        one_of("aes-gcm", "sm4-gcm"),
        "aes-gcm",
        Message("个人信息用哪种算法加密：aes-gcm 或国密 sm4-gcm。改了之后运行 gongkai keys rotate，已有的才会改用它。"),
    ),
    Variable(
        "FINGERPRINT_HASH",
        one_of("sha256", "sm3"),
        "sha256",
        Message(
            "个人信息的指纹用哪种杂凑算法：sha256 或国密 sm3。改了之后运行 gongkai keys rotate，供查找的才会改用它。"
        ),
    ),
    Variable("HOST", TEXT, "127.0.0.1", Message("服务在本机哪个地址上等候。")),
    Variable("PORT", whole(1, 65535), "8000", Message("服务在本机哪个端口上等候。")),
    Variable(
        "WORKERS", whole(1, 64), "2", Message("用几个进程答复网页请求。每个约占五十兆内存，不必多于处理器核数的两倍。")
    ),
    Variable(
        "THREADS", whole(1, 64), "4", Message("每个进程同时答复几个请求。用 PostgreSQL 时，每个要占一个数据库连接。")
    ),
    Variable(
        "TRUSTED_PROXIES",
        NETWORKS,
        "127.0.0.1/32, ::1/128",
        Message("哪些地址上的反向代理可信：只有它们转告的来访地址、https 和请求编号才算数，别处来的一概不理。"),
    ),
    Variable("DATABASE_WAIT", whole(1, 300), "10", Message("数据库被占用或连不上时等几秒，之后告诉使用者稍后再试。")),
    Variable("SESSION_IDLE", whole(1, 1440), "30", Message("登录后多少分钟没有操作就须重新登录。")),
    Variable("SESSION_HOURS", whole(1, 168), "12", Message("登录后多少小时必须重新登录，即使一直在操作。")),
    Variable("NIGHTLY_AT", TIME, "02:30", Message("每天几点核验留痕、清理过期数据；那时没有开机的，开机后补做。")),
    Variable(
        "BACKUP_FOLDER",
        SOME_FOLDER,
        "",
        Message("每晚备份到哪个目录，应在另一个磁盘上；不设则不自动备份。密钥不在里面，要另存。"),
    ),
    Variable("BACKUP_KEEP", whole(1, 3650), "14", Message("每晚的备份留最近的几份，更早的删掉。没有规定，取两周。")),
    Variable(
        "BACKUP_DAYS",
        whole(1, 365),
        "3",
        Message("最近一次备份超过几天，就提醒全站管理员。没有规定，取3天，容得下一个周末。"),
    ),
    Variable(
        "DISK_LEAST", whole(1, 1_000_000), "500", Message("数据目录所在磁盘至少应剩多少兆；少于此数就报告不正常。")
    ),
    Variable(
        "LOG_FORMAT", one_of("plain", "json"), "plain", Message("日志的写法：plain 供人看，json 供日志系统收集。")
    ),
    Variable("LOG_LEVEL", one_of("debug", "info", "warning", "error"), "info", Message("日志从哪一级记起。")),
    Variable(
        "LOG_TO",
        one_of("both", "stderr"),
        "both",
        Message(
            "日志写到哪里：both 为标准错误和日志目录，stderr 为只写标准错误，由 journald 等保存——"
            "这时须在那里设为保存不少于六个月（网安法第23条第3项）。"
        ),
    ),
    Variable("LOG_FOLDER", SOME_FOLDER, "", Message("日志目录，每天一个文件。不设就在数据目录的 logs 下。")),
    Variable(
        "LOG_DAYS",
        whole(184, 3650),
        "200",
        Message(
            "日志目录里的日志保存多少天。网络日志应留存不少于六个月（网安法第23条第3项），六个月最长184天，不能再少。"
        ),
    ),
    Variable(
        "METRICS_TOKEN",
        TEXT,
        "",
        Message("读取 /metrics 要出示的口令（Authorization: Bearer …）。不设则只有本机可以读。"),
        secret=True,
    ),
    Variable("EMAIL_HOST", TEXT, "", Message("发邮件的服务器（SMTP）。不设就不发邮件，通知只在站内。")),
    Variable("EMAIL_PORT", whole(1, 65535), "587", Message("邮件服务器的端口：starttls 一般是587，tls 一般是465。")),
    Variable(
        "EMAIL_SECURITY",
        one_of("starttls", "tls", "none"),
        "starttls",
        Message("与邮件服务器之间怎样加密；none 为不加密，只宜在内部网络里用。"),
    ),
    Variable("EMAIL_USER", TEXT, "", Message("邮件服务器的用户名；不设就不登录。")),
    Variable("EMAIL_PASSWORD", TEXT, "", Message("邮件服务器的口令。"), secret=True),
    Variable("EMAIL_FROM", TEXT, "", Message("发件人的邮箱，设了 GONGKAI_EMAIL_HOST 就要设。")),
    Variable("NOTICES_AT", TIME, "08:00", Message("要汇总成一封的通知邮件，工作日早上几点发。")),
    Variable(
        "SMS",
        TEXT,
        "",
        Message("短信由什么发：webhook 为向 GONGKAI_WEBHOOK_URL 发请求，或者自备的类的全名。不设就不发短信。"),
    ),
    Variable("WEBHOOK_URL", HOOK, "", Message("短信网关的地址：要发的短信以签名的 JSON 发（POST）到这里。")),
    Variable("WEBHOOK_SECRET", TEXT, "", Message("与短信网关约定的签名密钥，至少16个字符。"), secret=True),
    Variable(
        "WEBHOOK_NETWORKS",
        NETWORKS,
        "",
        Message(
            "短信网关、公开渠道和事件推送的接收方可以在哪些内部网络里。不设就只能是公网地址，以免被人借本系统访问内部网络。"
        ),
    ),
    Variable(
        "LINK_CHECKS",
        whole(0, 10_000),
        "0",
        Message(
            "每晚打开多少个已公开信息里的外部链接，看公众能否打开；稿件里的保存后也在后台打开。0为不打开，只查写法；"
            "服务器不能访问互联网的，应为0。"
        ),
    ),
    Variable("PASSWORD_LENGTH", whole(8, 64), "10", Message("密码至少几位。")),
    Variable("PASSWORD_CLASSES", whole(1, 4), "3", Message("密码至少含四类字符（小写、大写、数字、其他）中的几类。")),
    Variable("PASSWORD_HISTORY", whole(0, 24), "5", Message("新密码不能与最近几次用过的相同；0为不限。")),
    Variable("PASSWORD_DAYS", whole(0, 3650), "90", Message("密码用满多少天须更换；0为不限。等级保护要求定期更换。")),
    Variable("LOCKOUT_FAILURES", whole(1, 100), "5", Message("一个账号连续几次登录失败就锁定。")),
    Variable(
        "LOCKOUT_ADDRESS_FAILURES",
        whole(1, 10000),
        "50",
        Message("一个来访地址连续几次登录失败就锁定。全机关共用一个出口地址的，应当定得宽些。"),
    ),
    Variable("LOCKOUT_MINUTES", whole(1, 1440), "15", Message("锁定多少分钟，也是失败次数累计的时长。")),
    Variable(
        "MFA_REQUIRED",
        some_of("site", *DUTIES),
        "site, leader, office_head, business_reviewer, secrecy_reviewer, legal_reviewer",
        Message("哪些职责必须用两步验证登录；site 是全站管理员。"),
    ),
    Variable("INVITATION_DAYS", whole(1, 90), "7", Message("邀请和重设密码的链接几天内有效。")),
    Variable("OIDC_SERVER", SERVER, "", Message("统一身份认证（OpenID Connect）的地址。不设就不用。")),
    Variable("OIDC_CLIENT_ID", TEXT, "", Message("本系统在统一身份认证里的编号（client_id）。")),
    Variable("OIDC_CLIENT_SECRET", TEXT, "", Message("本系统在统一身份认证里的密钥（client_secret）。"), secret=True),
    Variable("OIDC_NAME", TEXT, "统一身份认证", Message("登录页上怎么称呼统一身份认证。")),
    Variable(
        "OIDC_CLAIM",
        TEXT,
        "preferred_username",
        Message("第一次登录时，按哪一项认出工作人员：该项应与用户名相同；为 email 时应与电子邮箱相同，且已经验证。"),
    ),
    Variable(
        "APPLICANTS_OIDC_SERVER",
        SERVER,
        "",
        Message("申请人登录用的统一身份认证（OpenID Connect）的地址，与工作人员的不是一个。不设则申请人不登录。"),
    ),
    Variable("APPLICANTS_OIDC_CLIENT_ID", TEXT, "", Message("本系统在申请人的统一身份认证里的编号（client_id）。")),
    Variable(
        "APPLICANTS_OIDC_CLIENT_SECRET",
        TEXT,
        "",
        Message("本系统在申请人的统一身份认证里的密钥（client_secret）。"),
        secret=True,
    ),
    Variable("APPLICANTS_OIDC_NAME", TEXT, "政务服务账号", Message("门户上怎么称呼申请人的统一身份认证。")),
    Variable(
        "DECISION_DAYS",
        whole(1, 60),
        "7",
        Message(
            "行政许可、行政处罚决定作出后几个工作日内公示。执法公示办法（国办发〔2018〕118号）未检得原文，取7；核对后不同的在此改。"
        ),
    ),
    Variable(
        "ENFORCEMENT_DAYS",
        whole(1, 60),
        "20",
        Message("其他行政执法决定作出后几个工作日内公示。执法公示办法未检得原文，取20；核对后不同的在此改。"),
    ),
    Variable(
        "COMMENTS_DAYS",
        whole(1, 60),
        "20",
        Message("征求意见结束后几个工作日内公布采纳情况。没有条文，比照主动公开的期限（条例第26条）取20。"),
    ),
    Variable(
        "LETTER_DAYS",
        whole(1, 60),
        "15",
        Message("公众来信（意见建议、监督反映）几个工作日内答复。条例没有规定期限，按政府网站留言的通行要求取15。"),
    ),
    Variable(
        "MOTION_MONTHS",
        whole(1, 12),
        "3",
        Message("人大代表建议、政协委员提案几个月内答复。政府信息公开的规定没有期限，按各地通行的交办要求取3。"),
    ),
    Variable(
        "MOTION_HARD_MONTHS",
        whole(1, 24),
        "6",
        Message("涉及面广、处理难度大的建议提案几个月内答复。同上，按各地通行的交办要求取6。"),
    ),
    Variable(
        "MOTION_AGAIN_MONTHS",
        whole(1, 12),
        "1",
        Message("代表、委员对答复不满意的，几个月内再次答复。各地要求不一，取较短的1。"),
    ),
    Variable(
        "MOTION_OPINION_MONTHS",
        whole(1, 12),
        "1",
        Message("会办单位几个月内向主办单位提出会办意见。各地要求不一，取较短的1。"),
    ),
    Variable(
        "ASSESSMENT_OBJECTION_DAYS",
        whole(1, 30),
        "5",
        Message("考核得分告知后几个工作日内可以提出异议。条例没有规定期限，取5个工作日，够核对一遍材料。"),
    ),
    Variable(
        "REPORT_DUE_EARLY",
        whole(0, 90),
        "0",
        Message("年度报告在1月1日之前几天就列入首页待办。条例只规定1月31日前公布，取0，即从1月1日起。"),
    ),
    Variable(
        "REPORT_CHASE_BEFORE",
        whole(0, 60),
        "10",
        Message("1月31日之前几天自动催报还没有报送年度报告的单位；0为不催。条例没有规定，取10天，够审核、签发一遍。"),
    ),
    Variable(
        "REPORT_CHASE_AFTER",
        whole(0, 60),
        "7",
        Message("1月31日以后每隔几天自动催报一次，到3月31日为止；0为不催。条例没有规定，取一周。"),
    ),
    Variable(
        "RATE_LEAST",
        whole(2, 1000),
        "10",
        Message("分母少于几件的不计算比率，只列件数。没有规定；取10件，再少时一件就是十个百分点以上，看不出好坏。"),
    ),
    Variable(
        "ARCHIVE_BY_MONTH",
        whole(1, 12),
        "6",
        Message("办结的申请应在次年几月底前归档，到期列入首页待办。法律只说定期归档，没有日期；按通行做法取6。"),
    ),
    Variable(
        "ARCHIVE_COUNTS_FROM",
        one_of("next-year", "closing"),
        "next-year",
        Message(
            "保管期限从何时算起：next-year 为办结次年的1月1日，closing 为办结之日。"
            "由档案主管部门的标准定，手头没有原文；取较晚的，不会早销毁。"
        ),
    ),
    Variable(
        "CHANNEL_FOLDERS",
        SOME_FOLDER,
        "",
        Message("公开渠道的导出文件夹都在哪个目录下。不设就在数据目录的 channels 下。"),
    ),
    Variable(
        "OPEN_DATA_DAYS",
        whole(1, 366),
        "7",
        Message("开放数据的文件保留几天。没有规定，取7天，够使用的人比较一周的变化；更早的请自行留存。"),
    ),
    Variable(
        "OPEN_DATA_LICENSE",
        TEXT,
        "",
        Message("开放数据的使用许可：许可的网址，或者一句话。不设则不写明，由使用的人依法使用。"),
    ),
    Variable(
        "API_RATE",
        whole(10, 100_000),
        "300",
        Message("一个来访地址每分钟最多请求接口（/api/v1）几次。每秒5次，够一个人的软件用，一台小机器也受得住。"),
    ),
    Variable(
        "API_TOKEN_RATE",
        whole(10, 1_000_000),
        "1200",
        Message("出示令牌的系统每分钟最多请求接口几次；每个令牌各算各的。"),
    ),
    Variable(
        "API_ORIGINS",
        ORIGINS,
        "",
        Message("哪些网站的网页可以在浏览器里读接口中的公开内容（CORS）。不设就都不可以；申请和查询进度始终不可以。"),
    ),
    Variable(
        "TOKEN_DAYS",
        whole(1, 3650),
        "365",
        Message("接口令牌的有效期最长多少天。没有规定；取一年，每年换一次，换的时候再看还要不要。"),
    ),
    Variable(
        "WEBHOOK_FAILURES",
        whole(3, 1000),
        "20",
        Message("事件推送连续失败几次就自动停用，并通知管理员。没有规定；20次大约是一天里几件事都没有送到。"),
    ),
    Variable("UPLOAD_MOST", whole(1, 4096), "100", Message("一个附件最大多少兆。")),
    Variable(
        "UPLOAD_KINDS",
        some_of(*KINDS),
        ",".join(each for each in KINDS if each != "zip"),
        Message("收哪些格式的附件，按内容认定。默认不收压缩包：里面有什么，不打开看不出来。"),
    ),
    Variable(
        "UPLOAD_MACROS",
        one_of("refuse", "allow"),
        "refuse",
        Message("带宏的附件收不收：refuse 不收，allow 收。宏是程序，打开文件时会运行。"),
    ),
    Variable(
        "UPLOADS_UNFINISHED",
        whole(1, 1000),
        "20",
        Message("一个人最多同时有几个没传完的附件。没传完的保留一天，可以接着传。"),
    ),
    Variable(
        "CLAMD",
        SOCKET,
        "",
        Message("ClamAV 查毒服务（clamd）的地址。设了之后，附件查过毒才能下载；不设则不查。"),
    ),
    Variable(
        "SEAL",
        SEAL,
        "",
        Message(
            "文书怎样加盖电子印章。目录：里面是各机关的证书和私钥，以统一社会信用代码命名（.p12）。"
            "“模块:函数”：收PDF和统一社会信用代码，交回签好的PDF，如接入统一的电子印章系统。不设则不加盖。"
        ),
    ),
    Variable("SEAL_PASSPHRASE", TEXT, "", Message("电子印章证书文件（.p12）的口令。"), secret=True),
)


def read_all(environ: Mapping[str, str], variables: tuple[Variable, ...] = VARIABLES) -> Mapping[str, Any]:
    """Give every setting by its name without the prefix.

    Raises WrongSetting for a value that cannot be used, and for a variable with our prefix that there is none of:
    a slip in its name would otherwise go unseen for as long as the default happens to do.
    """
    known = {variable.variable: variable for variable in variables}
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in known and name not in ELSEWHERE:
            near = get_close_matches(name, known, n=1)
            raise WrongSetting(
                "setting-unknown",
                Message("没有 {name} 这个设置。", name=name),
                hint=Message("是不是 {near}？", near=near[0]) if near else Message("请去掉它。"),
            )
    return {each.name: each.read(environ.get(each.variable, each.default)) for each in variables}


def site_url(settings: Mapping[str, Any]) -> str:
    """Give the address of the site: as set, or of this machine."""
    return settings["SITE_URL"] or f"http://127.0.0.1:{settings['PORT']}"
