import json


def test_years_in_a_chain_are_shown_with_what_they_carry(run, folder):
    result = run("report", "chain", "report.html", "last-year.html")
    assert (result.exit_code, "各年衔接" in result.output) == (0, True)
    shown = json.loads(run("report", "chain", "report.html", "last-year.html", "--format", "json").output)
    assert [(link["year"], link["carried_in"], link["findings"]) for link in shown] == [(2019, 0, []), (2020, 0, [])]


def test_a_break_gives_exit_1(run, folder):
    result = run("report", "chain", "report.html", "report.html", "faulty.txt")
    assert result.exit_code == 1
    assert "chain-restated" in result.output
