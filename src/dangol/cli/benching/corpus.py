"""A catalogue to search in, generated from a seed: titles of three to six words drawn with a natural (Zipf) spread, so that some words
stand in a fifth of all titles, in English and in Korean; and queries drawn from it: one to four words, common ones too, a tenth with a
typo, half of them in Korean.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from dangol.search.documents import Document, Facts, PriceRange

# ruff: noqa: SIM905  (word lists read best as text)
MAKERS = "zk br tr st fl gr pl sn kr dr v l m n r t p s f h j w b d g".split()
VOWELS = "a e i o u ea oo ai".split()
TAILS = "n r l t s m nd ck rt x ".split(" ")
COMMON = (
    "shirt cotton black white blue men women classic slim set large small bag shoes dress jacket light soft new "
    "wool linen leather steel wood glass red green kids pack long short"
).split()
KOREAN = (
    "셔츠 면 블랙 화이트 블루 남성 여성 클래식 슬림 세트 대형 소형 가방 신발 원피스 재킷 경량 소프트 신상 울 린넨 가죽 스틸 원목 유리 "
    "레드 그린 아동 팩 롱 숏"
).split()
SYLLABLES = [
    chr(0xAC00 + 588 * lead + 28 * vowel + tail)
    for lead in range(19)
    for vowel in (0, 4, 8, 13, 20)
    for tail in (0, 4, 8, 16, 21)
]
COLORS = ("black", "white", "blue", "red", "green", "navy", "beige", "grey")


@dataclass(frozen=True, slots=True)
class Query:
    """Words in a language; ``narrow``: only in some colours, up to a price, in stock."""

    words: str
    lang: str
    narrow: bool


class Catalogue:
    """A generated catalogue."""

    def __init__(self, size: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.size = size
        self.rare = [self._word() for _ in range(max(2000, size // 8))]
        self.rare_ko = [self._korean() for _ in range(max(2000, size // 8))]
        self.brands = [self._word().capitalize() for _ in range(300)]

    def _word(self) -> str:
        r = self.random
        return "".join(r.choice(MAKERS) + r.choice(VOWELS) + r.choice(TAILS) for _ in range(r.randint(2, 3)))

    def _korean(self) -> str:
        return "".join(self.random.choice(SYLLABLES) for _ in range(self.random.randint(2, 4)))

    def _pick(self, common: list[str], rare: list[str]) -> str:
        r = self.random
        if r.random() < 0.6:
            return common[min(len(common) - 1, int(r.paretovariate(0.7)) - 1)]
        return rare[min(len(rare) - 1, int(r.paretovariate(0.5)) - 1)]

    def documents(self) -> Iterator[Document]:
        """Each product in English and in Korean."""
        r = self.random
        for number in range(self.size):
            words = [(self._pick(COMMON, self.rare), self._pick(KOREAN, self.rare_ko)) for _ in range(r.randint(3, 6))]
            brand = r.choice(self.brands)
            price = r.randrange(5, 500) * 1000
            facts = Facts(
                categories=(f"c{number % 40}/s{number % 200}",),
                brand=brand,
                values={"color": tuple(r.sample(COLORS, 2)), "size": ("S", "M", "L")},
                prices={"KRW": PriceRange(price, price)},
                available=r.random() > 0.08,
                newness=number,
            )
            body = " ".join(self._pick(COMMON, self.rare) for _ in range(25))
            yield Document("product", f"p{number}", "en", " ".join(w for w, _ in words), brand, body, facts)
            yield Document("product", f"p{number}", "ko", " ".join(w for _, w in words), brand, "", facts)

    def queries(self, count: int, documents: list[Document]) -> list[Query]:
        """What ``count`` shoppers might type to find some of ``documents``, the same ones each time."""
        r = random.Random(7)
        out: list[Query] = []
        for _ in range(count):
            document = r.choice(documents)
            words = document.title.split()
            chosen = r.sample(words, min(len(words), r.choice((1, 1, 2, 2, 3, 4))))
            if r.random() < 0.15:
                chosen = [r.choice(COMMON[:8] if document.lang == "en" else KOREAN[:8]) for _ in range(r.randint(1, 2))]
            if r.random() < 0.1 and len(chosen[0]) > 4:
                at = r.randrange(1, len(chosen[0]) - 1)
                chosen[0] = chosen[0][:at] + chosen[0][at + 1 :]
            out.append(Query(" ".join(chosen), document.lang, narrow=r.random() < 0.3))
        return out
