"""Help on the pages of proactive disclosure (主动公开)."""

from django.utils.translation import gettext_lazy as _

from gongkai.ui.help import Help

TITLE = _("主动公开")
HELP = (
    Help(
        "disclosure:list disclosure:entries",
        _("本机关拟公开和已公开的信息，按应公开的期限排列。"),
        _("信息形成或者变更之日起20个工作日内公开；法律、法规另有期限的，从其规定。"),
        ("条例第20条", "条例第26条"),
    ),
    Help(
        "disclosure:new disclosure:edit disclosure:read-new disclosure:read-again disclosure:add-picture",
        _("拟稿：写正文或者从文件读入，选类别和公开属性。"),
        _("不主动公开的写明理由和依据。保存以后送审；拟稿的人不审查自己的稿子。"),
        ("条例第13条", "条例第17条", "条例第20条"),
    ),
    Help(
        "disclosure:detail disclosure:act disclosure:compare disclosure:scan disclosure:words disclosure:add-word "
        "disclosure:remove-word disclosure:bring-words disclosure:bring-words-confirm",
        _("一条信息的各个版本、审查意见和公开情况。公众看到的，就是审查通过的那一版，一字不差。"),
        _("审查人看正文、附件和系统标出的疑点，通过或者退回；通过以后由发布人公开。"),
        ("条例第14条", "条例第15条", "条例第16条", "条例第17条"),
    ),
    Help(
        "disclosure:practice",
        _("本机关公开前要经过哪些审查，索引号怎么编。保密审查不能省去。"),
        _("改了以后对新送审的起作用。"),
        ("条例第17条",),
    ),
    Help(
        "disclosure:guide",
        _("编制公开指南：政府信息的分类、编排体系、获取方式，公开工作机构的名称和联系方式。"),
        _("每次保存是新的一版，审查公开以后替换现行的；联系方式变了就更新。"),
        ("条例第12条第2款",),
    ),
    Help(
        "disclosure:catalogues disclosure:catalogue disclosure:placements disclosure:entry disclosure:add-entry "
        "disclosure:edit-entry disclosure:close-entry disclosure:explain-entry disclosure:fill-entry "
        "disclosure:add-rubric disclosure:edit-rubric disclosure:close-rubric disclosure:add-subject "
        "disclosure:end-subject disclosure:bring-in-entries disclosure:bring-in-entries-confirm",
        _("公开目录：栏目、标准目录条目和主题。每条信息列明索引、名称、内容概述和生成日期。"),
        _("条目到了更新的期限还没有新内容的，补上，或者说明暂无内容的原因和到哪一天。"),
        ("条例第12条第3款", "条例第20条", "条例第21条"),
    ),
    Help(
        "disclosure:counts disclosure:entered disclosure:enter disclosure:table-two",
        _("年度报告表二要的数：规章、规范性文件、许可、处罚、收费。能数的由系统数，其余由人填写。"),
        _("填写的写明来源；与上一年相差大的，核对以后再存。"),
        ("条例第50条",),
    ),
    Help(
        "channels:list channels:detail channels:new channels:edit channels:renew channels:fill",
        _("公开渠道：把公开的信息同时送到别的平台或者网站文件夹。"),
        _("撤回的信息在各渠道同时撤下；没有送到的会标出来，改好后重新送。"),
        ("条例第23条", "条例第24条"),
    ),
)
