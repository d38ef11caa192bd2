"""Filings (年度报告的编制): an agency's report for a year, computed from its cases, signed, published and handed up."""
