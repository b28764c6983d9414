# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""What a body measures that something is to be for: *his chest is 48 cm*, 우리 개 6키로, 身長110. A person's, an animal's, a mattress's: never
the measure of the thing that is spoken of. Pure.

Told of the one thing spoken of, it asks which version fits, or whether it fits at all, and looks for nothing that weighs as much.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from dangol.kit.text import fold
from dangol.nlu import answers, moods
from dangol.nlu.commands import Command, Start
from dangol.nlu.normalise import normalise, plain
from dangol.nlu.pieces import LOOKING, Piece, Reader

Kind = Literal["mass", "length", "age", "area"]

#: The units of each kind, in grams, millimetres and months.
UNITS: dict[Kind, dict[str, Decimal]] = {
    "mass": {
        r"kgs?|kilos?|kilograms?|킬로(?:그램)?|키로(?:그램)?|킬로구람|キロ(?:グラム)?": Decimal(1000),
        r"g|grams?|그램|그람|グラム": Decimal(1),
        r"lbs?|pounds?|파운드|ポンド": Decimal("453.6"),
    },
    "length": {
        r"mm|밀리(?:미터)?|미리|ミリ(?:メートル)?": Decimal(1),
        r"cm|센티(?:미터)?|센치(?:미터)?|センチ(?:メートル)?": Decimal(10),
        r"m|met(?:er|re)s?|미터|メートル": Decimal(1000),
        r"inch(?:es)?|인치|インチ": Decimal("25.4"),
    },
    "age": {
        r"[ -]?years?(?:[ -]olds?)?|yrs?|y/o|살|세(?!트|탁|제|면|일)|歳|才": Decimal(12),
        r"[ -]?months?(?:[ -]olds?)?|개월|달(?=\s?(?:된|됐|지|령|짜리))|[かカヶヵケ]月|ヵ月": Decimal(1),
        r"[ -]?weeks?(?:[ -]olds?)?|주(?=\s?(?:된|됐|령|차|짜리|부터|이상|~))|週(?:齢|間)?": Decimal("0.23"),
    },
}
#: What is measured of a body, as it is called in all three languages.
PARTS: dict[str, str] = {
    "chest": r"chest|bust|girth|가슴(?:\s?둘레)?|흉위|흉곽|바스트|胸囲|胸(?:まわり|回り|周り)|バスト|胴(?:囲|まわり|回り|周り)",
    "waist": r"waist|허리(?:\s?둘레)?|ウエスト",
    "hips": r"hips?|엉덩이(?:\s?둘레)?|힙(?:\s?둘레)?|ヒップ",
    "neck": r"neck|목\s?둘레|목(?=\s?\d)|首(?:まわり|回り|周り)",
    "head": r"head|머리\s?둘레|머리(?=\s?\d)|두상|頭囲|頭(?:まわり|回り|周り)",
    "wrist": r"wrists?|손목(?:\s?둘레)?|手首(?:まわり|回り|周り)?|腕(?:まわり|回り|周り)",
    "foot": r"foot|feet|발\s?(?:길이|사이즈|크기)|발(?=[이은]?\s?\d)|足(?:長|のサイズ|の長さ)|足(?=[はが]?\s?\d)",
    "back": r"back(?: length)?|등\s?길이|背丈|着丈|背中(?:の長さ)?",
    "inseam": r"inseam|inside leg|inner leg|밑위|다리\s?길이|股下",
    "hand": r"hand|손\s?(?:둘레|길이|크기)|手囲|手のひら",
    "height": r"height|tall|(?<![가-힣])키(?![가-힣]*\s?(?:링|보드|로|즈))|신장(?!이\s?안)|身長",
    "weight": r"weigh(?:s|t)?|몸무게|체중|体重",
}
_KINDS = {part: ("mass" if part == "weight" else "length") for part in PARTS}

