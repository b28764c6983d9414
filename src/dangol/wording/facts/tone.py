# ruff: noqa: E501, SIM905  (lists of words read best on one line)
"""The words another wording may add: courtesy, warmth, and what holds a sentence together.

Harm has no end of words: whoever lists it forgets the next one (*my treat*, 제가 쏠게요, おごります). So it is the harmless that is listed. A
word that is neither of the sentence as the shop wrote it nor in here makes the rewording thrown away. No word belongs here that
names a thing, a person, a place, a time, an amount, a deed for the shopper or anything a shop could be held to, alone or with its
neighbours: *keep*, *take* and *get* are not, nor is 가져 or もらう. In doubt it stays out: then the shop's own sentence is said.
"""

from __future__ import annotations

ENGLISH = frozenset(
    # articles, pronouns, pointing
    "a an the this that these those it its it's i i'm i've i'd my we we're we've we'd us our you you're you've you'd your one ones "
    "here here's there there's that's what what's which who how where why "
    # connecting words
    "and or but so as of for to in on at with too also then well while because though however in as such like "
    # verbs that say nothing of their own
    "is are be been being am was were do would could let let's see look looking looks find finding found show showing shown "
    "come comes came seem seems go tell say hear know think hope like likes enjoy pick picks picked choose choice choices help helping helpful "
    "suit suits suited browse browsing want wants wanted wonder a peek glance fancy prefer "
    # warmth and courtesy
    "please thank thanks sure course okay ok yes hello hi hey welcome great good nice lovely happy glad pleasure delighted delightful wonderful fine right "
    "kindly gladly warmly cosy cozy dear got it gotcha indeed certainly oh ah aha ta-da voila news sorry moment "
    "cheers sweet neat cute pretty beautiful charming truly really very quite rather simply "
    "item items option options product products result results thing things piece pieces".split()
)
ENGLISH_PHRASES = ("take a look", "take a closer look", "take a peek", "have a look")

KOREAN = frozenset(
    # courtesy and warmth
    "네 예 그럼요 물론 물론이죠 네네 알겠 감사 고맙 고마워 반가 반갑 안녕 안녕하 죄송 미안 부탁 부디 혹시 천천히 편하 편히 편안 즐거운 즐겁 기쁘 기쁜 기뻐 "
    "반가운 예쁘 예쁜 예뻐 멋지 멋진 멋져 좋 좋아 마음 맘 들 드 드실 드는 어울리 어울릴 어울려 참 정말 아주 무척 잘 고객님 손님 도움 도와 도와드리 "
    # pointing and asking
    "여기 여기요 이쪽 이 그 저 제가 저는 저희 이것 그것 이거 그거 이런 그런 이렇 그렇 이렇게 그렇게 어떤 어떻게 어때 어떠 어떠신 무엇 뭐 뭘 어느 어디 어느것 무슨 그 것 거 건 걸 게 "
    # connecting words
    "그리고 그럼 그러면 그래서 그런데 그래도 또 또한 함께 및 혹은 또는 하지만 "
    # verbs that say nothing of their own
    "찾 찾아 찾으 찾으시 찾으신 찾아봤 보 봐 보여 보시 보실 살펴 살펴보 둘러 둘러보 고르 골라 고르시 골랐 원하 원해 필요 생각 궁금 말씀 소개 안내 "
    "드릴까 있 있으 계시 하 해 했 할 하시 하신 하실 합 주세요 싶 싶으 상품 제품 골라봤 찾아냈".split()
)
"""Stems: each with any ending below."""

