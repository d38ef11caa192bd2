import io
from datetime import date
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser
from tests.county import county
from tests.ui.rows import many
from tests.ui.urls import EXPORTED

from gongkai.agencies.models import Agency
from gongkai.journal.models import Entry
from gongkai.ui.lists import exporting
from gongkai.ui.models import SavedView

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ui.urls")]
AT = "/test/agencies/"


@pytest.fixture
def made(client):
    made = county()
    client.force_login(made.officers["county_administrator"])
    EXPORTED.clear()
    return made


def page(response):
    return LexborHTMLParser(response.content)


def names(response):
    return [each.text(strip=True) for each in page(response).css("tbody th")]


def text(response):
    return page(response).css_first("main").text(strip=False)


def query(response):
    return parse_qs(urlsplit(response["Location"]).query)


class TestShowing:
    def test_an_officer_sees_what_is_in_sight(self, client, made):
        assert len(names(client.get(AT))) == 6
        client.force_login(made.officers["handler"])
        assert names(client.get(AT)) == ["桓台县科技局", "桓台县科技局马桥分局"]

    def test_filters_narrow_and_can_be_taken_off(self, client, made):
        response = client.get(AT, {"q": "桓台", "kind": "department"})
        assert names(response) == ["桓台县水利局", "桓台县科技局"]
        chips = page(response).css(".chosen li a")
        assert [parse_qs(urlsplit(chip.attributes["href"]).query) for chip in chips] == [
            {"kind": ["department"]},
            {"q": ["桓台"]},
            {},
        ]

    def test_rare_filters_are_folded_away_until_one_is_on(self, client, made):
        folds = [page(client.get(AT, asked)).css_first(".filter-more") for asked in ({}, {"dissolved": "0"})]
        assert ["open" in each.attributes for each in folds] == [False, True]
        assert [each.attributes["name"] for each in folds[0].css("select")] == ["dissolved"]

    def test_bad_values_are_noted_and_never_an_error(self, client, made):
        bad = "page=x&sort=%C3%28&kind=%F0%9F%92%A9&established-from=0000-00-00&region=%27"
        response = client.get(f"{AT}?{bad}&level=%00&q=%00")
        assert response.status_code == 200
        assert len(names(response)) == 6
        assert len(page(response).css(".list-notes li")) == 5

    def test_a_form_left_blank_leads_to_the_short_address(self, client, made):
        blank = {
            "q": "水",
            "level": "",
            "sort": ["", "", ""],
            "size": "50",
            "show": ["name", "kind", "region", "phone", "established"],
        }
        response = client.get(AT, blank)
        assert (response.status_code, query(response)) == (303, {"q": ["水"]})
        assert names(client.get(response["Location"])) == ["桓台县水利局"]

    def test_columns_are_chosen(self, client, made):
        headings = [
            each.text(strip=True) for each in page(client.get(AT, {"show": "phone"})).css("thead th:not(.pick)")
        ]
        assert headings == ["名称", "联系电话"]

    def test_the_number_of_queries_does_not_grow_with_the_rows(self, client, made):
        client.get(AT)  # the first request of a session writes down when it began
        counts = []
        for rows in (1, 3, 300):
            many(made, rows)
            with CaptureQueriesContext(connection) as asked:
                response = client.get(AT, {"kind": "department", "size": 200})
            assert len(names(response)) > min(rows, 199)
            Agency.objects.filter(name__startswith="第").delete()
            counts.append(len(asked))
        assert counts == [counts[0]] * 3

    def test_methods_that_mean_nothing_here_are_refused(self, client, made):
        assert client.put(AT).status_code == 405
        assert client.post(AT, {"do": "nonsense"}).status_code == 400
        assert client.head(AT).status_code == 200

    def test_who_is_not_signed_in_sees_nothing(self, client, made):
        client.logout()
        assert client.get(AT).status_code == 302

    def test_it_reads_aloud(self, client, made):
        tree = page(client.get(AT, {"sort": "-kind,name"}))
        assert tree.css_first("table caption").text() == "行政机关"
        assert {each.attributes.get("scope") for each in tree.css("thead th")} == {"col"}
        assert {each.attributes.get("scope") for each in tree.css("tbody th")} == {"row"}
        assert [each.attributes["aria-sort"] for each in tree.css("[aria-sort]")] == ["descending"]
        assert tree.css_first("[role=status]#list-status").text() == "共6项，显示第1–6项。"
        region = tree.css_first("[role=region]")
        assert (region.attributes["tabindex"], region.attributes["aria-labelledby"]) == ("0", "list-caption")
        labels = {each.attributes["for"] for each in tree.css("label[for]")}
        fields = tree.css("#list-filters input:not([type=hidden]):not([type=checkbox]), #list-filters select")
        assert all(each.attributes.get("id") in labels or each.attributes.get("aria-label") for each in fields)

    def test_the_heading_sorted_by_turns_round(self, client, made):
        def leads_to(asked):
            links = page(client.get(f"{AT}{asked}")).css("thead a")
            return urlsplit(links[0].attributes["href"]).query

        assert leads_to("") == "sort=-name"
        assert leads_to("?sort=-name") == ""
        assert leads_to("?sort=kind") == ""

    def test_nothing_found_is_said(self, client, made):
        response = client.get(AT, {"q": "没有这样的"})
        assert "没有符合条件的。" in text(response)
        assert page(response).css("table") == []


