import socket
import threading

import pytest
from tests.attachments.samples import EICAR, LIMIT, daemon

from gongkai.attachments import scanning
from gongkai.attachments.scanning import ScannerDown, Verdict


@pytest.fixture(params=["tcp", "unix"])
def clamd(request, settings, tmp_path):
    with daemon(tmp_path / "clamd.ctl" if request.param == "unix" else None) as server:
        settings.CLAMD = server.address
        yield server


def test_what_is_clean_is_said_to_be_and_all_of_it_was_seen(clamd):
    assert scanning.scan([b"first ", b"second"]) == Verdict(clean=True)
    assert clamd.seen == [b"first second"]


def test_a_virus_is_found_by_name_also_across_pieces(clamd):
    found = Verdict(infected=True, what="Win.Test.EICAR_HDB-1")
    assert scanning.scan([EICAR]) == found
    assert scanning.scan([EICAR[:20], EICAR[20:]]) == found


def test_what_is_larger_than_the_scanner_takes_is_neither(clamd):
    verdict = scanning.scan([bytes(100_000)] * (LIMIT // 100_000 + 40))
    assert verdict == Verdict(what="INSTREAM size limit exceeded.")


@pytest.mark.parametrize("there", [True, False])
def test_a_scanner_that_cuts_off_what_it_is_sent_is_up_only_if_it_still_answers(settings, there):
    with socket.create_server(("127.0.0.1", 0)) as server, daemon() as other:
        settings.CLAMD = server.getsockname()

        def cut():
            line, _ = server.accept()
            with line:
                line.recv(1000)  # and closed with much unread: the other side is told to stop
            settings.CLAMD = other.address if there else ("127.0.0.1", free_port())

        thread = threading.Thread(target=cut)
        thread.start()
        content = (thread.join() or bytes(100_000) if number == 5 else bytes(100_000) for number in range(200))
        if there:
            assert scanning.scan(content) == Verdict(what="cut off by the scanner")
        else:
            with pytest.raises(ScannerDown):
                scanning.scan(content)


def test_the_scanner_answers(clamd):
    assert scanning.answers()
    assert clamd.asked == [b"zPING"]


def test_a_scanner_that_is_not_there_is_down(settings, tmp_path):
    for nowhere in (str(tmp_path / "none.ctl"), ("127.0.0.1", free_port())):
        settings.CLAMD = nowhere
        assert not scanning.answers()
        with pytest.raises(ScannerDown):
            scanning.scan([b"content"])


def free_port():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


@pytest.mark.parametrize("said", [b"", b"something else\0", b"stream: OK but\0", b"UNKNOWN COMMAND\0"])
def test_what_is_no_answer_of_a_scanner_finds_nothing_clean(settings, said):
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.CLAMD = server.getsockname()

        def answer():
            line, _ = server.accept()
            with line:
                heard = b""
                while not heard.endswith(bytes(4)):
                    heard += line.recv(1000)
                line.sendall(said)

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(ScannerDown):
            scanning.scan([b"content"])
        thread.join()
