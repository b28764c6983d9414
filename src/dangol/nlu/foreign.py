# ruff: noqa: E501  (tables of words read best on one line)
"""Messages in a language that nobody here speaks: better told so, and asked which of ours it may be, than read as typos of ours. One that
we could speak and this shop does not (English in a shop that answers in Korean alone) is such a language too. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from dangol.nlu.language import CHINESE, is_english, language_of
from dangol.nlu.normalise import plain

# A script that one of the world's larger languages stands for; which of its languages it is, is not asked.
_SCRIPTS = {
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
    "el": re.compile(r"[\u0370-\u03ff]"),
}
_KANA_OR_HANGUL = re.compile(r"[\u3041-\u3096\u30a1-\u30fa가-힣]")
_OTHER_WORD = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff々ー가-힣]++")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
# Small words of a language which are no words of English and in few names of things.
_SMALL = {
    "es": "hola gracias por favor donde dónde está esta estan están mi mis pedido quiero quisiera tienen tienes hay cuánto cuanto cuesta busco necesito una unos unas para con pero muy talla puedo comprar "
    "enviar envío envio camiseta zapatos hablas habla español buenos buenas días tardes qué cómo cuándo",
    "fr": "bonjour bonsoir merci je cherche voudrais une des où est mon ma mes commande avez vous êtes pour avec mais très combien coûte taille puis acheter livraison veux s'il plaît plait parlez français "
    "j'ai c'est qu'est pas les du au aux quand comment",
    "de": "hallo guten tag danke bitte ich suche möchte mochte eine einen der das ist wo meine mein bestellung haben sie für fur mit aber sehr wie viel kostet größe grosse kann kaufen lieferung und nicht sprechen deutsch wann gibt",
    "it": "ciao buongiorno grazie vorrei cerco dov'è dove è il mio mia ordine avete per con ma molto quanto costa taglia posso comprare spedizione una sono parla italiano che quando",
    "pt": "olá ola obrigado obrigada quero queria procuro onde está esta meu minha pedido vocês têm tem para com mas muito quanto custa tamanho posso comprar entrega uma não nao fala português você",
    "nl": "hallo dank je graag ik zoek wil een het waar is mijn bestelling hebben jullie voor met maar hoeveel kost maat kan kopen bezorging niet spreek nederlands wanneer",
    "pl": "cześć czesc dzień dobry dziękuję dziekuje szukam chcę chce gdzie jest moje zamówienie zamowienie czy macie dla ile kosztuje rozmiar mogę kupić dostawa nie mówisz polsku proszę",
    "tr": "merhaba selam teşekkürler tesekkurler istiyorum arıyorum nerede siparişim siparisim var mı mi için icin ile ama çok cok kaç kac lira beden alabilir miyim kargo değil degil ne zaman",
    "vi": "xin chào chao cảm cam ơn on tôi toi muốn muon tìm tim đơn hàng của tôi ở đâu có không cho với nhưng rất bao nhiêu tiền mua giao hàng",
    "id": "halo terima kasih saya ingin mencari cari pesanan di mana apakah ada untuk dengan tapi sangat berapa harganya ukuran bisa beli pengiriman tidak kapan",
}
_SMALL_WORDS = {lang: frozenset(words.split()) for lang, words in _SMALL.items()}
# What languages call themselves.
_OWN_NAMES = {
    **dict.fromkeys(("español", "espanol", "castellano"), "es"),
    **dict.fromkeys(("français", "francais"), "fr"),
    **dict.fromkeys(("italiano",), "it"),
    **dict.fromkeys(("português", "portugues"), "pt"),
    **dict.fromkeys(("polski", "polsku"), "pl"),
    **dict.fromkeys(("nederlands",), "nl"),
    **dict.fromkeys(("türkçe", "turkce"), "tr"),
    **dict.fromkeys(("bahasa",), "id"),
    **dict.fromkeys(("svenska",), "sv"),
    "deutsch": "de",
}
_HAN_NAMES = re.compile(r"中文|普通话|普通話|國語|国语|汉语|漢語|粤语|粵語|广东话|廣東話")
_FEW = 4
_OURS = ("ko", "ja", "en")
_SURELY = (
    0.85  # two small words of English, or a sentence's worth of them; *thanks* and *ok* are written in any language
)
_LEAST_LETTERS = 2
_ON_LABELS = frozenset({"free", "size", "one", "new", "open", "sale", "ok", "hi"})


def foreign(text: str, knows: Callable[[str], bool]) -> str | None:
    """The language (ISO 639-1) of ``text`` where it is surely none of ours, else none. ``knows`` tells the words of the catalogue, which
    are no evidence: *eau de parfum* is no French."""
    letters = [c for c in text if c.isalpha()]
    for lang, script in _SCRIPTS.items():
        found = len(script.findall(text))
        if found > 2 and found * 2 > len(letters):
            return lang
    if "¿" in text or "¡" in text:
        return "es"
    if not _KANA_OR_HANGUL.search(text):
        if _HAN_NAMES.fullmatch(text.strip(" ?？!！.。")) or CHINESE.search(text):
            return "zh"
    elif len(letters) > 1:
        return None
    words = [word for word in _WORD.findall(plain(text)) if len(word) > 1]
    if len(words) <= _FEW:
        named = [_OWN_NAMES[word] for word in words if word in _OWN_NAMES and not knows(word)]
        if named:
            return named[0]
    strange = {word for word in words if not (is_english(word) or knows(word))}
    counts = {lang: len(strange & small) for lang, small in _SMALL_WORDS.items()}
    lang = max(counts, key=lambda name: counts[name])
    ours = sum(is_english(word) for word in words)
    return lang if counts[lang] >= max(2, (len(words) + 1) // 3) and counts[lang] > ours else None


def unserved(text: str, languages: Sequence[str], knows: Callable[[str], bool]) -> str | None:
    """The language of ``text`` where it is one of ours, but surely none of ``languages``, the shop's own. What the catalogue ``knows`` is
    no evidence: a shop may call its things by names of another script."""
    if all(lang in languages for lang in _OURS):
        return None
    spoken = language_of(text, _OURS, languages[0] if languages else None, knows)
    if spoken.lang in languages or spoken.confidence < _SURELY or not languages:
        return None
    if spoken.lang == "en":
        # *Free size* and a name out of the catalogue stand in a message of any language.
        small = {word for word in _WORD.findall(plain(text)) if is_english(word) and not knows(word)} - _ON_LABELS
        return "en" if len(small) > 1 and not _KANA_OR_HANGUL.search(text) else None
    words = _OTHER_WORD.findall(plain(text))
    strange = [word for word in words if not knows(word)]
    return spoken.lang if sum(map(len, strange)) >= _LEAST_LETTERS and not _latin_sentence(text, languages) else None


def _latin_sentence(text: str, languages: Sequence[str]) -> bool:
    """Whether ``text`` is a sentence in English, which the shop speaks, that only quotes something in another script."""
    return "en" in languages and sum(is_english(word) for word in _WORD.findall(plain(text))) > 1