NUMBER = r"\d{1,5}(?:\.\d{1,2})?"
_UNIT = "|".join(f"(?P<{kind}{n}>{words})" for kind, units in UNITS.items() for n, words in enumerate(units))
# What is weighed or counted so is a thing: the 6 kg bag; so is what was a while ago, or is guaranteed for that long.
_OF_A_THING = r"(?!\s?(?:짜리(?!\s?(?:개|강아지|고양이|냥|애|아이))|봉지|포대|전(?![가-힣])|전에|동안|뒤|후|보증|(?:bag|pack|box|bottle|tin|one)s?\b|ago\b|later\b|warrant|袋|入り|前|後|保証|間))"
_MEASURE = re.compile(rf"(?<![\d.,×x*a-z])(?P<n>{NUMBER})\s?(?:{_UNIT})(?![a-z]){_OF_A_THING}")
_PART = re.compile("|".join(rf"(?P<{part}>(?<![a-z])(?:{words})(?![a-z]))" for part, words in PARTS.items()))
# A number without a unit right behind what is measured: 등길이 34쯤, 胸囲測ったら57, *chest is about 48*.
_BARE = re.compile(
    r"[^\d.,!?。！？、;/]{0,14}?(?<![\d.×x*])(?P<n>\d{1,3}(?:\.\d{1,2})?)(?![\d.]*\s?(?:[%×x*명개장병권번호원円]|個|枚|本|번째|일|日|시|時|분|分|월|月|세트))(?![\d.]|[a-z])"
)
_SIDES = re.compile(
    r"(?<![\d.])(?P<a>\d{2,3}(?:\.\d)?)\s?(?:cm)?\s?[×x*]\s?(?P<b>\d{2,3}(?:\.\d)?)(?!\s?[×x*\d])(?:\s?cm)?"
)
_BEDDING = re.compile(
    r"mattress|\bbeds?\b|duvet|quilt|pillow|futon|매트리스|침대|이불|베개|요(?=\s?\d)|マットレス|ベッド|布団|ふとん|枕"
)
# Whose measure it is: somebody's, and no thing's.
_SOMEBODY = re.compile(
    r"\b(?:i'?m|i am|i weigh|(?:s?he|they)(?:'s| is|'re| are| weighs?)?|his|her|their|my|our|(?:wife|husband|son|daughter|mum|mom|dad|partner|kids?|child|boy|girl|baby|toddler|puppy|pup|kitten|dogs?|cats?|rider|person|people|man|woman|friend)(?:'s)?)\b"
    r"|우리|울\s?(?:애|개|강아지|냥|멍)|(?<![가-힣])(?:저는|제가|전|나는|내가|저희|애|애가|애는|애기|아이[가는]?|아기[가는]?|아들|딸|남편|아내|와이프|남친|여친|엄마|아빠|동생|친구|개가|개는|개)(?![가-힣]*(?:월|당))|강아지|고양이|냥이|멍멍이|댕댕이|반려견|반려묘|견(?=\s?(?:인데|이에|예))"
    r"|うち(?:の)?|私|わたし|僕|俺|彼女?|子(?=[がはにもでのだ、。]|$|\s|ども|供)|息子|娘|夫|妻|旦那|主人|母|父|友(?:達|人)|犬|猫|ワンコ|わんこ|ニャンコ|にゃんこ|ワンちゃん|わんちゃん|ネコ|イヌ|赤ちゃん|ベビー"
)
# The word for whom it is, and nothing more: a shelf may be called so, too.
_WHOM = re.compile(
    r"(?:dogs?|cats?|pupp(?:y|ies)|pups?|kittens?|kids?|child(?:ren)?|bab(?:y|ies)|(?:wo)?m[ae]n|boys?|girls?|강아지|개|고양이|냥이|아기|아이|애|남자|여자|犬|子犬|猫|子猫|ネコ|イヌ|ベビー|赤ちゃん|キッズ|子ども|子供)"
)
# What is given to somebody, or put on them, whoever that is.
_GIVEN = re.compile(
    r"[가-힣](?:한테|에게)|줘도|먹여|먹이|입혀|입히|태우|태워|あげて|あげられ|着せ|食べさせ|乗せ|\b(?:fits?|hold|carry|take|give|feed|suit|for) (?:it to )?(?:an?|my|the|our|his|her) (?=\d)"
)
# Parts that things have as well: a desk's height, the back of a sofa.
_OF_THINGS_TOO = frozenset({"height", "back", "head", "hand", "neck", "foot", "weight"})
_FITS = re.compile(
    r"\b(?:fits?|hold|carry|take|bear|big enough|large enough|strong enough|suit\w*|ok(?:ay)?|fine|work|right|enough|wear|use|eat|sit|sleep|which|what size|size|too (?:big|small|large|tight|loose|heavy|old|young))\b"
    r"|맞|줘도|들어가|들어갈|되나|돼|될까|되요|됩니까|괜찮|가능|견디|버티|버틸|먹여|먹일|먹어|먹을|입|쓸\s?수|써도|타도|탈\s?수|사이즈|어떤|어느|뭐가|뭘|몇\s?호|클까|작을까"
    r"|大丈夫|平気|いい(?:です|でしょう|か)|あげ(?:て|られ)|入り|入る|入れ|合い|合う|いけ|行け|使え|乗れ|乗っ|耐え|食べ|着られ|着れ|着け|つけ|サイズ|どれ|どの|可能|できま|OK|ok|大き|小さ"
)
_THERE = re.compile(
    r"있(?:어|나|음|습|을까|는지)|재고|품절|\b(?:in stock|(?:do|have) (?:you|u|they)|you (?:have|got)|available|sold out|(?:got|have) (?:any|it|one|this|that|them))\b|あり(?:ます|ませ)|ある|在庫"
)
# Who wants to be shown something else is shown it, whoever it is for.
_LOOKS_ON = re.compile(
    r"추천|선물|찾|보여|다른\s?(?:거|것|걸|건|상품|제품)|골라|\b(?:recommend\w*|suggest\w*|gifts?|presents?|show me|looking for|something|anything|another|other ones?)\b|おすすめ|お勧め|探|見せ|プレゼント|贈|他の|ほかの|別の"
)
_SIZE_WORD = re.compile(r"사이즈|호수|치수|\bsiz\w+|サイズ")
_TOO = re.compile(
    r"\btoo (?:big|small|large|tight|loose|long|short)\b|\b(?:be|run|is it) (?:big|small|tight|loose)\b"
    r"|(?:너무|많이|좀|조금)?\s?(?:클까|작을까|크나|작나|크려나|작으려나|크겠|작겠|클\s?것|작을\s?것|헐렁|타이트|낄까|끼나|길까|짧을까)"
    r"|(?:大き|小さ|きつ|ゆる|長|短)(?:すぎ|い(?:です)?(?:か|かな)|いでしょうか|くない)|ぶかぶか"
)
_MAY_BE_READ_SO = frozenset(
    {"find_products", "browse", "advice", "size_advice", "product_question", "check_stock", "similar_products", "faq"}
    | {"small_talk", "compare", "change_quantity", "add_to_cart", "wrong_item", "affirm", ""}
)
_SURE = 0.8
_IN_MILLIMETRES = 100
_LEAST_LENGTH = 10  # a smaller number is a size, or how many
_BESIDE = 4  # characters between a measure and whom it is of
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class BodyMeasure:
    """A measure told of a body: in grams, millimetres or months; ``part`` is what was measured (``chest``), empty where only the unit
    tells, ``text`` how it was said. A ``bare`` one came without a unit, and ``value`` is only its number. Of an ``area``, ``other`` is the
    second side."""

    kind: Kind
    value: Decimal
    text: str
    part: str = ""
    bare: bool = False
    other: Decimal | None = None
    start: int = 0
    end: int = 0


