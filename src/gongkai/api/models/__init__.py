"""The rows of the API: tokens, what was answered to a call, who is told of what happens."""

from gongkai.api.models.answered import Answered
from gongkai.api.models.token import Token
from gongkai.api.models.webhook import Event, Notification, Webhook

__all__ = ["Answered", "Event", "Notification", "Token", "Webhook"]