KOREAN_ENDINGS = frozenset(
    # particles
    "은 는 이 가 을 를 의 에 도 로 와 과 랑 나 요 으로 에서 에게 한테 께 께서 처럼 이나 이랑 하고 에는 에도 에서는 으로는 로는 들 이란 란 이라는 라는 이요 "
    # is
    "이에요 예요 에요 입니다 이죠 죠 이네요 네요 이랍니다 랍니다 이고 인 인데 인데요 일까요 이세요 이신 이시 인가요 "
    # verbs
    "아요 어요 여요 았어요 었어요 였어요 았습니다 었습니다 였습니다 았답니다 었답니다 였답니다 았네요 었네요 았는데 었는데 았고 었고 답니다 습니다 습니까 니다 니까 아 어 여 아서 어서 여서 고 지요 지만 는데 는데요 은데 은데요 "
    "군요 는군요 을까요 까요 을게요 게요 을래요 래요 으세요 세요 으시 으신 으실 시 신 실 셨 십니다 십니까 시면 는 은 을 던 게 기 도록 거든요 나요 가요 데 데요 면 으면 다 던가요 "
    # does, becomes, gives: after a noun
    "해 해요 해서 했어요 했습니다 했답니다 했네요 합니다 한 할 하 하는 하고 하신 하실 하세요 하시 하시는 하게 할게요 할까요 하면 하네요 하답니다 한데 되 돼요 됩니다 된 될 되는 되어 됐어요 됐습니다 됐답니다 되었 되었어요 되었습니다 "
    "드려요 드릴게요 드립니다 드릴까요 드렸어요 드렸습니다 드렸답니다 드리고 드리는 드려 드릴 드리 드렸 봤어요 봤습니다 봤답니다 보세요 볼까요 볼게요 보시 보실 보시겠어요 주세요 주시 주실 주시겠어요 겠어요 겠습니다".split()
)
"""What may hang on a Korean word. 만 is not among them: 이만 is twenty thousand."""

JAPANESE = frozenset(
    # courtesy and warmth
    "はい ええ どうぞ ぜひ もちろん もちろんです ありがとう ございます ございました かしこまりました かしこまり いらっしゃいませ こんにちは おまかせ よろしく ごゆっくり ゆっくり すてき すてきな とても うれしい うれしく かわいい いい いいですね よい "
    "すみません たいへん さて さあ では それでは まず また そして それから ほかに "
    # pointing and asking
    "こちら こちらの そちら どちら どれ どの どんな どう いかが いかがです いかがでしょう いくつ なに この その これ それ ここ そこ こんな そんな よろしい よろしければ よろしいです よろしかった "
    # verbs that say nothing of their own
    "ご覧 覧 です でした でしょう ます ました ましょう まして ませ します しました して した する しています しております いたします いたしました いたしましょう あります ありました おります おりました います いました いて いただきます いただき いただいて いただく "
    "ください くださいませ くださって なさいます なさい なさいました なさる なって なります なりました なる になります される されます られます たい たく ような ように という として など ところ もの こと ほう ための ので のは のが のを のに のも "
    "ですが ますが ですね ですよ ますね ますよ ましたね ましたよ ですか ますか でしょうか ましょうか みて みる みました みつけ みつかり さがし えらび".split()
)
JAPANESE_PARTICLES = frozenset("は が を に へ と も で の や か よ ね な て た い く し".split())
"""Never the first of a sentence: かね is money."""
JAPANESE_BEGINNINGS = frozenset(
    "はい ええ どうぞ ぜひ さて さあ では それでは まず また そして それから ほかに とても ので".split()
)
"""After these a sentence begins anew."""
JAPANESE_KANJI = frozenset(
    "見 探 商品 品 品物 素敵 気 召 嬉 喜 幸 様 是非 何 覧 選 良 宜 願 手伝 伝 承知 了解 案内 紹介 想 思 似合 可愛".split()
)
OKURIGANA = frozenset("つけ つかり つか がり まり けら かり わり せて せる んで って っし しく しい".split())

SIGNS = frozenset(" \t\n\r.,!?:;'\"()-~…、。・「」『』“”ー♪☺😊🙂😀😄😃🤗🙏👋✨💛❤💕🌷🌸🎉\ufe0f")
"""What a sentence may be set with: everything else that is no letter counts as a word."""
