"""Letters (文书): a template and a function for each kind, from plain facts of the case to DOCX and PDF.

`facts` says what each kind is made of, `kinds` what it must hold, `templates/` its words, `gathering` takes the facts
from a case, `docx` and `pdf` draw it. Nothing here is saved, and no number is given: a reply has its own from the day
it was decided.
"""