def measures_told(text: str) -> list[BodyMeasure]:
    """The measures that ``text`` tells, each once, in the order told; whether they are of a body is for ``of_somebody`` to say."""
    said = fold(text[:_LONGEST])
    parts = [(m.lastgroup or "", m.start(), m.end()) for m in _PART.finditer(said)]
    found: list[BodyMeasure] = []
    if _BEDDING.search(said) and (sides := _SIDES.search(said)):
        a, b = Decimal(sides["a"]) * 10, Decimal(sides["b"]) * 10
        return [BodyMeasure("area", a, sides.group(), other=b, start=sides.start(), end=sides.end())]
    for match in _MEASURE.finditer(said):
        kind, share = next(
            (k, s) for k, units in UNITS.items() for n, s in enumerate(units.values()) if match[f"{k}{n}"]
        )
        part = _part_beside(said, parts, match.start(), match.end(), kind)
        value = Decimal(match["n"]) * share
        found.append(BodyMeasure(kind, value, match.group(), part, start=match.start(), end=match.end()))
    for part, _, end in parts:
        bare = _BARE.match(said, end)
        if bare is None or any(m.start < bare.end() and bare.start("n") < m.end for m in found):
            continue
        if any(end < begin < bare.start("n") for _, begin, _ in parts):
            continue  # the number is of what is named behind it
        told: Kind = "mass" if part == "weight" else "length"
        share, unit = (Decimal(1000), "kg") if part == "weight" else (Decimal(1), "")
        number = Decimal(bare["n"])
        if part != "weight" and number < _LEAST_LENGTH:
            continue
        if part == "foot":  # told in millimetres or in centimetres: its size says in which
            share, unit = (Decimal(1), "mm") if number >= _IN_MILLIMETRES else (Decimal(10), "cm")
        said_as = f"{bare['n']} {unit}".strip()
        start = bare.start("n")
        found.append(BodyMeasure(told, number * share, said_as, part, not unit, start=start, end=bare.end()))
    return sorted(found, key=lambda m: m.start)


