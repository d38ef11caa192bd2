"""What the public writes to agencies (公众来信): suggestions (意见箱), and that an agency does not disclose as it must.

Of the latter (监督反映, 条例第47条) the department in charge of disclosure work decides, never the agency it is about.
Each is a case of its own kind, beside applications and in no figure of theirs.
"""
