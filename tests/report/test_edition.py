from gongkai.report.edition import counterparts, edition, editions

E2019, E2021 = edition("2019"), edition("2021")
assert E2019 is not None
assert E2021 is not None


def test_what_an_edition_says_means_the_same_is_there_in_both_and_of_one_kind():
    for new in editions():
        for id, same in new.same.items():
            old = edition(id)
            assert old is not None
            for table, row, column in same:
                kinds = [
                    {each.id: each.kind for each in one.table_by_id[table].columns_of[row]}[column]
                    for one in (old, new)
                ]
                assert kinds[0] == kinds[1], (table, row, column)


def test_every_cell_of_tables_three_and_four_has_its_counterpart_and_few_of_table_two():
    same = counterparts(E2019, E2021)
    assert same == counterparts(E2021, E2019)
    for table in ("applications", "remedies"):
        spec = E2019.table_by_id[table]
        whole = {(table, row.id, column.id) for row in spec.rows for column in spec.columns_of[row.id]}
        assert {cell for cell in same if cell[0] == table} == whole
    assert {cell[1:] for cell in same if cell[0] == "proactive"} == {
        ("rules", "made"),
        ("normative_documents", "made"),
        ("licences", "decisions"),
        ("penalties", "decisions"),
        ("compulsory_measures", "decisions"),
    }


def test_an_edition_is_its_own_counterpart_whole():
    assert counterparts(E2021, E2021) is None
