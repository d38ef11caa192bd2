def test_the_site_is_made_in_the_language_spoken(run, folder):
    made = run("report", "atlas", "checked", "--out", "site", "--jobs", "1", "--lang", "en")
    assert (made.exit_code, made.stderr) == (0, "")
    assert " ".join(made.stdout.split()) == "Made a site of 1 agencies and 1 documents: site/index.html"
    page = (folder / "site" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in page


def test_a_folder_without_results_is_one_line_and_exit_2(run, folder):
    made = run("report", "atlas", "reports", "--out", "site", "--jobs", "1")
    assert (made.exit_code, made.stderr.count("\n")) == (2, 1)
    assert "gongkai report check DIR --out reports" in made.stderr
    assert not (folder / "site").exists()


def test_a_faulty_list_of_regions_is_one_line_and_exit_2(run, folder):
    (folder / "regions.csv").write_text("名称\n", encoding="utf-8")
    made = run("report", "atlas", "checked", "--out", "site", "--regions", "regions.csv", "--jobs", "1")
    assert (made.exit_code, made.stderr.count("\n")) == (2, 1)
    assert "regions.csv" in made.stderr


def test_files_of_others_are_left_alone(run, folder):
    made = run("report", "atlas", "checked", "--out", "reports", "--jobs", "1")
    assert made.exit_code == 1
    assert [path.name for path in (folder / "reports").iterdir()] == ["report.txt"]
