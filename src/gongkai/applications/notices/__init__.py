"""Letters (文书): a template and a function for each kind, from plain facts of the case to DOCX and PDF.

`facts` says what each kind is made of, `kinds` what it must hold, `templates/` its words, `gathering` takes the facts
from a case, `docx` and `pdf` draw it, `sealing` signs it. An agency may have words of its own (`wordings`). Nothing
here is saved, and no number is given: that is for `services`, when a letter is issued or a reply decided.
"""
