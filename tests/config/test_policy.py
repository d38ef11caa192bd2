import pytest
from csp.decorators import csp_exempt, csp_update
from csp.exceptions import CSPNonceError
from django.http import HttpResponse

from gongkai.config.policy import PolicyMiddleware

HEADER = "Content-Security-Policy"


def test_the_nonce_that_was_asked_for_and_no_other_is_in_the_policy(rf):
    def view(request):
        return HttpResponse(str(request.csp_nonce))

    for _ in range(2):
        answer = PolicyMiddleware(view)(rf.get("/"))
        assert f"'nonce-{answer.content.decode()}'" in answer[HEADER]
        assert answer[HEADER].count("nonce") == 1


def test_a_nonce_asked_for_too_late_is_an_error(rf):
    request = rf.get("/")
    answer = PolicyMiddleware(lambda request: HttpResponse())(request)
    assert "nonce" not in answer[HEADER]
    with pytest.raises(CSPNonceError):
        str(request.csp_nonce)


def test_a_view_may_ask_for_another_policy_or_none(rf):
    def view(request):
        return HttpResponse()

    other = PolicyMiddleware(csp_update({"img-src": "blob:"})(view))(rf.get("/"))
    assert "img-src 'self' data: blob:" in other[HEADER]
    assert HEADER not in PolicyMiddleware(csp_exempt()(view))(rf.get("/"))
    assert "blob:" not in PolicyMiddleware(view)(rf.get("/"))[HEADER]
