# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""How many of what is asked, and where a figure of that stands in what is written of a product: *how long does it burn* by *70 hours at the
lowest*, 몇 명 by *4인용*, 何合炊けますか by *二合から三合*. Pure.

The unit is most of such a question, and words beside it mislead: what shares the word *battery* with *how many hours does the battery last*
may say how it is charged. Nothing is reckoned; the sentence is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dangol.assistant.told import lines_of, telling_of
from dangol.commerce.catalog.products import Product
from dangol.search.letters import hiragana, plain

_MOST = 2
_READ = 500  # characters of a question
_N = r"(?:\d[\d.,]*+|[一二三四五六七八九十百半]++|(?<![가-힣])(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열)(?=\s)|\b(?:one|two|three|four|five|six|seven|eight|ten|twelve)\b)(?:\s?[-–~]\s?\d[\d.,]*+)?"
_HOURS, _DAYS = r"(?:시간|時間|(?:hours?|hrs?|h)(?![a-z]))", r"(?:일(?![가-힣])|일(?=간|\s|동안|정도|쯤)|日|days?\b)"
_MONTHS = r"(?:개월|달(?=\s|간|동안)|か月|ヶ月|カ月|months?\b|주(?=\s|간|동안)|週間|weeks?\b|년(?![가-힣]|식)|年(?!式)|years?\b)"
_MINUTES = r"(?:분(?![가-힣])|분(?=\s|간|동안|이면|만에)|分|minutes?\b|mins?\b)"
_KILOS = r"(?:kg(?![a-z])|킬로|키로|キロ|(?:lbs?|pounds?)(?![a-z]))"
_LASTS = r"\bhow long (?:does|do|will|would|can|did) .{1,40}(?:last|run|burn|stay|keep|go|bloom|hold)\b|\bhow long .{0,20}(?:battery|charge)|얼마나\s?(?:오래|가[나요는])|どの(?:くらい|ぐらい|ぐらいの時間)(?:もち|持ち|もつ|持つ|使え)"
# A way of asking, and the figure that answers it. What asks how long a delivery takes is asked of the shop.
_COUNTS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(asked), re.compile(stated))
    for asked, stated in (
        (r"몇\s?시간|何時間|\bhow many hours", rf"{_N}\s?{_HOURS}"),
        (r"며칠|몇\s?일(?![가-힣]?곱)|何日|\bhow many days", rf"{_N}\s?{_DAYS}"),
        (r"몇\s?분(?!이서|이\s)|何分|\bhow many minutes", rf"{_N}\s?{_MINUTES}"),
        (
            r"몇\s?(?:달|개월|년|주)|何(?:か|ヶ|カ)月|何(?:年|週)|\bhow many (?:weeks|months|years)",
            rf"{_N}\s?{_MONTHS}",
        ),
        (_LASTS, rf"{_N}\s?(?:{_HOURS}|{_DAYS}|{_MONTHS}|{_MINUTES})"),
        (
            r"몇\s?(?:명|인(?:용|분)?|사람)|何人|何名|\bhow many (?:people|persons|guests|adults|kids)",
            rf"{_N}\s?(?:명|인(?![가-힣])|인(?=용|분|이|가)|사람|人|名|(?:people|persons?|guests?|adults?)\b|-person)",
        ),
        (
            r"몇\s?도(?!움)|何度(?=で(?!き)|まで|から|くらい|ぐらい|以|です|$|\?)|\bhow (?:cold|hot)\b|\bwhat temperature|\bhow many degrees",
            r"\d[\d.,]*\s?(?:도(?![가-힣]{2})|도(?=까지|에서|이하|이상)|℃|°\s?c|度|degrees?\b)",
        ),
        (
            r"몇\s?(?:리터|밀리리터|미리리터|l(?![a-z])|ml)|何(?:ミリ)?リットル|何(?:ml|l)(?![a-z])|\bhow many (?:lit(?:re|er)s|ml)\b|\bhow much (?:water|soil|liquid|coffee|tea|does it (?:hold|take))\b",
            r"\d[\d.,]*\s?(?:ml|l(?![a-z])|(?:밀리)?리터|(?:ミリ)?リットル|lit(?:re|er)s?\b)",
        ),
        (
            r"몇\s?(?:그램|그람|g(?![a-z]))|何(?:グラム|g(?![a-z]))|\bhow many grams",
            r"\d[\d.,]*\s?(?:k?g(?![a-z])|그램|킬로|グラム|キロ|grams?\b)",
        ),
        (
            r"몇\s?(?:센티|센치|cm|밀리|미리|mm)(?!리터)|何(?:センチ|cm|ミリ(?!リットル)|mm)"
            r"|\bhow (?:long|wide|tall|high|thick|big|deep) (?:is|are|r)\b(?!.*\b(?:warranty|guarantee|delivery|shipping|wait|valid|good|last|queue)\b)",
            r"\d[\d.,]*\s?(?:[cm]?m(?![a-z²/])|센티|센치|밀리|미리|인치|センチ|ミリ|インチ|inch)",
        ),
        (
            r"몇\s?(?:미터|m(?![a-z]))|何(?:メートル|m(?![a-z]))|\bhow many met(?:re|er)s",
            r"\d[\d.,]*\s?(?:m(?![a-z²/])|미터|メートル|met(?:re|er)s?\b)",
        ),
        (
            r"몇\s?(?:장|개|매|알|정|봉|조각|피스|자루|개비)\s?(?:짜리|들|입|이나\s?들)|何(?:枚|個|粒|本|包|錠|ピース)(?:入|い)|\bhow many (?:sheets|pieces|pcs|bags|tablets|pages|come in|(?:are|is) (?:in|there in))\b",
            rf"{_N}\s?(?:장|개|매|알|정|봉|조각|피스|자루|입|枚|個|粒|本|包|錠|ピース|ページ|(?:sheets?|pieces?|pcs|bags?|tablets?|pages?)\b)",
        ),
        (
            r"몇\s?(?:데시벨|db)|何(?:デシベル|db)|\bhow (?:loud|noisy)\b|\bhow many decibels",
            r"\d[\d.,]*\s?(?:db|데시벨|デシベル)",
        ),
        (
            r"몇\s?(?:와트|w(?![a-z]))|何(?:ワット|w(?![a-z]))|\bhow many watts",
            r"\d[\d.,]*\s?(?:w(?![a-z])|와트|ワット|watts?)",
        ),
        (
            r"몇\s?(?:볼트|v(?![a-z]))|何(?:ボルト|v(?![a-z]))|\bhow many volts|\bwhat voltage",
            r"\d[\d.,]*\s?(?:v(?![a-z])|볼트|ボルト|volts?)",
        ),
        (r"何合", rf"{_N}\s?合"),
        (r"何杯|몇\s?잔", rf"{_N}\s?(?:杯|잔|cups?\b)"),
        (r"何回|몇\s?(?:번|회)", rf"{_N}\s?(?:回|번|회|times?\b|uses?\b)"),
        (
            r"몇\s?(?:킬로|키로|kg)\s?(?:그램)?\s?까지|(?:킬로|키로|kg)\s?(?:나가|넘는|인데|인\s?사람)|하중|몸무게|何(?:キロ|kg)まで|\d(?:キロ|kg)(?:ある|の人|でも|あっても)|荷重|体重"
            r"|\bweight limit|\bhow much (?:weight|can .{1,20}(?:hold|carry|take|bear))|\bi(?:'m| am| weigh) \d+ ?(?:kg|kilos|lbs?|pounds)",
            rf"(?:하중|荷重|최대|最大|\bup to|\bmax\w*|\bholds?|\bsupports?|\bload)\D{{0,12}}\d[\d.,]*\s?{_KILOS}|\d[\d.,]*\s?{_KILOS}\s?(?:까지|まで)",
        ),
    )
)
_DELIVERY = re.compile(r"걸[려리릴]|배송|도착|택배|届|かか|発送|配送|\b(?:deliver\w*|arrive|shipp?\w*|take)\b")


def counted_of(product: Product, question: str, lang: str) -> list[str]:
    """The sentences and stated values of ``product`` that bear the figure ``question`` asks for, those first that say more of its words;
    none where it asks for none."""
    said = plain(question[:_READ])
    stated = [figure for asked, figure in _COUNTS if asked.search(said)]
    if not stated or _DELIVERY.search(said):
        return []
    words = [hiragana(plain(word.text)) for word in telling_of(product, question)]
    found = [line for line in lines_of(product, lang) if any(figure.search(plain(line)) for figure in stated)]
    return sorted(found, key=lambda line: -_shared(line, words))[:_MOST]


def _shared(line: str, words: Sequence[str]) -> int:
    told = hiragana(plain(line))
    return sum(word in told for word in words)
