"""Help on the pages of the annual report."""

from django.utils.translation import gettext_lazy as _

from gongkai.ui.help import Help

TITLE = _("年度报告")
HELP = (
    Help(
        "filings:list filings:begin filings:begin-from filings:detail filings:enter filings:provenance "
        "filings:correct filings:choose-problems",
        _("年度报告由一年的办理记录算出来。每个数字都能点开，看是哪几件。"),
        _("先看检查结果，有错的按提示改来源；数字不能直接改，要更正的写明理由。"),
        ("条例第49条", "条例第50条"),
    ),
    Help(
        "filings:write filings:reword filings:restore-wording filings:wording",
        _("写报告的文字部分。系统按记录拟好初稿，可以改。"),
        _("文字里的数字与表里的对得上才好；对不上的会标出来。"),
        ("条例第50条",),
    ),
    Help(
        "filings:act filings:compare filings:waive filings:package filings:receipt filings:export-version",
        _("报告的送审、签发和公布。签发的是哪一版，公布的就是哪一版。"),
        _("部门的报告在每年1月31日前提交主管部门并向社会公布；政府的在3月31日前公布。"),
        ("条例第49条",),
    ),
    Help(
        "filings:board filings:board-of filings:chases filings:submission filings:submit filings:accept-submission "
        "filings:return-submission",
        _("下级报告的收集：谁报了、谁没报、哪里被退回。"),
        _("没有报的催报；有错的写明是哪一格，退回修改。"),
        ("条例第49条",),
    ),
    Help(
        "filings:rolling filings:rolled filings:rolled-figure",
        _("把成员单位的报告汇总成本级、本地区的报告。少了谁的，不会当作零加进去。"),
        _("先核对名单，再看每个数字由哪几家组成。"),
        ("条例第49条",),
    ),
    Help(
        "filings:upload filings:uploads filings:uploaded filings:upload-confirm filings:upload-end filings:reread",
        _("接收没有使用本系统的机关的报告：文件读进来，由人核对以后才算数。"),
        _("对照原件逐格看，读得没有把握的格子会标出来。"),
    ),
    Help(
        "filings:keys filings:trust-key filings:end-key filings:take-back",
        _("与别的系统交换报告时，信任谁的签名。"),
        _("公钥要当面或者由可靠的途径核对，再登记。"),
    ),
    Help(
        "filings:practice filings:local-rules filings:add-local-rule filings:end-local-rule",
        _("本机关编报告的做法，以及本地另加的检查。"),
        _("本地检查写明依据的文件；停用的不再提示，以前的报告不变。"),
    ),
)
