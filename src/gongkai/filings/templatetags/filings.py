"""What the pages of annual reports say in words of their own."""

from __future__ import annotations

from django import template

from gongkai.filings.models import Filing
from gongkai.filings.opening import mended_at
from gongkai.report.finding import Finding

register = template.Library()


@register.simple_tag
def mending(filing: Filing, finding: Finding) -> str:
    """Give the address of the form that fills in what a finding says is blank; empty for what none does."""
    return mended_at(filing, finding)
