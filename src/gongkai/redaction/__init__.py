"""Redaction (区分处理, 条例第37条): what may not be disclosed is taken out of a file, and is then gone from it.

`opening` makes of any document a PDF of what is to be seen, and `inspection` lists what is not to be seen.
`finding` proposes what to mark; an officer decides. `redacting` writes a new file: it takes over what is
known to be harmless, and takes nothing out of the old one. `desk` does all of it in a process with limits,
and is what others call. Not here: who may mark, the sealed original, the letter.
"""
