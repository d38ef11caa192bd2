import json

import pytest
from tests.redaction import shapes
from tests.redaction.shapes import holds, plain, saved, text_of

WORDS = "Zhang San 13800138000"


@pytest.fixture
def record(tmp_path, monkeypatch):
    """A record that names somebody, in a folder where the command runs."""
    monkeypatch.chdir(tmp_path)
    pdf = plain(2, shapes.write(WORDS))
    pdf.docinfo["/Author"] = "Li Si"
    (tmp_path / "record.pdf").write_bytes(saved(pdf))
    return tmp_path


def test_without_a_target_it_lists_and_leaves_the_file_alone(run, record):
    before = (record / "record.pdf").read_bytes()
    shown = run("redact", "record.pdf")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert shown.stdout.splitlines() == [
        "PDF，2页",
        "页面上看不见的，和搜索不到的：",
        "  · 文档属性：Author = Li Si",
        "找到2处：",
        "  · 第1页：手机号：13800138000",
        "  · 第2页：手机号：13800138000",
    ]
    assert (record / "record.pdf").read_bytes() == before
    assert [each.name for each in record.iterdir()] == ["record.pdf"]


def test_what_is_found_is_taken_out_with_its_ground(run, record):
    done = run(
        "redact", "record.pdf", "out.pdf", "--find", "mobile", "--word", "Zhang San=商业秘密", "--ground", "DENY_4"
    )
    assert (done.exit_code, done.stderr) == (0, "已写出out.pdf。\n")
    assert done.stdout.splitlines()[-5:] == [
        "遮去4处，理由：",
        "  · 保护第三方合法权益：2处（第1、2页），依据：条例第15条、条例第32条、条例第36条第3项",
        "  · 商业秘密：2处（第1、2页）",
        "改为图片的页：1、2。",
        "请逐页看过新文件再提供：图片里的字搜索不到。",
    ]
    data = (record / "out.pdf").read_bytes()
    assert not any(holds(data, word) for word in ("13800138000", "ZhangSan", "Li Si"))
    assert "Open words stay 2" in text_of(data)


def test_an_area_is_taken_out_and_json_says_what_was_under_it(run, record):
    done = run("redact", "record.pdf", "out.pdf", "--area", "2:0,0,240,160=DENY_1", "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert told["format"] == "PDF"
    assert told["pages"] == [{"width": 240, "height": 160}] * 2
    assert told["hidden"] == [
        {"kind": "property", "page": None, "detail": "Author = Li Si", "text": "文档属性：Author = Li Si"}
    ]
    assert told["found"] == []
    (removed,) = told["removed"]
    assert (removed["page"], removed["box"], removed["ground"]) == (2, [0, 0, 240, 160], "DENY_1")
    assert removed["text"] == f"Open words stay 2{WORDS}"
    assert [each["citations"] for each in told["grounds"]] == [["条例第14条", "条例第36条第3项"]]
    assert told["pictured"] == [2]
    assert "13800138000" in text_of((record / "out.pdf").read_bytes(), 1)
    assert text_of((record / "out.pdf").read_bytes(), 2) == ""


def test_in_english(run, record):
    shown = run("redact", "record.pdf", "--lang", "en")
    assert "  · document property: Author = Li Si" in shown.stdout.splitlines()


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["record.pdf", "record.pdf"], 1, "record.pdf就是要读取的文件"),
        (["record.pdf", "out.docx"], 2, "文件名应以 .pdf 结尾"),
        (["record.pdf", "-", "--json"], 2, "PDF和JSON不能都写到标准输出"),
        (["record.pdf", "out.pdf", "--find", "names"], 2, "“names”不是能查找的种类"),
        (["record.pdf", "out.pdf", "--area", "1:2,3"], 2, "“1:2,3”不是区域"),
        (["record.pdf", "out.pdf", "--area", "1:0,0,nan,9"], 2, "不是区域"),
        (["record.pdf", "out.pdf", "--area", "9:0,0,9,9", "--ground", "DENY_4"], 1, "文件只有2页"),
        (["record.pdf", "out.pdf", "--find", "all"], 1, "没有写明理由"),
        (["record.pdf", "out.pdf", "--find", "all", "--ground", "GRANT"], 1, "不是不予公开的理由"),
        (["none.pdf"], 2, "none.pdf：没有这个文件。"),
        (["broken.pdf"], 2, "broken.pdf：文件已损坏或不完整"),
    ],
)
def test_refusals_say_what_to_do_and_write_nothing(run, record, args, code, words):
    (record / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    refused = run("redact", *args)
    assert (refused.exit_code, refused.stdout) == (code, "")
    assert words in refused.stderr
    assert not (record / "out.pdf").exists()