def _part_beside(said: str, parts: list[tuple[str, int, int]], start: int, end: int, kind: str) -> str:
    """What was measured: named right behind the figure (*140 cm tall*), else last before it."""
    for part, begin, _ in parts:
        if 0 <= begin - end <= _BESIDE and _KINDS[part] == kind and "," not in said[end:begin]:
            return part
    before = [part for part, _, stop in parts if stop <= start and start - stop <= 18 and _KINDS[part] == kind]
    return before[-1] if before else ""


def of_somebody(text: str) -> bool:
    """Whether ``text`` speaks of somebody, or of something that only bodies have: *my dog*, 가슴둘레, 身長."""
    said = fold(text[:_LONGEST])
    if _SOMEBODY.search(said) or _BEDDING.search(said):
        return True
    parts = {m.lastgroup or "" for m in _PART.finditer(said)}
    return bool(parts - _OF_THINGS_TOO) or (bool(parts) and not said.isascii())


def asks_to_fit(text: str) -> bool:
    """Whether it is asked what fits, or whether something does: *which size*, 들어가요?, 大丈夫?"""
    return bool(_FITS.search(fold(text[:_LONGEST])))


def asks_too_big(text: str) -> int | None:
    """Where ``text`` (folded) asks whether a version is too big or too small (*would the L be too big?*); none where it does not."""
    found = _TOO.search(fold(text[:_LONGEST]))
    return found.start() if found else None


def body_told(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """A measure of somebody told of the one thing spoken of (*she's 6 kg*, 우리개 6키로, うちの子は9キロ), or whether a size of it would be too
    big: which version fits it. What looks for goods, takes something or asks whether it is there stays what it is."""
    context = reader.context
    if settled := _content(reader, piece):
        return settled
    row = context.last_row or (context.shown[0].row if len(context.shown) == 1 else None)
    if row is None or context.flow not in (None, "add_to_cart", "product_question", *LOOKING):
        return ()
    if context.asked_kind not in (None, "choice", "product"):
        return ()
    best, sure = piece.best, piece.reading.confidence
    if moods.takes(piece.words) or (best not in _MAY_BE_READ_SO and sure >= _SURE):
        return ()
    said = fold(normalise(piece.words).text)
    sized = any(e.kind in ("size", "attribute", "measure") and not e.negated for e in piece.entities)
    if sized and asks_too_big(said) is not None and not _named_elsewhere(piece, said, row, ()):
        return (_asked(piece, row),)
    made = {plain(n).replace(" ", "") for m in context.made if m.row == row for _, names in m.values for n in names}
    told = [m for m in measures_told(said) if m.part or plain(m.text).replace(" ", "") not in made]
    whose = of_somebody(said) or (asks_to_fit(said) and _GIVEN.search(said) is not None)
    if not told or not whose or _named_elsewhere(piece, said, row, told):
        return ()
    if _LOOKS_ON.search(said) and not _SIZE_WORD.search(said):
        return ()
    if _THERE.search(said) and not asks_to_fit(said):
        return ()
    return (_asked(piece, row),)


def _content(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """*That one, please*, それで, asked for the size right after one was said to fit: that one."""
    context = reader.context
    asked = context.flow == "add_to_cart" and context.asked_kind == "choice" and context.last_intent == "size_advice"
    if not (asked and context.last_row and moods.settles(piece.words)):
        return ()
    # Nothing but what is told anew makes the question be thought over: that something fits is no value of its own.
    slots = {"product": context.last_row, "attribute": {"said_to_fit": None}}
    return (Start(intent="add_to_cart", slots=slots, confidence=0.85, words=piece.words),)


def _named_elsewhere(piece: Piece, said: str, row: str, told: Sequence[BodyMeasure]) -> bool:
    """Whether a message names something else than the thing spoken of, beside the one that is measured: a *6.2 kg cat* names no cat food,
    한 하네스 of *6kg 강아지 하네스* looks for one."""
    for entity, (begin, end) in zip(piece.entities, answers.spans(piece.words, piece.entities), strict=True):
        if entity.kind not in ("product", "category", "brand") or entity.negated:
            continue
        if any(link.row == row for link in entity.links):
            continue
        beside = any(-1 <= begin - m.end <= _BESIDE or -1 <= m.start - end <= _BESIDE for m in told)
        whom = _WHOM.fullmatch(said[begin:end].strip()) is not None
        if not (bool(told) and whom) and not (beside and _SOMEBODY.search(said[begin:end] + " ")):
            return True
    return False


def _asked(piece: Piece, row: str) -> Start:
    named = next(
        (
            link.row
            for e in piece.entities
            if e.kind == "product" and not e.negated
            for link in e.links[:1]
            if link.row.startswith("product:")
        ),
        row,
    )
    slots = {"product": named, "question": piece.words}
    return Start(intent="size_advice", slots=slots, confidence=0.85, words=piece.words)