class TestRefreshing:
    def test_htmx_is_given_the_table_alone_and_the_address_to_keep(self, client, made):
        asked = {"HX-Request": "true", "HX-Target": "list-region"}
        response = client.get(AT, {"q": "水", "level": "", "sort": "-name"}, headers=asked)
        assert "<html" not in response.content.decode()
        assert names(response) == ["桓台县水利局"]
        assert response["HX-Push-Url"] == f"{AT}?q=%E6%B0%B4&sort=-name"
        status = page(response).css_first("#list-status")
        assert (status.attributes["hx-swap-oob"], status.text(strip=True)) == ("innerHTML", "共1项，显示第1–1项。")

    def test_caches_keep_the_two_apart(self, client, made):
        assert "HX-Request" in client.get(AT)["Vary"]

    def test_htmx_asking_for_another_part_is_given_the_page(self, client, made):
        response = client.get(AT, headers={"HX-Request": "true", "HX-Target": "main"})
        assert "<html" in response.content.decode()


class TestViews:
    def save(self, client, name, asked, **more):
        return client.post(f"{AT}?{asked}", {"do": "save-view", "name": name, **more})

    def test_a_view_keeps_what_is_shown(self, client, made):
        response = self.save(client, " 各 部门 ", "kind=department&sort=-name&show=phone&page=2&nonsense=1")
        assert response.status_code == 303
        view = SavedView.objects.get()
        assert (view.name, view.query, view.officer) == (
            "各 部门",
            "kind=department&sort=-name&show=name,phone",
            made.officers["county_administrator"],
        )
        current = page(client.get(f"{AT}?{view.query}")).css("a[aria-current=true]")
        assert [each.text() for each in current] == ["各 部门"]
        assert page(client.get(AT)).css(".views a[aria-current=true]") == []

    def test_a_view_of_the_same_name_is_replaced(self, client, made):
        self.save(client, "部门", "kind=department")
        self.save(client, "部门", "kind=township")
        assert list(SavedView.objects.values_list("query", flat=True)) == ["kind=township"]

    def test_a_list_opens_with_the_view_that_is_to_open_it(self, client, made):
        self.save(client, "水", "q=水", opens="1")
        self.save(client, "科技", "q=科技", opens="1")
        assert list(SavedView.objects.filter(opens=True).values_list("name", flat=True)) == ["科技"]
        assert names(client.get(AT)) == ["桓台县科技局", "桓台县科技局马桥分局"]
        assert len(names(client.get(AT, {"view": "all"}))) == 6

    def test_clearing_the_filters_shows_all_although_a_view_opens(self, client, made):
        self.save(client, "水", "q=水", opens="1")
        cleared = page(client.get(AT)).css(".chosen a")[-1].attributes["href"]
        assert len(names(client.get(cleared))) == 6
        response = client.get(AT, {"q": "", "level": ""})
        assert len(names(client.get(response["Location"]))) == 6

    def test_a_view_can_open_the_list_no_longer_and_be_dropped(self, client, made):
        self.save(client, "水", "q=水", opens="1")
        view = SavedView.objects.get()
        client.post(AT, {"do": "open-with-view", "view": view.pk, "opens": "0"})
        assert len(names(client.get(AT))) == 6
        client.post(AT, {"do": "open-with-view", "view": view.pk, "opens": "1"})
        assert len(names(client.get(AT))) == 1
        client.post(AT, {"do": "drop-view", "view": view.pk})
        assert not SavedView.objects.exists()

    @pytest.mark.parametrize("do", ["open-with-view", "drop-view"])
    def test_views_of_others_are_as_if_there_were_none(self, client, made, do):
        self.save(client, "水", "q=水")
        view = SavedView.objects.get()
        client.force_login(made.officers["site"])
        assert page(client.get(AT)).css(".views") == []
        for key in (str(view.pk), "0", "x", "9" * 30, ""):
            assert client.post(AT, {"do": do, "view": key, "opens": "1"}).status_code == 404
        assert list(SavedView.objects.values_list("opens", flat=True)) == [False]

    def test_a_view_that_grew_old_opens_with_notes(self, client, made):
        SavedView.objects.create(
            officer=made.officers["county_administrator"],
            listing="test-agencies",
            name="旧",
            query="q=水&kind=gone&gone=1",
            opens=True,
        )
        response = client.get(AT)
        assert names(response) == ["桓台县水利局"]
        assert len(page(response).css(".list-notes li")) == 2

    @pytest.mark.parametrize("name", ["", "  ", "\x00", "字" * 41])
    def test_a_view_without_a_fit_name_is_refused(self, client, made, name):
        response = self.save(client, name, "q=水")
        assert response.status_code == 409
        assert "视图要有名称" in text(response)
        assert names(response) == ["桓台县水利局"]
        assert not SavedView.objects.exists()

    def test_views_are_bounded(self, client, made, monkeypatch):
        monkeypatch.setattr("gongkai.ui.lists.saved.MOST", 2)
        for name in "甲乙丙":
            last = self.save(client, name, "q=水")
        assert last.status_code == 409
        assert self.save(client, "乙", "q=科技").status_code == 303
        assert SavedView.objects.count() == 2


