"""Numbers by which one document is looked for: 发文字号 and 索引号, the same in whatever brackets and spaces.

Both sides, what is kept and what is asked for, are brought into one form.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from gongkai.law.document_number import normalised

_BRACKETS = str.maketrans(dict.fromkeys("〔〕[]()【】{}「」『』《》〈〉<>﹝﹞〖〗", " "))
_NUMBER = re.compile(r"^(?P<word>\D*[^\W\d_])(?P<year>(?:19|20)\d{2})年?(?:第)?0*(?P<serial>\d{1,6})号?$")
_IN_TEXT = re.compile(
    r"(?P<number>(?P<word>[\u4e00-\u9fff]{2,16}) *[〔[(【{「『《〈<〖]"
    r" *\d{4} *年? *[〕\])】}」』》〉>〗] *第? *\d{1,6} *号?)"
)


def key_of(written: str) -> str:
    """Give a number in the form in which it is compared; nothing for what has neither letters nor digits.

    >>> {key_of(each) for each in ("桓科发〔2026〕3号", "桓科发 (2026) 03", "桓科发【2026】第3号", "桓科发2026年3号")}
    {'桓科发2026.3'}
    >>> key_of("HTKJ/2026-00012") == key_of("htkj 2026－00012")
    True
    """
    bare = "".join(normalised(written).translate(_BRACKETS).split())
    found = _NUMBER.match(bare)
    if found is not None and re.search("[\u4e00-\u9fff]", found["word"]):
        return f"{found['word'].casefold()}{found['year']}.{found['serial']}"
    return "".join(sign for sign in bare.casefold() if sign.isalnum())


def asked_numbers(question: str) -> list[str]:
    """Give the numbers a question may be asking for: it as a whole, and those that stand within it.

    >>> asked_numbers("桓科发[2026]3号的通知")
    ['桓科发20263号的通知', '桓科发2026.3', '科发2026.3']
    """
    plain = normalize("NFKC", question)
    # Where the number begins in running text is not to be seen: 关于桓科发〔2026〕3号 begins with 桓.
    within = [found["number"][at:] for found in _IN_TEXT.finditer(plain) for at in range(len(found["word"]) - 1)]
    keys = [key_of(each) for each in (question, *within)]
    return [key for key in dict.fromkeys(keys) if key]
