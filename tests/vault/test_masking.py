import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.vault.masking import Personal, masked


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("name", "张三", "张*"),
        ("name", "张三丰", "张**"),
        ("name", "欧阳娜娜", "欧**"),
        ("name", "阿卜杜拉·买买提", "阿**"),
        ("name", "John Smith", "J**"),
        ("name", "张", "张*"),
        ("id_number", "370321198001010011", "370*************11"),
        ("id_number", "37032119800101001X", "370*************1X"),
        ("id_number", "370321800101001", "370**********01"),
        ("id_number", "E12345678", "****" + "*****"),
        ("id_number", "123", "****"),
        ("phone", "13812345678", "138****5678"),
        ("phone", "138 1234 5678", "138****5678"),
        ("phone", "+86-138-1234-5678", "138****5678"),
        ("phone", "0533-8210000", "0533-*****00"),
        ("phone", "8210000", "*****00"),
        ("phone", "110", "****"),
        ("email", "zhangsan@huantai.gov.cn", "z***@huantai.gov.cn"),
        ("email", "z@huantai.gov.cn", "***@huantai.gov.cn"),
        ("email", "zhangsan", "z*******"),
        ("address", "山东省淄博市桓台县索镇中心大街123号2单元301室", "山东省淄博市桓台县****"),
        ("address", "北京市海淀区中关村大街1号", "北京市海淀区****"),
        ("address", "内蒙古自治区呼伦贝尔市鄂温克族自治旗巴彦托海镇1号", "内蒙古自治区呼伦贝尔市鄂温克族自治旗****"),
        ("address", "淄博市阳光小区3号楼", "淄博市****"),
        ("address", "幸福小区3号楼", "****"),
        ("address", "12 Main Street", "****"),
        ("name", "", ""),
        ("phone", "  ", ""),
    ],
)
def test_what_is_shown_of_personal_data(kind, text, shown):
    assert masked(text, Personal(kind)) == shown


@given(st.sampled_from(Personal), st.text(min_size=1))
def test_whatever_is_written_is_never_shown_whole(kind, text):
    written = " ".join(text.split())
    shown = masked(text, kind)
    assert "*" in shown if written else shown == ""
    assert shown != written or set(written) <= {"*"}


@given(st.from_regex(r"\A1[0-9]{10}\Z"))
def test_of_a_mobile_number_the_middle_is_not_shown(number):
    assert masked(number, Personal.PHONE) == f"{number[:3]}****{number[7:]}"
