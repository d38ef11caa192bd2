"""What the API answers and takes, as the types of dictionaries: a site may add keys, and takes none away within v1.

Days and moments are text as JSON has them (2026-03-02). The description of the API (`/api/v1/openapi.json`) says what
each means.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

Scope = Literal["unit", "level", "region"]


class AgencyName(TypedDict):
    """An agency by its name."""

    id: int
    name: str
    url: NotRequired[str]


class CategoryName(TypedDict):
    """A category by its name."""

    code: str
    name: str


class Agency(TypedDict):
    """An agency; with what its guide says of it where it was asked for alone."""

    id: int
    name: str
    short_name: str
    kind: str
    credit_code: str | None
    region: str
    parent: int | None
    above: list[int]
    url: str
    office: NotRequired[str | None]
    address: NotRequired[str]
    hours: NotRequired[str]
    phone: NotRequired[str]
    email: NotRequired[str]
    dissolved_on: NotRequired[str | None]
    takes_applications: NotRequired[bool]
    children: NotRequired[list[AgencyName]]


class Category(TypedDict):
    """A category of information that must be published; with an agency, how much of it it shows."""

    code: str
    name: str
    citation: str
    binds: str
    items: int | None
    url: str


class Column(TypedDict):
    """A column of an agency's own."""

    id: int
    name: str
    category: CategoryName
    items: int


class ItemLine(TypedDict):
    """An item as lists have it."""

    id: int
    index: str
    title: str
    summary: str
    produced_on: str
    document_number: str
    agency: AgencyName
    category: CategoryName
    published_on: str
    url: str


class File(TypedDict):
    """A file of an item."""

    name: str
    format: str
    size: int
    sha256: str
    url: str


class Item(TypedDict):
    """An item that is public, as the document `gongkai-item/1`."""

    format: str
    state: str
    id: int
    index: str
    url: str
    changed_at: str | None
    published_on: str
    category: CategoryName
    title: str
    summary: str
    issuers: str
    document_number: str
    subject: str
    keywords: str
    kind: str
    validity: str
    produced_on: str | None
    body: str
    digest: str
    files: list[File]


class Shown(TypedDict):
    """That a text of an item was shown."""

    number: int
    since: str
    until: str | None
    note: str
    correction: bool
    changes: str | None


class ReportLine(TypedDict):
    """A report as lists have it, by the version that is shown now."""

    title: str
    agency: AgencyName
    year: int
    scope: Scope
    number: int
    published_at: str
    url: str


class ReportAbout(ReportLine):
    """A version of a report: where it is had, and the other versions."""

    signed_at: str
    note: str
    digest: str
    version_url: str
    is_current: bool
    files: dict[str, str]
    versions: list[dict[str, Any]]


class Cell(TypedDict):
    """A cell of a report; `value` is None for a blank, which is no nought."""

    table: str
    row: str
    column: str
    row_label: str
    column_label: str
    value: str | None


class Finding(TypedDict):
    """What a check finds in a published report."""

    code: str
    severity: str
    message: str
    hint: str | None
    citation: str | None
    place: str


class Found(TypedDict):
    """A result of the search."""

    kind: str
    id: int
    source: str
    title: str
    url: str
    agency: AgencyName
    published_on: str | None
    document_number: str
    index: str
    passage: list[dict[str, Any]]
    passage_of: str


class Applying(TypedDict):
    """An application as one applies (条例第29条第2款)."""

    kind: str
    name: str
    identity: str
    description: str
    identity_kind: NotRequired[str]
    representative: NotRequired[str]
    phone: NotRequired[str]
    email: NotRequired[str]
    address: NotRequired[str]
    postcode: NotRequired[str]
    obtaining: NotRequired[str]
    means: NotRequired[str]
    needs_help: NotRequired[bool]


class Receipt(TypedDict):
    """The receipt of an application: whoever has its number and its code sees the application."""

    number: str
    code: str
    agency: AgencyName
    arrived_on: str
    received_on: str | None
    due_on: str | None
    track_url: str


class Following(TypedDict):
    """How an application stands, as its applicant is told."""

    number: str
    agency: AgencyName
    state: str
    state_name: str
    description: str
    arrived_on: str
    received_on: str | None
    due_on: str | None
    provisional: bool
    closed_on: str | None
    steps: list[dict[str, Any]]
    reply: dict[str, Any] | None
    fee: dict[str, Any] | None
    letters: list[dict[str, Any]]
    given: list[dict[str, Any]]
    handed_in: list[dict[str, Any]]
    may_supplement: bool
    may_give_reasons: bool
    may_withdraw: bool


class Registering(TypedDict):
    """An application that came in, as an officer registers it; without `agency` to that of the token."""

    channel: str
    arrived_on: str
    applicants: list[dict[str, Any]]
    description: str
    agency: NotRequired[int]
    written_by: NotRequired[str]
    obtaining: NotRequired[str]
    means: NotRequired[str]
    needs_help: NotRequired[bool]


class Registered(TypedDict):
    """What came of registering; the code is for the applicant's receipt and is given once."""

    id: int
    number: str
    code: str
    received_on: str | None
    due_on: str | None
    alike: list[dict[str, Any]]


class Case(TypedDict):
    """A case: how it stands; asked for alone, with the acts that may be done. Who applied is not in it."""

    id: int
    number: str
    agency: AgencyName
    channel: str
    kind: str
    arrived_on: str
    received_on: str | None
    stage: str
    state: str
    due_on: str | None
    provisional: bool
    running: bool
    closed_on: str | None
    late: bool
    outcome: str
    office: str
    handler: str
    version: int
    acts: NotRequired[list[dict[str, Any]]]


class Draft(TypedDict):
    """An item as who writes it has it; asked for alone, with its newest text, its files and its acts."""

    id: int
    index: str
    agency: AgencyName
    category: str
    title: str
    stage: str
    due_on: str
    shown_on: str | None
    version: int
    text: NotRequired[dict[str, Any]]
    files: NotRequired[list[dict[str, Any]]]
    acts: NotRequired[list[str]]


class Figures(TypedDict):
    """The figures of an agency's year as they stand now."""

    agency: AgencyName
    year: int
    edition: str
    figures: list[dict[str, Any]]


class Filing(TypedDict):
    """An annual report as it is compiled."""

    id: int
    agency: AgencyName
    year: int
    scope: Scope
    stage: str


class FilingDetail(TypedDict):
    """An annual report with what was signed of it, and where that was handed up."""

    filing: Filing
    versions: list[dict[str, Any]]
    submissions: list[dict[str, Any]]
    collectors: list[AgencyName]
