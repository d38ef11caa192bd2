"""The one exception of the client: what the site refused, or why it could not be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx


@dataclass(frozen=True)
class Place:
    """A place of a request that was wrong: within `path`, `query`, `header` or `body`, by its name."""

    within: str
    name: str
    code: str
    message: str


@dataclass(eq=False)
class ApiError(Exception):
    """What went wrong: for programs by its `code`, which keeps its meaning, for people in words and with its article.

    `status` is 0 where no answer came. `wait` are the seconds after which the site says that one may ask again.
    """

    code: str
    message: str
    status: int = 0
    hint: str = ""
    citation: str = ""
    where: tuple[Place, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    request_id: str = ""
    wait: float | None = None

    def __str__(self) -> str:
        places = [f"{each.name or each.within}：{each.message}" for each in self.where]
        basis = f"依据：{self.citation}。" if self.citation else ""
        return " ".join(each for each in (f"[{self.code}] {self.message}", *places, self.hint, basis) if each)


def of_answer(response: httpx.Response, wait: float | None = None) -> ApiError:
    """Give the error of an answer; one that is not of the site's own shape is told by its status."""
    try:
        told = response.json()["error"]
        where = tuple(Place(each["in"], each["name"], each["code"], each["message"]) for each in told["where"])
        return ApiError(
            told["code"],
            told["message"],
            response.status_code,
            told["hint"] or "",
            told["citation"] or "",
            where,
            told["details"] or {},
            told["request_id"],
            wait,
        )
    except (ValueError, KeyError, TypeError):
        words = f"{response.status_code} {response.reason_phrase}"
        return ApiError(f"http-{response.status_code}", words, response.status_code, wait=wait)


def of_transport(error: httpx.TransportError) -> ApiError:
    """Give the error of a site that could not be reached, or did not answer."""
    return ApiError("not-reached", f"{type(error).__name__}: {error}")