class TestExport:
    def sheets(self, response):
        book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
        return [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets]

    def test_the_file_says_what_the_list_shows(self, client, made):
        Agency.objects.filter(pk=made.water.pk).update(established_on=date(2020, 5, 1), dissolved_on=date(2024, 1, 1))
        response = client.post(f"{AT}?kind=department&sort=-name&show=established,dissolved,number", {"do": "export"})
        assert response.status_code == 200
        assert "attachment" in response["Content-Disposition"]
        rows, about = self.sheets(response)
        assert [[str(cell) for cell in row] for row in rows] == [
            ["名称", "成立日期", "已撤销"],
            ["桓台县科技局", "None", "否"],
            ["桓台县水利局", "2020-05-01 00:00:00", "是"],
        ]
        assert [about[0], about[1], about[-1]] == [["列表", "行政机关"], ["条件", "性质：部门"], ["行数", "2"]]

    def test_the_export_is_told_before_the_file_goes(self, client, made):
        client.post(f"{AT}?q=水&page=1", {"do": "export"}).close()
        [export] = EXPORTED
        assert (export.listing, export.count, export.query, export.words) == (
            "test-agencies",
            1,
            "q=%E6%B0%B4",
            ("名称：水",),
        )
        assert export.columns == ("name", "kind", "region", "phone", "established")

    def test_no_file_goes_when_it_cannot_be_written_down(self, client, made, monkeypatch):
        def fail(export):
            raise RuntimeError("no journal")

        monkeypatch.setattr("tests.ui.urls.EXPORTED", type("Failing", (), {"append": staticmethod(fail)}))
        with pytest.raises(RuntimeError, match="no journal"):
            client.post(AT, {"do": "export"})

    def test_out_of_sight_stays_out_of_the_file(self, client, made):
        client.force_login(made.officers["handler"])
        rows, _ = self.sheets(client.post(AT, {"do": "export"}))
        assert [row[0] for row in rows[1:]] == ["桓台县科技局", "桓台县科技局马桥分局"]

    @pytest.mark.parametrize(
        "typed", ["=1+1", "@SUM(A1)", "+86", "-1", "{=1}", "http://example.com", "=HYPERLINK(1)", "001"]
    )
    def test_what_was_typed_stays_text(self, client, made, typed):
        Agency.objects.filter(pk=made.water.pk).update(name=typed)
        response = client.post(f"{AT}?q=&region=桓台县", {"do": "export"})
        book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
        [cell] = [row[0] for row in book.worksheets[0].iter_rows() if row[0].value == typed]
        assert (cell.data_type, cell.hyperlink) == ("s", None)

    def test_too_many_rows_are_refused_in_words(self, client, made, monkeypatch):
        monkeypatch.setattr(exporting, "MOST", 5)
        response = client.post(AT, {"do": "export"})
        assert response.status_code == 409
        assert "符合条件的超过5行，一次导不出来。" in text(response)
        assert len(names(response)) == 6
        rows, _ = self.sheets(client.post(f"{AT}?q=桓台县科技", {"do": "export"}))
        assert len(rows) == 3
        assert len(EXPORTED) == 1

    def test_a_list_that_writes_no_exports_down_gives_none(self, client, made):
        assert "导出" in text(client.get(AT))
        assert "导出" not in text(client.get("/test/unexported/"))
        assert client.post("/test/unexported/", {"do": "export"}).status_code == 403


