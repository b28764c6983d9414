"""What has learnt much helps what has learnt little: words that none of its lines have, under names of its own."""

from __future__ import annotations

import pytest

from dangol.nlu.evaluate import evaluate
from dangol.nlu.model import Model
from dangol.nlu.train import Example, train

# Intents as a shop may call and cut them; none is one of ours, and no word that tells them apart is in both halves.
LEARNT = {
    "en": {
        "WISMO": ["where is my order", "my order has not arrived", "when will my order come"],
        "trial_nights": ["can i give it back", "what if i do not like it", "how do i return it"],
        "COD": ["how can i pay", "do you take cards", "which cards do you accept"],
        "visit": ["where is your store", "do you have a showroom", "what is your address"],
    },
    "ko": {
        "WISMO": ["주문한 거 어디쯤 왔어요", "아직 안 왔어요", "제 주문 언제 오나요"],
        "trial_nights": ["반품하고 싶어요", "마음에 안 들면 돌려줘도 되나요", "반품은 어떻게 해요"],
        "COD": ["카드 되나요", "결제는 어떻게 하나요", "무통장 되나요"],
        "visit": ["매장이 어디예요", "주소 알려주세요", "쇼룸 있나요"],
    },
    "ja": {
        "WISMO": ["注文したものはどこですか", "まだ届きません", "注文はいつ来ますか"],
        "trial_nights": ["返品したいです", "気に入らなければ返せますか", "返品の方法は"],
        "COD": ["カードは使えますか", "支払い方法は何ですか", "代引きはできますか"],
        "visit": ["お店はどこですか", "住所を教えてください", "ショールームはありますか"],
    },
}
JUDGED = {
    "en": {
        "WISMO": ["has the parcel been dispatched yet", "tracking please", "package still in transit?"],
        "trial_nights": ["need to send these shoes back", "i'd like to start a refund request and ship it back to you"],
        "COD": ["is paypal possible", "payment methods?"],
        "visit": ["directions to the shop pls", "which city are you located in"],
    },
    "ko": {
        "WISMO": ["택배 조회해 주세요", "배송 상태 확인 부탁드려요", "발송됐나요"],
        "trial_nights": ["환불하고 물건 보내드릴게요", "신발 도로 보내려고요"],
        "COD": ["페이팔로 계산할 수 있어요?", "계좌이체 가능한가요"],
        "visit": ["가게 위치가 궁금해요", "오프라인 지점 있어요?"],
    },
    "ja": {
        "WISMO": ["荷物の追跡をお願いします", "発送されましたか", "配送状況を知りたい"],
        "trial_nights": ["靴を送り返したい", "返金してもらって商品を戻したい"],
        "COD": ["PayPalでもいいですか", "銀行振込で決済したい"],
        "visit": ["店舗の場所を教えて", "実店舗へ行きたい"],
    },
}


def _examples(lines: dict[str, list[str]], lang: str) -> list[Example]:
    return [Example(text, name, lang) for name, texts in lines.items() for text in texts]


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_what_no_line_says_is_read_by_what_ships(model: Model, lang: str) -> None:
    learnt, judged = _examples(LEARNT[lang], lang), _examples(JUDGED[lang], lang)
    alone = evaluate(train(learnt), judged).accuracy
    helped = train(learnt, prior=model)
    assert helped.intents == {"WISMO", "trial_nights", "COD", "visit"}
    assert evaluate(helped, judged).accuracy >= max(0.8, alone + 0.2)
    assert evaluate(helped, learnt).accuracy == 1.0


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_it_is_carried_along(model: Model, lang: str) -> None:
    helped = train(_examples(LEARNT[lang], lang), prior=model)
    data = helped.to_bytes()
    again = Model.from_bytes(data)
    for lines in JUDGED[lang].values():
        for line in lines:
            assert again.read(line, lang) == helped.read(line, lang)
    assert again.to_bytes() == data
    prior = helped.parts[lang].prior
    assert prior is not None
    assert prior.part.neighbours.names == (), "the messages that it had learnt stay behind"


def test_a_word_that_it_knows_is_no_typo(model: Model) -> None:
    """*paypal* is one letter from *papal*, which alone was learnt."""
    learnt = [
        *_examples(LEARNT["en"], "en"),
        *(Example(f"the papal {thing}", "gifts", "en") for thing in ("mug", "medal", "poster", "stamp")),
    ]
    assert train(learnt).read("paypal", "en").intents[0][0] == "gifts"
    assert train(learnt, prior=model).read("paypal", "en").intents[0][0] == "COD"


def test_a_language_that_it_has_not_is_learnt_alone(model: Model) -> None:
    learnt = [
        Example(text, name, "de") for name, text in (("hin", "wo ist das paket"), ("her", "ich will es umtauschen"))
    ]
    found = train([*learnt, *_examples(LEARNT["ko"], "ko")], prior=model)
    assert found.parts["de"].prior is None
    assert found.parts["ko"].prior is not None
