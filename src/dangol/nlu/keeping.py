# ruff: noqa: E501  (patterns read best on one line)
"""What is to stay in the cart: *don't take the tote out*, 빼지 마세요, 消さないで. Its words are those of taking something out, but for the one
that says not to: the surest way to empty a cart that was to be kept."""

from __future__ import annotations

import re

from dangol.nlu.answers import residue
from dangol.nlu.normalise import normalise
from dangol.nlu.segments import only_keeps

_STAYS = re.compile(
    r"(?:\b(?:please|but|so|wait|no|ok(?:ay)?)[\s,]+)*\b(?:do not|don'?t|dont|never|no need to|(?:i )?(?:didn'?t|did not) (?:say|ask(?: you)?|want(?: you)?|mean) to)\s(?:you )?(?:dare )?(?:just |actually |yet )?"
    r"(?:take(?=[^,.;:!?]{0,40}\b(?:out|off|away|from)\b)|remove|delete|drop|empty|clear|throw|toss|bin|get rid of|leave)\b(?! (?:it|one|them|that|this|the [a-z ]{1,20})? ?(?:with|in)\b)(?P<what>[^,.;:!?]{0,60}?)(?=[,.;:!?]|\s(?:but|and|just|only)\b|$)"
    r"|[^,.!?~]{0,40}?(?<![가-힣])(?:빼|지우|비우|삭제하|제거하|없애|버리|치우)지\s?(?:는|도|를)?\s?(?:마|말)(?:세요|시고|시구|시오|아\s?주세요|아\s?줘요?|아요?|라고?|고|구|요)?(?:요)?"
    r"|[^,.!?]{0,40}?(?:(?:取り)?消さ|(?:取り|はず|外|抜|抜か|出)さ|抜か|取り出さ|捨て|減らさ|削除し|空にし|取り除か)(?:ないで|なくて|ずに|ないように)(?:(?:おいて)?(?:ください|下さい|ほしい(?:です)?|いい(?:です)?|大丈夫(?:です)?|結構(?:です)?|お願いします)?[ねよ]?)"
)
# *Leave* alone takes nothing out: *don't leave it out*, *don't leave without the tote*.
_LEFT = re.compile(r"\bleave\b")
_OUT = re.compile(r"\b(?:out|off|away)\b")


def stays(words: str) -> str | None:
    """What else ``words`` say beside the part that says not to take something out, empty where they say nothing else; none where they
    say no such thing."""
    message = normalise(words)
    found = _STAYS.search(message.text)
    if found is None or not found.group().strip():
        return None
    if _LEFT.search(found.group()) and not _OUT.search(found.group()):
        return None
    before = message.written(0, found.start()) if found.start() else ""
    after = message.written(found.end(), len(message.text)) if found.end() < len(message.text) else ""
    rest = f"{before} {after}".strip(" ,.;:!?~、。！")
    plain = normalise(rest).text
    return rest if residue(plain) and not only_keeps(plain) else ""


# What is to stay, said before what is to go: *keep the chair, remove the desk*, 의자는 두고 책상만 빼 줘, 椅子は残して机は外して.
_KEPT_FIRST = re.compile(
    r"^(?:(?:please|no|ok(?:ay)?|so|just|actually|can you|could you)[\s,]+)*(?:keep|leave|hold on to)\s(?P<en>[^.;!?]{2,40}?)(?:\s?[,.;:–—-]+\s?|\s)(?:(?:and|but|then|just|only|please|instead)\s)*(?=(?:remove|delete|drop|take|lose|ditch|bin|scrap|get rid of|throw)\b)"
    r"|^(?P<ko>[^.,!?]{1,30}?)(?:은|는|만|을|를)?\s?(?:그대로\s?)?(?:(?:놔|냅|나)?\s?두고|남기고|남겨\s?두고|남겨\s?놓고|놓아두고|놔\s?놓고)(?:요)?[\s,]+(?=[^.!?]{0,30}(?:빼|지우|지워|삭제|제거|없애|취소))"
    r"|^(?P<ja>[^。,!?]{1,30}?)(?:は|を|だけ)?(?:そのまま)?(?:残し(?:て(?:おいて|いて)?)?|のこして|置いといて|(?<=そのまま)(?:で|にして))[、,\s]*(?=[^。!?]{0,30}(?:外|はず|消|削除|取り|抜|除|やめ|出し))"
)


def kept_first(words: str) -> tuple[str, str] | None:
    """What ``words`` say is to stay before they say what is to go, and the rest of them; none where they say no such thing."""
    message = normalise(words)
    found = _KEPT_FIRST.match(message.text)
    if found is None:
        return None
    name = found.lastgroup or "en"
    return message.written(found.start(name), found.end(name)), message.written(found.end(), len(message.text))
