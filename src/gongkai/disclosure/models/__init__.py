"""Items, their texts and the reviews of these, and how an agency reviews."""

from gongkai.disclosure.models.item import Item, Showing
from gongkai.disclosure.models.practice import IndexSeries, Practice
from gongkai.disclosure.models.text import Nature, Review, Text, Validity

__all__ = ["IndexSeries", "Item", "Nature", "Practice", "Review", "Showing", "Text", "Validity"]
