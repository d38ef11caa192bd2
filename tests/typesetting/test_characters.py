from gongkai.typesetting.characters import characters, printable


def test_printable_leaves_out_what_a_terminal_would_obey_and_what_turns_the_writing():
    assert printable("年\x1b[31m报\u202e表\t\n") == "年[31m报表\t\n"


def test_characters_leaves_out_what_no_file_may_hold():
    assert characters("甲\ud800乙\uffff丙\x00丁") == "甲乙丙丁"
