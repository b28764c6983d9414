"""A small catalogue of several trades in three languages, as a ``Lexicon``: plain look-up with one typo allowed in Latin words."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz.distance import OSA

from dangol.nlu.commands import Link
from dangol.nlu.context import Match

_ROWS = """
product:air-runner | Air Runner | 에어 러너 | エアランナー
category:shoes/sneakers | sneakers, running shoes, trail runners, trainers | 운동화, 러닝화, 스니커즈 | スニーカー, ランニングシューズ
category:shoes/boots | boots | 부츠 | ブーツ
category:clothing/socks | socks | 양말 | 靴下
category:clothing/shirts | shirt, shirts | 셔츠, 남방 | シャツ
brand:Nike | nike | 나이키 | ナイキ
product:house-blend | house blend | 하우스블렌드 | ハウスブレンド
product:arabica | arabica | 아라비카 | アラビカ
category:coffee/beans | coffee beans, beans | 원두 | コーヒー豆, 豆
category:coffee/machines | espresso machine, espresso machines | 에스프레소 머신 | エスプレッソマシン
product:vitamin-c-serum | vitamin c serum | 비타민c 세럼 | ビタミンC美容液
category:beauty/serum | serum | 세럼 | 美容液
category:beauty/foundation | foundation | 파운데이션 | ファンデ, ファンデーション
category:beauty/lipstick | lipstick | 립스틱 | 口紅
category:beauty/cream | moisturizer, cream | 크림 | クリーム
category:tools/hammers | hammer, hammers | 망치 | 金づち, ハンマー
category:tools/drills | drill, drills, cordless drill | 드릴, 무선드릴 | ドリル, コードレスドリル
category:books/fantasy | fantasy novel, fantasy novels | 판타지 소설 | ファンタジー小説
category:books | book, books | 책 | 本
""".strip()
_VALUES = """
color=black | black | 검정, 검정색, 블랙 | 黒, 黒い
color=white | white | 흰색, 화이트 | 白, 白い
size=270 | 270 | 270 | 27センチ, 27cm
size=9 | size 9 | 9사이즈 | 9号
size=M | size m, medium | m사이즈 | mサイズ
material=leather | leather | 가죽 | 革
""".strip()


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


class Catalog:
    """Finds the longest names first; Korean names also where their spaces are left out."""

    def __init__(self) -> None:
        self._names: list[tuple[str, str, str, str]] = []
        self._words: set[str] = set()
        for block, is_value in ((_ROWS, False), (_VALUES, True)):
            for line in block.splitlines():
                row, *columns = (part.strip() for part in line.split("|"))
                kind = row.split("=")[0] if is_value else row.split(":")[0]
                kind = "attribute" if kind == "material" else kind
                for column in columns:
                    for name in column.split(","):
                        self._names.append((_fold(name.strip()), kind, row, columns[0]))
                        self._words.update(_fold(name).split())
        self._names.sort(key=lambda entry: -len(entry[0]))

    def find(self, text: str, lang: str) -> tuple[Match, ...]:
        """Every mention; what is found first (longest names first) keeps its place."""
        folded = _fold(text)
        if len(folded) != len(text):
            folded = text.lower()
        found: list[Match] = []
        for name, kind, row, title in self._names:
            pattern = r"\s?".join(map(re.escape, name.split())) if not name.isascii() else re.escape(name)
            if name.isascii():
                pattern = rf"(?<![a-z0-9]){pattern}(?![a-z0-9])"
            elif len(name) == 1 and not "\u3400" < name < "\u9fff":
                pattern = rf"(?<![가-힣]){pattern}(?=[은는이가을를만도]?(?:\s|$|\d))"
            for match in re.finditer(pattern, folded):
                if all(match.end() <= m.start or m.end <= match.start() for m in found):
                    link = Link(row=row if ":" in row else f"value:{row}", score=0.95, title=title)
                    found.append(Match(match.start(), match.end(), kind, row, (link,)))
        for match in re.finditer(r"[a-z]{5,}", folded):
            near = self.nearest(match.group())
            if (
                near
                and not self.knows(match.group())
                and all(match.end() <= m.start or m.end <= match.start() for m in found)
            ):
                entry = next(((k, r, t) for n, k, r, t in self._names if n == near), None)
                if entry:
                    link = Link(row=entry[1], score=0.8, title=entry[2])
                    found.append(Match(match.start(), match.end(), entry[0], entry[1], (link,)))
        return tuple(sorted(found, key=lambda m: m.start))

    def knows(self, word: str) -> bool:
        """Whether a name has this word."""
        return word in self._words

    def coverage(self, text: str, lang: str) -> float:
        """The share of the words that are words of names."""
        words = _fold(text).split()
        return sum(word in self._words for word in words) / len(words) if words else 0.0

    def nearest(self, word: str) -> str | None:
        """A word of a name one edit away."""
        close = [w for w in self._words if w.isascii() and len(w) > 4 and OSA.distance(w, word, score_cutoff=1) <= 1]
        return min(close, default=None)
