"""Elements of the parts of office documents, told by their local names, whatever the dialect of the format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gongkai.untrusted.archive import Archive

if TYPE_CHECKING:
    from lxml import etree

OFF = ("0", "false", "off", "none")


def elements_of(archive: Archive, name: str) -> Iterator[etree._Element]:
    """Give the elements of a part, in their order; none if there is no such part."""
    root = archive.xml(name)
    if root is not None:
        yield from (each for each in root.iter() if isinstance(each.tag, str))


def name_of(element: etree._Element) -> str:
    """Give the local name of an element."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element, name: str) -> str:
    """Give an attribute by its local name, or nothing."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def is_on(element: etree._Element, name: str = "val") -> bool:
    """Tell whether an element that switches something is on."""
    return attribute(element, name).lower() not in OFF
