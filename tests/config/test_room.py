from django.conf import settings

from gongkai.config.room import room


def test_all_that_answers_stands_on_a_frame_with_room():
    assert settings.MIDDLEWARE[0] == "gongkai.config.room.room"
    roomy = room(lambda request: f"answered {request}")
    assert roomy("it") == "answered it"
    assert roomy.__code__.co_stacksize * 8 == 128 * 1024
