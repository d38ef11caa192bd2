"""What the guide (政府信息公开指南) can say from what was answered: a draft of the parts that 条例第12条第2款 names.

It is what the Regulation says of everybody, and what is known of this agency; whoever sends it in has read it, and it
is reviewed like any text. It is written in Chinese, in whatever language the page is read.
"""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext, override

from gongkai.agencies.models import Agency
from gongkai.disclosure.selectors import scope_of
from gongkai.law.publication import Scope, categories_for


def drafted(agency: Agency) -> dict[str, str]:
    """Give the draft of the guide of an agency, by part; contact data the form takes from the agency itself."""
    office = agency.offices.filter(discloses=True, closed_on__isnull=True).first()
    scope = scope_of(agency)
    with override(settings.LANGUAGE_CODE):
        names = "；".join(dict.fromkeys(each.label.text(gettext) for each in categories_for(scope)))
    articles = "第二十条" if scope is Scope.EVERY_AGENCY else "第二十条、第二十一条"
    place = f"{agency.address}（邮政编码{agency.postcode}）" if agency.postcode else agency.address
    return {
        "classification": "本机关主动公开的政府信息，按《中华人民共和国政府信息公开条例》"
        f"{articles}所列事项分类：{names}。",
        "arrangement": "公开目录按上述类别和栏目编排，每条信息列明索引、名称、内容概述和生成日期。",
        "access": "\n\n".join(
            (
                f"主动公开的政府信息，可以在本机关的政府信息公开网站（{settings.SITE_URL}）检索、查阅和下载。",
                "除主动公开的以外，公民、法人或者其他组织可以向本机关申请获取相关政府信息："
                f"当面或者邮寄提交到{place}{office.name if office else ''}，也可以在上述网站在线提交。"
                "申请应当包括申请人的姓名或者名称、身份证明、联系方式，申请公开的政府信息的名称、文号或者便于查询的其他"
                "特征性描述，以及形式要求，包括获取信息的方式、途径（条例第二十九条）。",
                "本机关收到申请，能够当场答复的，当场答复；不能当场答复的，自收到申请之日起20个工作日内答复；需要延长的，"
                "经政府信息公开工作机构负责人同意并告知申请人，最长不超过20个工作日（条例第三十三条）。",
            )
        ),
        "more": "公民、法人或者其他组织认为本机关在政府信息公开工作中侵犯其合法权益的，可以向上一级行政机关"
        "或者政府信息公开工作主管部门投诉、举报，也可以依法申请行政复议或者提起行政诉讼（条例第五十一条）。",
    }