class TestBulk:
    PHONE = "0533-1111111"

    def preview(self, client, **more):
        return client.post(AT, {"do": "preview", "act": "phone", "entered": "1", "phone": self.PHONE, **more})

    def confirm(self, client, response, **more):
        form = page(response).css_first("form.form")
        fields = {each.attributes["name"]: each.attributes.get("value") or "" for each in form.css("input[name]")}
        return client.post(form.attributes["action"] or AT, {**fields, "do": "apply", **more})

    def phones(self):
        return set(Agency.objects.filter(phone=self.PHONE).values_list("name", flat=True))

    def test_first_the_form_is_shown(self, client, made):
        response = client.post(AT, {"do": "preview", "act": "phone", "row": [made.water.pk, made.science.pk]})
        assert response.status_code == 200
        assert "选中了2项" in text(response)
        assert page(response).css("button[value=apply]") == []
        assert page(response).css(".field-wrong") == []

    def test_a_form_that_cannot_be_read_is_shown_again(self, client, made):
        response = self.preview(client, row=[made.water.pk], phone="")
        assert response.status_code == 422
        assert page(response).css("button[value=apply]") == []

    def test_nothing_is_written_before_it_was_seen(self, client, made):
        entries = Entry.objects.count()
        response = self.preview(client, row=[made.water.pk, made.township.pk])
        told = [each.text(strip=True) for each in page(response).css("tbody td")]
        assert told == ["联系电话：0533-8210000→改为0533-1111111", "不能办理“马桥镇人民政府”由镇里自己改。"]
        assert "将办理1项，不能办理1项，不必办理0项。" in text(response)
        assert (self.phones(), Entry.objects.count()) == (set(), entries)

    def test_what_was_confirmed_is_done_and_what_was_refused_is_told(self, client, made):
        response = self.confirm(client, self.preview(client, row=[made.water.pk, made.township.pk]))
        assert response.status_code == 200
        assert self.phones() == {"桓台县水利局"}
        assert "办成1项，没有办成1项，不必办理0项。" in text(response)

    def test_when_all_is_done_the_list_says_so(self, client, made):
        response = self.confirm(client, self.preview(client, row=[made.water.pk, made.science.pk]))
        assert response.status_code == 303
        assert "“改联系电话”：2项已办成。" in text(client.get(response["Location"]))
        assert self.phones() == {"桓台县水利局", "桓台县科技局"}

    def test_all_that_fit_are_fixed_when_they_are_shown(self, client, made):
        shown = client.post(
            f"{AT}?kind=department", {"do": "preview", "act": "phone", "entered": "1", "phone": self.PHONE, "all": "1"}
        )
        many(made, 1)  # one more that would fit
        assert self.confirm(client, shown).status_code == 303
        assert self.phones() == {"桓台县水利局", "桓台县科技局"}

    def test_all_that_fit_reach_beyond_the_page(self, client, made):
        many(made, 30)
        response = client.post(f"{AT}?kind=department&size=25&q=第", {"do": "preview", "act": "clear", "all": "1"})
        assert "将办理30项" in text(response)

    def test_one_row_failing_late_leaves_the_others_done(self, client, made):
        Agency.objects.filter(pk=made.science.pk).update(name="拒绝的局")
        response = self.confirm(client, self.preview(client, row=[made.water.pk, made.science.pk]))
        assert response.status_code == 200
        assert self.phones() == {"桓台县水利局"}
        assert "到头来不行。" in text(response)

    def test_what_is_done_together_is_done_to_all_or_none(self, client, made):
        Agency.objects.filter(pk=made.science.pk).update(name="拒绝的局")
        entries = Entry.objects.count()
        shown = client.post(
            AT, {"do": "preview", "act": "clear", "row": [made.water.pk, made.science.pk, made.branch.pk]}
        )
        assert "将办理3项" in text(shown)
        response = self.confirm(client, shown)
        assert response.status_code == 409
        assert "到头来不行。" in text(response)
        assert "没有办理：这些要么全部办成，要么一个也不办。" in text(response)
        assert (Agency.objects.filter(fax="无").count(), Entry.objects.count()) == (0, entries)

    def test_what_is_done_together_cannot_be_confirmed_when_one_is_refused(self, client, made):
        shown = client.post(AT, {"do": "preview", "act": "clear", "row": [made.water.pk, made.township.pk]})
        assert page(shown).css("button[value=apply]") == []
        assert self.confirm(client, shown).status_code == 409
        assert Agency.objects.filter(fax="无").count() == 0

    def test_when_something_changed_meanwhile_it_is_shown_again(self, client, made):
        shown = self.preview(client, row=[made.water.pk])
        Agency.objects.filter(pk=made.water.pk).update(phone="0533-2222222")
        response = self.confirm(client, shown)
        assert response.status_code == 409
        assert "预览之后情况有变，还没有办理" in text(response)
        assert "0533-2222222" in text(response)
        assert self.phones() == set()
        assert self.confirm(client, response).status_code == 303
        assert self.phones() == {"桓台县水利局"}

    def test_values_changed_after_the_preview_are_previewed_first(self, client, made):
        response = self.confirm(client, self.preview(client, row=[made.water.pk]), phone="0533-3333333")
        assert response.status_code == 409
        assert Agency.objects.filter(phone="0533-3333333").count() == 0

    def test_what_is_out_of_sight_is_out_of_reach(self, client, made):
        client.force_login(made.officers["administrator"])
        response = self.preview(client, row=[made.science.pk, made.water.pk, 999_999])
        assert "选中的有2项已经不在，或者已不在您能看到的范围内。" in text(response)
        assert [each.text() for each in page(response).css("tbody th")] == ["桓台县科技局"]
        self.confirm(client, response, rows=f"{made.science.pk},{made.water.pk}")
        assert self.phones() == {"桓台县科技局"}

    def test_a_row_one_may_not_change_is_refused_row_by_row(self, client, made):
        client.force_login(made.officers["handler"])
        response = self.preview(client, row=[made.science.pk])
        assert "您无权办理这一项。" in text(response)
        assert self.confirm(client, response).status_code == 409
        assert self.phones() == set()

    def test_an_act_one_may_not_do_is_neither_offered_nor_done(self, client, made):
        assert page(client.get(AT)).css("button[value=clear]")
        client.force_login(made.officers["handler"])
        assert page(client.get(AT)).css("button[value=clear]") == []
        for act in ("clear", "nonsense", ""):
            assert client.post(AT, {"do": "preview", "act": act, "row": [made.science.pk]}).status_code == 403
            assert client.post(AT, {"do": "apply", "act": act, "row": [made.science.pk]}).status_code == 403

    def test_nothing_chosen_is_said_on_the_list(self, client, made):
        for row in ([], ["x"], ["²"], ["9" * 30]):
            response = client.post(AT, {"do": "preview", "act": "phone", "row": row})
            assert response.status_code == 409
            assert "还没有选中任何一项。" in text(response)
            assert len(names(response)) == 6

    def test_too_many_are_refused(self, client, made):
        many(made, 21)
        for chosen in ({"all": "1"}, {"rows": ",".join(str(key) for key in range(1, 23))}):
            response = client.post(AT, {"do": "preview", "act": "phone", **chosen})
            assert response.status_code == 409
            assert "一次最多办理20项。" in text(response)

    def test_what_is_as_it_should_be_already_is_left_alone(self, client, made):
        self.confirm(client, self.preview(client, row=[made.water.pk]))
        entries = Entry.objects.count()
        response = self.preview(client, row=[made.water.pk])
        assert "不必办理：没有变化" in text(response)
        assert page(response).css("button[value=apply]") == []
        assert self.confirm(client, response).status_code == 409
        assert Entry.objects.count() == entries
