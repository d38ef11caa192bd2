"""Remedies (救济): every reconsideration, suit and complaint about disclosure, from notice to outcome."""
