"""Regions: from a list, from the name, from the folder, and never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.law.errors import UnreadableDocument
from gongkai.report.atlas.regions import Regions, read_regions, region_in_folder, region_in_name


@pytest.mark.parametrize(
    ("agency", "path"),
    [
        ("山东省淄博市桓台县财政局", ("山东省", "淄博市", "桓台县")),
        ("青山市石桥县市场监督管理局", ("青山市", "石桥县")),
        ("北京市朝阳区人民政府", ("北京市", "朝阳区")),
        ("内蒙古自治区兴安盟扎赉特旗人民政府", ("内蒙古自治区", "兴安盟", "扎赉特旗")),
        ("延边朝鲜族自治州延吉市财政局", ("延边朝鲜族自治州", "延吉市")),
        ("重庆市酉阳土家族苗族自治县公安局", ("重庆市", "酉阳土家族苗族自治县")),
        ("大兴安岭地区行政公署", ("大兴安岭地区",)),
        ("国家税务总局桓台县税务局", ("桓台县",)),
        ("张家口市市场监督管理局", ("张家口市",)),
        ("青山市城市管理局", ("青山市",)),
        ("莘县人民政府", ("莘县",)),
        ("市场监督管理局", ()),
        ("城市管理局", ()),
        ("省财政厅", ()),
        ("县人民政府", ()),
        ("<b>财政局", ()),
        ("", ()),
    ],
)
def test_region_in_name(agency: str, path: tuple[str, ...]) -> None:
    assert region_in_name(agency).path == path


@pytest.mark.parametrize(
    ("folder", "path"),
    [
        ("山东省/淄博市/桓台县", ("山东省", "淄博市", "桓台县")),
        ("2024/01-淄博市/桓台县2024年", ("淄博市", "桓台县")),
        ("江苏省/苏州市/昆山市", ("江苏省", "苏州市", "昆山市")),
        ("上海市/浦东新区", ("上海市", "浦东新区")),
        ("documents/0001", ()),
        ("", ()),
    ],
)
def test_region_in_folder(folder: str, path: tuple[str, ...]) -> None:
    assert region_in_folder(folder).path == path


@pytest.mark.parametrize(
    ("agency", "file", "path", "source"),
    [
        ("鼓楼区财政局", "南京市/a.html", ("南京市", "鼓楼区"), "both"),
        ("昆山市财政局", "江苏省/苏州市/a.html", ("江苏省", "苏州市", "昆山市"), "both"),
        ("甲县财政局", "乙县/a.html", ("甲县",), "name"),
        ("甲县财政局", "甲县/a.html", ("甲县",), "name"),
        ("财政局", "乙县/a.html", ("乙县",), "folder"),
        ("财政局", "桓台县.html", (), "unknown"),
    ],
)
def test_name_and_folder_together(agency: str, file: str, path: tuple[str, ...], source: str) -> None:
    located = Regions().of(agency, file)
    assert (located.region.path, located.source) == (path, source)


def listed(folder: Path, text: str) -> Regions:
    file = folder / "regions.csv"
    file.write_text(text, encoding="utf-8-sig")
    return read_regions(file)


def test_a_list_names_agencies_folders_or_both_and_the_nearest_prevails(tmp_path: Path) -> None:
    regions = listed(
        tmp_path,
        "agency,folder,province,city,county\n"
        "财政局,,山东省,,\n"
        ",b,山东省,乙市,\n"
        "财政局,b,山东省,乙市,丙县\n"
        ",b/c/,,丁市,\n"
        "\n",
    )
    assert [
        regions.of(agency, file).region.path
        for agency, file in [
            ("财政局", "a/x.html"),
            ("水利局", "b/x.html"),
            ("财政局", "b/d/x.html"),
            ("财政局", "b/c/x.html"),
            ("桓台县水利局", "x.html"),
        ]
    ] == [("山东省",), ("山东省", "乙市"), ("山东省", "乙市", "丙县"), ("丁市",), ("桓台县",)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "第一行"),
        ("名称,省\n财政局,山东省\n", "第一行"),
        ("机关,备注\n财政局,无\n", "第一行"),
        ("机关,县\n,桓台县\n", "第2行"),
        ("机关,县\n财政局,甲县\n财政局,乙县\n", "第3行"),
    ],
)
def test_a_faulty_list_is_refused_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(UnreadableDocument, match=says):
        listed(tmp_path, text)


def test_a_list_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "regions.csv").write_bytes("机关,县\n".encode("gb18030"))
    with pytest.raises(UnreadableDocument, match="UTF-8"):
        read_regions(tmp_path / "regions.csv")
