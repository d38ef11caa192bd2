"""The rows of challenges."""

from gongkai.remedies.models.advice import Advice
from gongkai.remedies.models.challenge import (
    COLUMNS,
    LONGEST,
    Before,
    Challenge,
    ChallengeEvent,
    ChallengeSeries,
    Matter,
    OfChallenge,
    Party,
    Role,
)
from gongkai.remedies.models.lesson import Fault, Lesson
from gongkai.remedies.models.reading import Reading

__all__ = [
    "COLUMNS",
    "LONGEST",
    "Advice",
    "Before",
    "Challenge",
    "ChallengeEvent",
    "ChallengeSeries",
    "Fault",
    "Lesson",
    "Matter",
    "OfChallenge",
    "Party",
    "Reading",
    "Role",
]
