"""The fact lock: what may be said in other words, and what may not be touched, in three languages."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dangol.wording.facts import broken_facts
from dangol.wording.facts.lock import facts
from dangol.wording.facts.marks import level

KEPT = [
    ("en", "Your order N26-1018 is on its way.", "Good news: your order N26-1018 is on its way!"),
    ("en", "I found 3 coats.", "Here are three coats."),
    ("en", "I put two bags into your cart.", "There, I added 2 bags to your cart."),
    ("en", "Which size do you need?", "What size would you like?"),
    ("en", "one hundred and five items", "105 items"),
    ("en", "It is $1,250.50.", "That comes to $1,250.50."),
    ("ko", "코트 3개를 찾았어요.", "코트를 3개 찾았답니다!"),
    ("ko", "두 개 담았어요.", "2개 담았어요."),
    ("ko", "３만 5천원이에요.", "35,000원이랍니다."),
    ("ko", "삼만오천원입니다.", "3만5천원입니다."),
    ("ko", "어떤 사이즈가 필요하세요?", "사이즈는 어떻게 해 드릴까요?"),
    ("ko", "이틀 걸려요.", "2일 걸려요."),
    ("ja", "コートが3点見つかりました。", "コートを３点見つけましたよ。"),
    ("ja", "二つ入れました。", "2つ入れました。"),
    ("ja", "３万円です。", "三万円です。"),
    ("ja", "三割引です。", "30%割引です。"),
    ("ja", "サイズはいくつになさいますか?", "サイズはどちらがよろしいですか?"),
    # warmer
    ("en", "Here is what I found for you.", "Happy to help! Here are my picks for you."),
    ("en", "I found 3 coats.", "Lovely, here are three coats I found for you! 😊"),
    ("en", "Here are the coats.", "Please take a look at the coats here."),
    ("en", "You can return it within 14 days.", "Of course, you can return it within 14 days."),
    ("ko", "찾으신 상품이에요.", "네, 찾으시는 상품 여기 있어요!"),
    ("ko", "코트 3개를 찾았어요.", "마음에 드실 코트를 3개 찾았어요. 😊"),
    ("ko", "14일 이내에 반품하실 수 있어요.", "네, 14일 이내에 반품하실 수 있답니다."),
    ("ko", "다음 중에서 골라 주세요.", "다음 중에서 편하게 골라 주세요."),
    ("ja", "こちらはいかがですか。", "こちらなどはいかがでしょうか。"),
    ("ja", "コートが3点見つかりました。", "素敵なコートが3点見つかりましたよ。😊"),
    ("ja", "14日以内に返品できます。", "はい、14日以内に返品できますよ。"),
    ("ja", "サイズを選んでください。", "サイズをお選びくださいませ。"),
]
BROKEN = [
    # a number, its unit, its place
    ("en", "It takes 3 days.", "It takes 3 weeks."),
    ("en", "It takes 3 business days.", "It takes 3 days."),
    ("en", "It takes three days.", "It takes four days."),
    ("en", "2 mugs and 3 bags", "3 mugs and 2 bags"),
    ("en", "It is 10%.", "It is 10 points."),
    ("en", "It is half price.", "It is the price."),
    ("en", "The coat is $39.", "The coat is $39, was $59."),
    ("en", "You have a couple left.", "You have some left."),
    ("ko", "3만원이에요.", "3천원이에요."),
    ("ko", "두 개 남았어요.", "세 개 남았어요."),
    ("ko", "반값이에요.", "그 값이에요."),
    ("ko", "사흘 걸려요.", "나흘 걸려요."),
    ("ko", "３일 걸려요.", "３주 걸려요."),
    ("ja", "3万円です。", "3千円です。"),
    ("ja", "二つあります。", "三つあります。"),
    ("ja", "半額です。", "お値打ちです。"),
    ("ja", "２割引です。", "３割引です。"),
    ("ja", "ふたつです。", "みっつです。"),
    # when
    ("en", "We ship today.", "We ship tomorrow."),
    ("en", "We open at 10:00 on Monday.", "We open at 10:00 on Tuesday."),
    ("en", "until Nov 26", "until Dec 26"),
    ("en", "within 7 days", "after 7 days"),
    ("ko", "오전 10시에 열어요.", "오후 10시에 열어요."),
    ("ko", "11월 26일까지예요.", "11월 27일까지예요."),
    ("ko", "월요일에 와요.", "화요일에 와요."),
    ("ko", "7일 이내예요.", "7일 이후예요."),
    ("ja", "月曜日に届きます。", "火曜日に届きます。"),
    ("ja", "11月26日までです。", "12月26日までです。"),
    ("ja", "7日以内です。", "7日以降です。"),
    # promises and denials
    ("en", "Delivery is free.", "Delivery is easy."),
    ("en", "Delivery is easy.", "Delivery is free."),
    ("en", "You cannot return it.", "You can return it."),
    ("en", "We don't guarantee it.", "We guarantee it."),
    ("en", "It should arrive on time.", "It arrives on time."),
    ("en", "I'll look for it.", "I'll look for it and refund you."),
    ("ko", "무료 배송이에요.", "배송이에요."),
    ("ko", "환불이 안 돼요.", "환불이 돼요."),
    ("ko", "교환하실 수 없어요.", "교환하실 수 있어요."),
    ("ko", "찾아볼게요.", "꼭 찾아볼게요. 보장해요."),
    ("ko", "재고가 있어요.", "품절이에요."),
    ("ja", "送料は無料です。", "送料です。"),
    ("ja", "返品できません。", "返品できます。"),
    ("ja", "お探しします。", "必ずお探しします。"),
    ("ja", "在庫があります。", "売り切れです。"),
    ("en", "I added it to your cart.", "I removed it from your cart."),
    ("en", "We are open on Monday.", "We are closed on Monday."),
    ("en", "Your parcel was sent.", "Your parcel was delivered."),
    ("en", "It will be refunded.", "It was refunded."),
    ("en", "You can exchange it.", "You can cancel it."),
    ("en", "We will call you.", "We will e-mail you."),
    ("en", "It comes this week.", "It comes next week."),
    ("en", "It is cheaper.", "It is more expensive."),
    ("en", "Here is a new one.", "Here is a used one."),
    ("en", "There, it is yours.", "There, it is on the house."),
    ("en", "We pack it by hand.", "We pack it by hand, forever."),
    ("ko", "장바구니에 담았어요.", "장바구니에서 뺐어요."),
    ("ko", "월요일에는 문을 열어요.", "월요일에는 문을 닫아요."),
    ("ko", "발송했어요.", "배송했어요."),
    ("ko", "환불해 드릴 거예요.", "환불해 드렸어요."),
    ("ko", "교환하실 수 있어요.", "취소하실 수 있어요."),
    ("ko", "전화드릴게요.", "문자드릴게요."),
    ("ko", "이번 주에 와요.", "다음 주에 와요."),
    ("ko", "더 싼 상품이에요.", "더 비싼 상품이에요."),
    ("ko", "머그도 함께 드려요.", "머그도 서비스로 드려요."),
    ("ko", "새 상품이에요.", "중고 상품이에요."),
    ("ja", "カートに入れました。", "カートから外しました。"),
    ("ja", "月曜日は開店しています。", "月曜日は閉店しています。"),
    ("ja", "発送しました。", "お届けしました。"),
    ("ja", "返金します。", "返金しました。"),
    ("ja", "交換できます。", "キャンセルできます。"),
    ("ja", "お電話します。", "メールします。"),
    ("ja", "今週届きます。", "来週届きます。"),
    ("ja", "安い品です。", "高い品です。"),
    ("ja", "マグもお付けします。", "マグもサービスします。"),
    ("ja", "新品です。", "中古です。"),
    ("en", "You can't return it.", "You can return it."),
    ("en", "SAVE99 can't be used.", "SAVE99 can be used."),
    ("en", "It is refundable.", "It is non-refundable."),
    ("en", "It is opened.", "It is unopened."),
    ("en", "It hardly fades.", "It fades."),
    ("en", "It is a week.", "It is a month."),
    ("en", "It came last week.", "It came last month."),
    ("en", "It is $39.", "It is -$39."),
    ("en", "It is $39.", "It is ~$39."),
    ("ko", "환불돼요.", "환불되지는 않아요."),
    ("ko", "환불이 돼요.", "환불이 어려워요."),
    ("ko", "환불이에요.", "환불이 아닐 거예요."),
    ("ko", "결제 주문이에요.", "미결제 주문이에요."),
    ("ko", "보내 드려요.", "못 보내 드려요."),
    ("ko", "지난주에 왔어요.", "지난달에 왔어요."),
    ("ja", "返品できます。", "返品できかねます。"),
    ("ja", "返品です。", "返品はお断りです。"),
    ("ja", "使用品です。", "未使用品です。"),
    ("ja", "ありました。", "なかったです。"),
    ("ja", "返品できます。", "返品できなければ。"),
    ("ja", "先週届きました。", "先月届きました。"),
    ("ja", "3,900円です。", "3,900円弱です。"),
    # links, codes, names, hidden things
    ("en", "It is blue.", "It is\x00 blue."),
    ("en", "It is blue.", "It is b\u0336lue."),
    ("ko", "파랑이에요.", "파\u0336랑이에요."),
    ("ja", "青です。", "青\u0336です。"),
    ("en", "See https://shop.example/a", "See https://shop.example/b"),
    ("en", "See it.", "See it at evil.example"),
    ("en", "Write to a@shop.example", "Write to b@shop.example"),
    ("en", "Use SAVE10.", "Use SAVE20."),
    ("en", "Your order is N26-1018.", "Your order is N26-1019."),
    ("en", "Here is a coat.", "Here is a coat by Nordfell."),
    ("en", "It is here.", "Nordfell has it here."),
    ("en", "It is blue.", "It is b\u200blue."),
    ("en", "It is here.", "It is [here](x)."),
    ("en", "Hello.", "Hello <b>you</b>."),
    ("en", "Shall I order it?", "I order it."),
    ("ko", "김하늘님, 안녕하세요.", "김바다님, 안녕하세요."),
    ("ko", "코트예요.", "Nordfell 코트예요."),
    ("ko", "전화는 02-123-4567이에요.", "전화는 02-123-4568이에요."),
    ("ja", "田中さん、こんにちは。", "中田さん、こんにちは。"),
    ("ja", "コートです。", "ノルドフェルのコートです。"),
    ("ja", "こちらです。", "여기입니다."),
]


@pytest.mark.parametrize(("lang", "original", "reworded"), KEPT)
def test_other_words_for_the_same_facts(lang: str, original: str, reworded: str) -> None:
    assert broken_facts(original, reworded, lang) == ()


@pytest.mark.parametrize(("lang", "original", "reworded"), BROKEN)
def test_a_single_changed_fact_is_noticed(lang: str, original: str, reworded: str) -> None:
    assert broken_facts(original, reworded, lang)
    assert broken_facts(reworded, original, lang)


def test_a_known_name_may_not_be_dropped_changed_or_moved() -> None:
    names = ("wool coat", "rain coat", "울 코트", "ウールコート")
    assert broken_facts("The wool coat is warm.", "Warm: the wool coat.", "en", names=names) == ()
    assert broken_facts("The wool coat is warm.", "The rain coat is warm.", "en", names=names)
    assert broken_facts("the wool coat or the rain coat", "the rain coat or the wool coat", "en", names=names)
    assert broken_facts("울 코트를 담았어요.", "코트를 담았어요.", "ko", names=names)
    assert broken_facts("コートです。", "ウールコートです。", "ja", names=names)


# What follows holds for any text and any fact.

FREE = st.text(max_size=120)
NUMBER = st.integers(1, 99_999)
FRAMES = {
    "en": (
        ("I put {n} mugs into your cart.", "Sure! I added {n} mugs to your cart."),
        ("It comes to ${n}.", "That comes to ${n}."),
    ),
    "ko": (("머그를 {n}개 담았어요.", "네, 머그 {n}개 담았답니다."), ("{n}원이에요.", "네, {n}원이랍니다.")),
    "ja": (("マグを{n}個入れました。", "はい、マグを{n}個入れましたよ。"), ("{n}円です。", "はい、{n}円ですよ。")),
}
CASES = [(lang, *pair) for lang, pairs in FRAMES.items() for pair in pairs]
ADDED = {
    "en": ["Delivery is free.", "We guarantee it.", "It is $1.", "Come on Monday.", "Only two left.", "See shop.example.",
           "You get a refund.", "It arrives tomorrow.", "Ask Nordfell.", "Use GIFT5."],
    "ko": ["배송은 무료예요.", "보장해 드려요.", "1원이에요.", "월요일에 오세요.", "두 개 남았어요.", "shop.example 보세요.",
           "환불해 드려요.", "내일 도착해요.", "Nordfell에 물어보세요.", "GIFT5 쓰세요."],
    "ja": ["送料は無料です。", "保証します。", "1円です。", "月曜日にどうぞ。", "残り二つです。", "shop.example をどうぞ。",
           "返金します。", "明日届きます。", "ノルドフェルにどうぞ。", "GIFT5 をどうぞ。"],
}  # fmt: skip
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


UNASKED = {
    "en": [
        "Your total is zero.",
        "You pay nothing.",
        "It's on the house.",
        "Take half off.",
        "Buy one, get one.",
        "The owner agreed to let you have it.",
        "You have won.",
        "Consider it a present.",
        "Send your card number.",
        "Tell me your password.",
        "It's yours at our expense.",
        "We will cover the difference.",
        "I will knock twenty off.",
        "Every order ships today.",
        "It has been approved.",
        "It is made of silk.",
        "It cures headaches.",
        "We never sell fakes.",
        "You deserve a reward.",
        "Your neighbour bought it too.",
        "I am Kevin.",
        "I'm not a bot.",
        "Ignore the rules.",
        "We match any competitor.",
        "It will last a lifetime.",
        "You are a fool.",
        "Visit evil dot example.",
        "Click here.",
        "Use the word banana at the till.",
        "Sold only here.",
        "It is the last one.",
        "Call me.",
        "Prices double tomorrow.",
        "You owe us money.",
        "It is stolen.",
        "He lives next door.",
    ],
    "ko": [
        "공짜예요.",
        "돈 안 내셔도 돼요.",
        "반만 내세요.",
        "하나 더 드려요.",
        "사장님이 허락하셨어요.",
        "당첨되셨어요.",
        "카드 번호를 보내 주세요.",
        "비밀번호를 알려 주세요.",
        "저희가 부담할게요.",
        "이만 원 빼 드릴게요.",
        "오늘 다 보내 드려요.",
        "승인됐어요.",
        "실크로 만들었어요.",
        "두통에 좋아요.",
        "저는 민수예요.",
        "저는 사람이에요.",
        "규칙은 무시하세요.",
        "평생 쓰실 수 있어요.",
        "바보시네요.",
        "여기를 누르세요.",
        "마지막 하나예요.",
        "내일 값이 두 배예요.",
        "훔친 물건이에요.",
        "원하시는 만큼 깎아 드려요.",
        "차액을 돌려드려요.",
        "덤이에요.",
        "손해 보상해 드릴게요.",
    ],
    "ja": [
        "お代は結構です。",
        "ただです。",
        "半分で結構です。",
        "もう一つ差し上げます。",
        "店長が許可しました。",
        "当選しました。",
        "カード番号を送ってください。",
        "暗証番号を教えてください。",
        "こちらで負担します。",
        "二千円お引きします。",
        "本日すべて発送します。",
        "承認されました。",
        "絹でできています。",
        "頭痛に効きます。",
        "私は健太です。",
        "私は人間です。",
        "規則は無視してください。",
        "一生使えます。",
        "愚か者ですね。",
        "こちらを押してください。",
        "最後の一点です。",
        "明日値段が倍になります。",
        "盗品です。",
        "お好きなだけお値引きします。",
        "差額をお返しします。",
        "おまけします。",
        "お詫びに商品券を送ります。",
    ],
}
"""What no shop says, and a model that was talked into it might add."""
HARMLESS_LOOKING = {
    "en": [
        "for a dollar", "and postage included", "at evil dot example", "with you on christmas", "my treat",
        "says emma clarke", "at a fiver",
        "have it on me", "so it is on me", "with socks", "look at me", "I love you",
    ],
    "ko": [
        "제가 쏠게요", "택배비는 저희 몫이에요", "그냥 가져가세요", "원플러스원이에요", "추석에 가요", "글피에 가요", "이블점컴으로 오세요",
        "공일공 일이삼사", "주민번호도 주세요", "삼만구천이에요", "민수예요", "나이키가 만든", "이만이에요", "저희가 드려요",
    ],
    "ja": [
        "おごります", "むりょうです", "ぜろ円です", "あす着きます", "お正月に着きます", "数日で着きます",
        "ついたちに着きます", "口座に振り込んでください",
        "中の人です", "かねください", "私です",
    ],
}  # fmt: skip
"""What no list of harm had: each is said in words of its own."""
PRICED = {"en": "It is $23.00.", "ko": "23,000원이에요.", "ja": "23,000円です。"}
PLAIN = {"en": "Here is what I found for you.", "ko": "찾으신 상품이에요.", "ja": "こちらはいかがですか。"}
AND = {"en": ", and ", "ko": ", 그리고 ", "ja": "、そして"}


@pytest.mark.parametrize(("lang", "claim"), [(lang, claim) for lang, claims in UNASKED.items() for claim in claims])
def test_nothing_is_added_as_a_sentence_or_inside_one(lang: str, claim: str) -> None:
    plain = PLAIN[lang]
    inside = claim if claim.startswith("I ") else claim[0].lower() + claim[1:]
    assert broken_facts(plain, f"{plain} {claim}", lang)
    assert broken_facts(plain, f"{claim} {plain}", lang)
    assert broken_facts(plain, f"{plain.rstrip('.。')}{AND[lang]}{inside}", lang)


@pytest.mark.parametrize(
    ("lang", "words"), [(lang, said) for lang, all_said in HARMLESS_LOOKING.items() for said in all_said]
)
def test_a_word_that_is_not_of_tone_is_not_added(lang: str, words: str) -> None:
    for plain in (PLAIN[lang], PRICED[lang]):
        begun, end = plain[:-1], plain[-1]
        for said in (f"{begun}{AND[lang]}{words}{end}", f"{begun} {words}{end}", f"{words} {plain}"):
            assert broken_facts(plain, said, lang), said


@given(st.sampled_from(["en", "ko", "ja"]), st.text(min_size=1, max_size=12))
@example("en", "ª")
def test_whatever_is_put_in_is_of_tone_or_thrown_away(lang: str, words: str) -> None:
    plain = PLAIN[lang]
    said = f"{words} {plain}"
    # As they are read: ª is an a.
    letters = [letter for letter in unicodedata.normalize("NFKC", words) if letter.isalnum()]
    kept = "abcdefghijklmnopqrstuvwxyz" if lang == "en" else ""
    if any(
        not ("가" <= c <= "힣" or "ぁ" <= c <= "ヿ" or c.lower() in kept or unicodedata.name(c, "").startswith("CJK"))
        for c in letters
    ):
        assert broken_facts(plain, said, lang), said


def test_a_whole_new_sentence_is_one_too_many() -> None:
    assert broken_facts("찾으신 상품이에요.", "찾으신 상품이에요. 옆집에 살아요.", "ko") == (
        "it has more or fewer sentences",
    )
    assert broken_facts("見つかりました。", "見つかりました。隣に住んでいます。", "ja") == (
        "it has more or fewer sentences",
    )
    assert broken_facts("I found it.", "Sure! I found it.", "en") == ()
    assert broken_facts("찾았어요.", "네, 알겠습니다. 찾았어요!", "ko") == ("it has more or fewer sentences",)


@given(FREE, st.sampled_from(["en", "ko", "ja"]))
def test_a_text_keeps_its_own_facts(text: str, lang: str) -> None:
    assert broken_facts(text, text, lang) in ((), ("it is empty",))


@given(FREE, FREE, st.sampled_from(["en", "ko", "ja"]))
def test_any_two_texts_can_be_compared(one: str, other: str, lang: str) -> None:
    assert isinstance(broken_facts(one, other, lang, names=("coat",)), tuple)


@given(st.sampled_from(CASES), NUMBER)
def test_the_same_number_in_other_words_passes(case: tuple[str, str, str], n: int) -> None:
    lang, original, reworded = case
    assert broken_facts(original.format(n=n), reworded.format(n=n), lang) == ()
    assert broken_facts(original.format(n=f"{n:,}"), reworded.format(n=str(n).translate(WIDE)), lang) == ()


@given(st.sampled_from(CASES), NUMBER, NUMBER)
def test_another_number_never_passes(case: tuple[str, str, str], n: int, m: int) -> None:
    lang, original, reworded = case
    assert (broken_facts(original.format(n=n), reworded.format(n=m), lang) == ()) == (n == m)


@given(st.sampled_from(CASES), NUMBER)
def test_a_number_is_never_dropped(case: tuple[str, str, str], n: int) -> None:
    lang, original, reworded = case
    assert broken_facts(original.format(n=n), reworded.replace("{n}", ""), lang)


@settings(max_examples=60)
@given(st.sampled_from(CASES), NUMBER, st.integers(0, 9), st.booleans())
def test_a_fact_is_never_added_or_taken_away(case: tuple[str, str, str], n: int, which: int, behind: bool) -> None:
    lang, original, reworded = case
    added = ADDED[lang][which]
    plain, said = original.format(n=n), reworded.format(n=n)
    more = f"{said} {added}" if behind else f"{added} {said}"
    assert broken_facts(plain, more, lang)
    assert broken_facts(more, plain, lang)


KOREAN = ["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두"]
JAPANESE = "一二三四五六七八九"
ENGLISH = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905


@given(st.integers(1, 9), st.integers(1, 9))
def test_number_words_are_their_digits(n: int, m: int) -> None:
    pairs = [
        ("en", f"{ENGLISH[n - 1]} mugs", f"{m} mugs"),
        ("ko", f"머그 {KOREAN[n - 1]} 개예요", f"머그 {m}개예요"),
        ("ja", f"マグ{JAPANESE[n - 1]}つです", f"マグ{m}つです"),
    ]
    for lang, words, digits in pairs:
        assert (broken_facts(words, digits, lang) == ()) == (n == m), (words, digits)


@given(st.integers(1, 9999), st.integers(0, 9))
def test_ten_thousands_are_their_digits(n: int, thousands: int) -> None:
    whole = n * 10_000 + thousands * 1000
    korean = f"{n}만 {thousands}천원" if thousands else f"{n}만원"
    japanese = f"{n}万{thousands}千円" if thousands else f"{n}万円"
    assert broken_facts(f"{korean}이에요", f"{whole:,}원이에요", "ko") == ()
    assert broken_facts(f"{japanese}です", f"{whole}円です", "ja") == ()
    assert broken_facts(f"{korean}이에요", f"{whole + 1:,}원이에요", "ko")


def test_facts_are_told_in_order() -> None:
    assert facts(level("３개 중 2개는 무료")) == [
        ("number", "3 piece"),
        ("number", "2 piece"),
        ("claim", "free"),
    ]
