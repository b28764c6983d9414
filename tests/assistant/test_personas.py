"""The shipped characters: every sentence of the list in every language, the same places, particles that fit any name, no rudeness."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dangol.assistant.persona import CHARACTERS, read_persona
from dangol.bootstrap.files import shipped_books
from dangol.kit.money import Money
from dangol.runtime.errors import SettingInvalid
from dangol.runtime.settings import LANGUAGES
from dangol.wording import Vocabulary, Wording, read_book

MOST_SAID = (
    "greet.hello",
    "greet.first",
    "find.found",
    "find.one",
    "find.none",
    "dialogue.unclear",
    "cart.added",
    "thanks.welcome",
    "goodbye.bye",
    "handover.available",
    "handover.queue",
    "smalltalk.reply",
    "bot.honest",
)
TOPICS = ("how_are_you", "weather", "joke", "compliment", "insult", "any")
WORDING = Wording(shipped_books())
EVERY = [(key, lang, character) for key in MOST_SAID for lang in LANGUAGES for character in CHARACTERS]
VALUES = {
    "shop": "Naru",
    "assistant": "Bomi",
    "contact_name": None,
    "count": 3,
    "title": "Stoneware mug",
    "price": Money(1200000, "KRW"),
    "total": Money(1200000, "KRW"),
    "quantity": 2,
    "options_text": "",
    "wishes": "",
    "intent": "thanks",
    "who": None,
    "wait": None,
    "waiting": 0,
    "topic": "any",
}


def said(key: str, lang: str, character: str, **values: object) -> str:
    return WORDING.fill(key, lang, {**VALUES, **values}, persona=character)


@pytest.mark.parametrize(("key", "lang", "character"), EVERY)
def test_every_character_has_its_own_sentence(key: str, lang: str, character: str) -> None:
    entry = WORDING.entry(key, lang)
    assert entry is not None
    assert entry.voices.keys() >= set(CHARACTERS)
    assert entry.voices[character] not in [entry.sentences, *(entry.voices[c] for c in CHARACTERS if c != character)]
    neutral = frozenset().union(*(template.names for template in entry.sentences))
    for template in entry.voices[character]:
        assert template.names == neutral, "the same places as the neutral sentence, and so as the other languages"
    assert said(key, lang, character)


@pytest.mark.parametrize("character", CHARACTERS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_other_sentences_fall_back(lang: str, character: str) -> None:
    assert said("option.yes", lang, character) == WORDING.fill("option.yes", lang, {})
    assert said("dialogue.back", lang, character) == WORDING.fill("dialogue.back", lang, {})


_KO_ENDS = re.compile(r"(요|니다|까|mug|쏙)$")
_JA_ENDS = re.compile(r"(です|ます|ました|ません|でした|か|ましょう|ください|ですね|ますね)$")
_JA_GREETS = ("いらっしゃいませ", "ようこそ", "こんにちは", "どうぞ", "どういたしまして", "mugが")


@pytest.mark.parametrize("character", CHARACTERS)
def test_korean_and_japanese_stay_polite(character: str) -> None:
    """존댓말 and です・ます: whatever comes to an end, ends so. A bare name of a thing is no sentence."""
    for key in MOST_SAID:
        for topic in TOPICS:
            for sentence in re.split(r"[.!?]\s*", said(key, "ko", character, topic=topic)):
                assert not sentence or _KO_ENDS.search(sentence.split(",")[0 if "mug," in sentence else -1]), sentence
            for sentence in filter(None, re.split(r"[。！？]", said(key, "ja", character, topic=topic))):
                assert _JA_ENDS.search(sentence) or sentence.endswith(_JA_GREETS), sentence


@pytest.mark.parametrize(
    ("name", "honest"),
    [
        ("보미", "보미라는 디지털 직원이에요"),
        ("준", "준이라는 디지털 직원이에요"),
        ("Dani", "Dani라는 디지털 직원이에요"),
    ],
)
@pytest.mark.parametrize("character", CHARACTERS)
def test_particles_fit_the_name(character: str, name: str, honest: str) -> None:
    assert honest in said("bot.honest", "ko", character, assistant=name)
    hello = said("greet.hello", "ko", character, assistant=name)
    ending = "입니다" if character == "brisk" else "예요" if name in ("보미", "Dani") else "이에요"
    assert f"디지털 직원 {name}{ending}" in hello
    assert "을(를)" not in hello
    assert "이(가)" not in hello


@pytest.mark.parametrize(
    ("title", "playful"), [("머그", "머그가 여기"), ("쟁반", "쟁반이 여기"), ("접시(대)", "접시(대)가 여기")]
)
def test_particles_fit_the_title(title: str, playful: str) -> None:
    assert playful in said("find.one", "ko", "playful", title=title)


@pytest.mark.parametrize(("shop", "kept"), [("나루", "나루를 지키는"), ("나루상점", "나루상점을 지키는")])
def test_particles_fit_the_shop(shop: str, kept: str) -> None:
    assert kept in said("greet.first", "ko", "playful", shop=shop)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_brisk_is_shortest(lang: str) -> None:
    for key in MOST_SAID:
        assert len(said(key, lang, "brisk")) < len(said(key, lang, "warm")), key


@pytest.mark.parametrize("character", CHARACTERS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_small_talk_is_short_and_leads_back(lang: str, character: str) -> None:
    for topic in TOPICS:
        sentence = said("smalltalk.reply", lang, character, topic=topic)
        assert len(sentence) <= (140 if lang == "en" else 80)
        assert sentence.endswith("?") or sentence.endswith("か。"), "it ends with the shop"


@pytest.mark.parametrize("character", CHARACTERS)
def test_a_shipped_character_is_one_line(character: str) -> None:
    persona = read_persona({"character": character}, "persona.toml")
    assert persona.speaks_as == character
    assert all(persona.name_in(lang) for lang in LANGUAGES)
    assert persona.face_bytes is not None
    assert ElementTree.fromstring(persona.face_bytes).tag.endswith("svg")
    assert persona.about
    assert all(persona.voice(lang).tone for lang in LANGUAGES)


def test_what_the_shop_writes_wins() -> None:
    persona = read_persona(
        tomllib.loads(
            'character = "brisk"\nname = "다니"\npicture = "me.svg"\ntone = "formal"\n[ko]\ngreeting = "어서 오세요."\n'
        ),
        "persona.toml",
    )
    assert persona.name_in("ja") == "다니"
    assert persona.face_bytes is None
    assert persona.tone == "formal"
    assert persona.voice("ko").greeting == "어서 오세요."
    assert persona.voice("ko").tone, "the rest is still the character's"


def test_a_description_is_no_character() -> None:
    persona = read_persona({"character": "A small duck, calm and dry."}, "persona.toml")
    assert persona.speaks_as is None
    assert not persona.face


def test_a_plain_form_is_the_owners_choice() -> None:
    own = read_book(
        'thanks.welcome:\n  say: "천만에요."\n  as:\n    plain: "천만에."\n    warm+plain: "천만에, 고마워."\n',
        "ko",
        "own",
        "x.yaml",
    )
    wording = Wording([*shipped_books(), own])
    assert wording.fill("thanks.welcome", "ko", {"intent": ""}, persona="warm", formality="plain") == "천만에, 고마워."
    assert wording.fill("thanks.welcome", "ko", {"intent": ""}, persona="brisk", formality="plain") == "천만에."
    assert wording.fill("goodbye.bye", "ko", {}, persona="brisk", formality="plain") == "감사합니다. 또 오세요."


def test_an_empty_word_is_refused() -> None:
    with pytest.raises(SettingInvalid, match="stands for nothing"):
        read_persona({"ko": {"words": {"장바구니": " "}}}, "persona.toml")


@pytest.mark.parametrize(
    ("lang", "words", "before", "after"),
    [
        (
            "ko",
            {"직원": "매니저"},
            "직원이 직원을 직원과 직원이에요. 담당직원에게",
            "매니저가 매니저를 매니저와 매니저예요. 담당직원에게",
        ),
        ("ko", {"장바구니": "카트"}, "장바구니에 넣었어요", "카트에 넣었어요"),
        ("ko", {"가게": "상점"}, "가게가 가게로", "상점이 상점으로"),
        ("ja", {"カート": "かご"}, "スカートをカートに入れました", "スカートをかごに入れました"),
        ("ja", {"商品": "お品物"}, "その商品は新商品です", "そのお品物は新商品です"),
        ("en", {"cart": "basket"}, "Cart: a carton in your cart.", "Basket: a carton in your basket."),
        ("en", {"cart": "basket", "digital assistant": "helper"}, "the digital assistant", "the helper"),
    ],
)
def test_words_of_the_shops_own(lang: str, words: dict[str, str], before: str, after: str) -> None:
    assert Vocabulary(lang, words).changed(before) == after


def test_a_value_keeps_its_words() -> None:
    words = {"ko": Vocabulary("ko", {"장바구니": "바구니"})}
    values = {**VALUES, "title": "장바구니"}
    sentence = WORDING.fill("cart.added", "ko", values, persona="warm", words=words)
    assert (
        sentence == "장바구니 2개를 바구니에 잘 담아 두었어요. 모두 ₩1,200,000이에요."
        or "장바구니 2개를 바구니에" in sentence
    )


def test_persona_files_name_only_what_there_is() -> None:
    folder = Path(__file__).parents[2] / "src/dangol/assistant/personas"
    assert sorted(p.stem for p in folder.glob("*.toml")) == sorted(CHARACTERS)
    assert sorted(p.stem for p in folder.glob("*.svg")) == sorted(CHARACTERS)
