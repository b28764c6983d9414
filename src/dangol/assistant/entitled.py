# ruff: noqa: E501  (patterns read best on one line)
"""A discount asked for because of who somebody is: *student discount*, 경로 할인, 学割. Pure.

What is reduced for everybody is no answer to it: where the shop wrote nothing of one, that is said first.
"""

from __future__ import annotations

import re

from dangol.kit.stems import stem
from dangol.search.letters import plain

_FOR_SOME = re.compile(
    r"\b(?:students?|senior(?: citizen)?s?|pensioners?|over[ -]?\d0s?|military|veterans?|armed forces|nhs|nurses?|teachers?|educators?|key workers?|first responders?|staff|employees?|friends and family|famil(?:y|ies)|birthday|disab(?:led|ility)|residents?|members?|youth|child(?:ren)?)(?:'?s?'?)"
    r" (?:discounts?|rates?|prices?|pricing|deals?|offers?|reductions?|concessions?)\b"
    r"|(?:대학생|학생|청소년|경로|어르신|노인|시니어|군인|장병|보훈|교사|교직원|선생님|공무원|임직원|직원|장애인|다자녀|가족|지인|생일|주민|회원|의료진)\s?(?:들?(?:을|은|이)?\s?)?(?:위한\s?)?(?:할인|우대|혜택)"
    r"|学割|(?:学生|シニア|高齢者|敬老|軍人|教職員|教員|先生|社員|従業員|障害者|障がい者|家族|友達|誕生日|地元|会員|医療従事者)(?:向け)?の?(?:割引|割|優待|特典|価格)"
)
_DISCOUNT = re.compile(
    r"'?s?'?\s(?:discounts?|rates?|prices?|pricing|deals?|offers?|reductions?|concessions?)$|들?(?:을|은|이)?\s?(?:위한\s?)?(?:할인|우대|혜택)$"
    r"|(?:向け)?の?(?:割引|割|優待|特典|価格)$"
)


def discount_for(text: str) -> str:
    """The discount for somebody in particular that ``text`` asks for, in its words; empty where it asks for none."""
    found = _FOR_SOME.search(plain(text))
    return found.group() if found else ""


def speaks_of_them(written: str, asked: str) -> bool:
    """Whether what is ``written`` speaks of those that the discount ``asked`` is for: of students, and not of discounts alone."""
    whose = _DISCOUNT.sub("", plain(asked).replace("学割", "学生割")).strip(" '")
    if whose.isascii():
        stems = {stem(word) for word in re.findall(r"[a-z]+", plain(written))}
        return bool(whose) and all(stem(word) in stems for word in re.findall(r"[a-z]+", whose))
    return whose in plain(written)
