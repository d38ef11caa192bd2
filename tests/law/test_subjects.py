from datetime import date

from gongkai.law.subjects import SEPARATOR, editions, normalised, subjects_on


def test_the_dictionary_has_two_levels_and_no_name_twice():
    for edition in editions().lines:
        names = [each.name for each in edition.value]
        paths = [path for each in edition.value for path in each.paths]
        assert len(names) == len(set(names)) == 22
        assert len(paths) == len(set(paths)) == 122
        assert all(path.count(SEPARATOR) <= 1 and normalised(path) == path for path in paths)


def test_what_is_older_than_the_first_edition_goes_by_it():
    assert subjects_on(date(1999, 1, 1)) == subjects_on(date(2008, 5, 1))
