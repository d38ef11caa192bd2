"""What roles meet at addresses, by name: shared by the tables of all contexts."""

from __future__ import annotations

PUBLIC = {"*": 200}
SIGNED_IN = {"*": 200, "visitor": 302}
SITE = {"site": 200, "visitor": 302, "*": 403}
SEEN = {"visitor": 302, "beside": 404, "below": 404, "no_post": 404, "*": 200}
ADMINISTERED = {
    "visitor": 302, "beside": 404, "below": 404, "no_post": 404, "site": 200, "county_administrator": 200,
    "administrator": 200, "*": 403,
}  # fmt: skip
REVIEWED = {"visitor": 302, "beside": 404, "below": 404, "no_post": 404, "reviewer": 200, "*": 403}
ADMINISTRATORS = {
    "visitor": 302, "site": 200, "county_administrator": 200, "administrator": 200, "beside": 200, "below": 200,
    "*": 403,
}  # fmt: skip
COUNTY = {"visitor": 302, "site": 200, "county_administrator": 200, "supervisor": 200, "*": 404}

HANDLED = {
    "visitor": 302, "beside": 404, "below": 404, "no_post": 404, "handler": 200, "head": 200, "*": 403,
}  # fmt: skip
HANDLERS = {"visitor": 302, "handler": 200, "head": 200, "*": 403}
READ = {"visitor": 302, "handler": 200, "head": 200, "leader": 200, "publisher": 200, "*": 404}
LETTERS = {**READ, "supervisor": 200, "*": 403}
HANDLED_LETTERS = {**READ, "leader": 403, "publisher": 403}
WRITTEN = HANDLED | {"publisher": 200}
WRITERS = HANDLERS | {"publisher": 200}
CATALOGUED = {
    "visitor": 302, "beside": 404, "below": 404, "no_post": 404, "publisher": 200, "head": 200, "administrator": 200,
    "county_administrator": 200, "supervisor": 200, "*": 403,
}  # fmt: skip


def refused(statuses: dict[str, int], status: int) -> dict[str, int]:
    """Give the statuses where those let in meet another, as that of an empty form that is sent."""
    return {role: status if met == 200 else met for role, met in statuses.items()}
