"""What hangs on a Korean or Japanese word without being part of it: particles and verb endings. Pure.

No dictionary: the lists below are grammar, closed classes that do not grow with a catalogue.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dangol.kit.text import has_tail

_KO_PARTICLES = """
은 는 이 가 을 를 의 에 도 만 로 와 과 랑 나 요 야 아 여 께 으로 에서 에게 한테 께서 까지 부터 보다 처럼 마다
밖에 조차 이나 이랑 하고 이라 라도 이든 든지 대로 같이 만큼 이요 에는 에도 에서는 에서도 으로는 으로도 로는 로도 이라도
이라는 라는 이란 란 에요 예요 이에요 까지는 까지요 부터요 은요 는요 이랑은 들 들은 들이 들을 들도
""".split()  # noqa: SIM905
_KO_ENDINGS = """
인가요 인지요 인지 인데요 인데 입니다 입니까 이에요 이예요 예요 에요 이죠 죠 이야 인가 이냐 냐 니 인걸 이네요 네요
하나요 하는지 하는 하고 하면 하려면 하려고 하려 하기 하게 하세요 하시나요 합니다 합니까 해요 해야 해주세요 해줘 해줘요
해줄 해도 해서 했어요 했는데 했는데요 했습니다 할까요 할게요 할래요 할 한 함 해 했 했던 하지 하신 하실 하던 하자 되나요
되는지 되는 되고 되면 되어 돼요 되요 됩니다 됩니까 될까요 된 될 되 돼 됐는데 됐어요 되었는데 되었어요 되죠 되지 받나요
나요 는지 는데 는데요 는 은데 은데요 은가요 을까요 까요 ㄹ까요 을 게요 래요 습니까 습니다 ㅂ니다 어요 아요 여요 었어요
았어요 였어요 었는데 았는데 었는데요 았는데요 지요 지 려면 려고 으면 면 고 서 어서 아서 게 기 주세요 주나요 줘 줘요
줄래요 주실 드려요 드릴게요 주시나요 주십시오 시나요 세요 으세요 십니까 싶어요 싶은데 싶은데요 싶습니다 싶다 싶어 있나요
있어요 있을까요 있습니까 있는지 있는 있어 있음 있는데 있죠 없나요 없어요 없는 없는데 없을 가능한가요 가능한지 가능해요
가능할까요 가능하나요 가능 가능합니까 됨 임 인 일 이 거 건 걸 게 것 것도 데 때 때는 수 줄 점 뿐 중 좀 더 또 다 어
아 야 여 을까 ㄹ까 을지 할지 될지 다고 라고 대요 래 자 다는 라는 같은 같아요 같은데 같은데요 관련 문의 문의요
문의드려요 문의합니다 질문 질문이요 궁금해요 궁금합니다 궁금한데요 알려주세요 알려줘 알려줘요 알고싶어요 부탁해요 부탁드려요
부탁드립니다
""".split()  # noqa: SIM905
_KO_SUFFIXES = frozenset({*_KO_PARTICLES, *_KO_ENDINGS})
_KO_NOUN_SUFFIXES = frozenset({*_KO_PARTICLES, "이요", "인가요", "있나요", "있어요", "주세요", "인데요"})
# A word is asked for its last syllables, the most first: six looks instead of three hundred.
_LONGEST_SUFFIX = max(map(len, _KO_SUFFIXES))

_JA_TAIL = re.compile(
    "(?:でしょうか|でしたか|ですかね|ですよね|ですか|ですが|でしょう|です|でした|だった|ますか|ますが|ましたか|ました|ます|ません|ませんか|たいんですが|たいのですが|たいです|たい|"
    "てください|でください|ください|下さい|てほしい|ほしい|お願いします|おねがいします|願います|についてですか|について|に関して|とは|って|なんですか|なの|なに|から|まで|より|だけ|でも|では|には|とか|など|"
    "されます|される|された|できます|できる|できない|できません|します|する|した|して|しました|したい|しない|しています|している|れます|れる|られる|られます|ている|ています|ていますか|てる|てます|あります|ある|ありますか|ありません|いますか|います|いる|"
    "のですが|んですが|のですか|んですか|のか|かな|かね|よね|ね|よ|か|の|は|が|を|に|へ|と|も|で|や|な|だ|た|て|い|う|く|る)+$"
)


@lru_cache(16384)
def korean_stem(word: str, keep: int = 1) -> str:
    """A Korean word without its particles and endings (``셔츠는요`` is ``셔츠``), at least ``keep`` syllables of it."""
    for _ in range(3):
        longest = min(_LONGEST_SUFFIX, len(word) - max(keep, 1))
        shortest = 1 if len(word) > 2 else 2
        for length in range(longest, shortest - 1, -1):
            if word[-length:] in _KO_SUFFIXES:
                word = word[:-length]
                break
        else:
            break
    return word


_LONGEST_TAIL = 24
"""No word ends in more syllables of particles and endings than this; a flood of one syllable does not end in any."""


@lru_cache(16384)
def without_particle(word: str) -> str:
    """A Korean noun without the one particle that hangs on it, the longest that leaves two syllables; else the word itself."""
    for length in range(min(_LONGEST_SUFFIX, len(word) - 2), 0, -1):
        if word[-length:] in _KO_NOUN_SUFFIXES:
            return word[:-length]
    return word


_AFTER_TAIL = frozenset("은 이 을 과 이나 이랑 이요 이에요 이라 이라도 으로".split())  # noqa: SIM905
_AFTER_VOWEL = frozenset("는 가 를 와 나 랑 요 예요 라 라도".split())  # noqa: SIM905
_AFTER_ANY = frozenset("의 에 도 만 로 에서 부터 까지 보다 하고 에는 에도 들 들은 들이 들을".split())  # noqa: SIM905


def single_noun(word: str) -> str:
    """The one syllable a Korean word may be, its particle left off (``꽃은`` is ``꽃``); empty if it is no such word. What the particle
    has to be after the syllable decides: ``새로`` may be 새 and 로, ``꽃는`` is no word."""
    if not word or not "가" <= word[0] <= "힣":
        return ""
    rest = word[1:]
    fitting = _AFTER_TAIL if has_tail(word[0]) else _AFTER_VOWEL
    return word[0] if not rest or rest in fitting or rest in _AFTER_ANY else ""


@lru_cache(4096)
def is_korean_tail(text: str) -> bool:
    """Whether ``text`` is nothing but particles and endings, such as ``가얼마예요``'s ``가``."""
    if len(text) > _LONGEST_TAIL:
        return False
    reached = {len(text)}
    for end in range(len(text), 0, -1):
        if end in reached:
            begins = range(max(0, end - _LONGEST_SUFFIX), end)
            reached |= {begin for begin in begins if text[begin:end] in _KO_SUFFIXES}
    return 0 in reached


@lru_cache(4096)
def japanese_stem(kana: str) -> str:
    """A run of hiragana without the particles and endings at its end; empty when it is nothing else."""
    return _JA_TAIL.sub("", kana)
