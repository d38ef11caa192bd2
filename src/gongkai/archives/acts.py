"""The acts of this context, as the journal keeps them."""

from django.utils.translation import gettext_lazy as _

from gongkai.journal.acts import Act

# “应当归档的材料，按照国家有关规定定期向本单位档案机构或者档案工作人员移交，集中管理”
_FILING = "档案法第14条"
# “鉴定档案保存价值的原则、保管期限的标准以及销毁档案的程序和办法，由国家档案主管部门制定。……禁止擅自销毁档案。”
_KEEPING = "档案法第21条"
# “除法律、行政法规另有规定外，个人信息的保存期限应当为实现处理目的所必要的最短时间。”
_SHORTEST = "个保法第19条"

PERIOD_SET = Act("archive.period_set", _("登记保管期限"), _KEEPING)
HELD = Act("archive.held", _("暂缓销毁"), _KEEPING)
RELEASED = Act("archive.released", _("解除暂缓销毁"), _KEEPING)
PACKED = Act("archive.packed", _("制作归档包"), _FILING)
TAKEN = Act("archive.taken", _("取走归档包"), _FILING)
PROPOSED = Act("archive.proposed", _("提出销毁鉴定"), _KEEPING)
APPROVED = Act("archive.approved", _("批准销毁"), _KEEPING)
DECLINED = Act("archive.declined", _("不批准销毁"), _KEEPING)
ERASED = Act("archive.erased", _("销毁个人信息"), _SHORTEST)
KEPT_BACK = Act("archive.kept_back", _("未予销毁"), _KEEPING)
WIPED = Act("archive.wiped", _("清除数据库的空闲空间"), _SHORTEST)
