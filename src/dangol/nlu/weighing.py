# ruff: noqa: E501  (patterns read best on one line)
"""What a message names, weighed against what its words sound like: a shelf has no stock to ask for, a named product is not searched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dangol.nlu.answers import residue, spans
from dangol.nlu.commands import Entity
from dangol.nlu.moods import (
    about_it,
    asks_deed,
    asks_either,
    asks_frankly,
    asks_which,
    asks_which_of,
    follows_up,
    undoes,
    wants_word,
)
from dangol.nlu.normalise import normalise

Intent = tuple[str, float]
_VALUES = ("size", "color", "attribute")
_LIMITS = ("price_limit", "sort", "comparison")
_PLACES = frozenset(
    {"store_location", "store_hours", "find_products", "check_stock", "browse", "repeat", "shipping_time"}
)
_LISTED = frozenset({"browse", "product_question", "advice", "ask_price", "repeat", "restart"})
_POINTED = frozenset({"product", "category", "brand", "reference", "ordinal"})
_DEEDS = frozenset({"add_to_cart", "remove_from_cart", "change_quantity", "compare", "similar_products", "size_advice"})
_LOOKS = frozenset(
    {"similar_products", "find_products", "browse", "check_stock", "advice", "compare", "ask_price"}
    | {"store_hours", "store_location", "promotions", "greet", "repeat", "small_talk", "bot_question", "shipping_time"}
)
_NO_DEED = frozenset({"find_products", "check_stock", "browse", "similar_products", "gift_card", "bot_question"})
_CHOOSES = frozenset(
    {"advice", "find_products", "product_question", "browse", "similar_products", "size_advice", "compare"}
)
_NOT_WHICH = frozenset({"order_number", "price_limit", "color", "size"})
_OPINION = re.compile(
    r"\b(?:would you|do you|you'd|should i|recommend|suggest|prefer)\b"
    r"|추천|좋을|좋아|나을|나아|낫|괜찮|살까|골라|(?:が|は)?(?:いい|良い|よい|よさそう|おすすめ|お勧め)"
)
_LISTS = frozenset({"price_asc", "price_desc", "newest", "popular", "rating"})
_ABOUT_ONE = frozenset({"product_question", "ask_price", "check_stock", "size_advice", "compare", "similar_products"})
_PRESENT = re.compile(r"\bgifts?\b|\bpresents?\b|선물|プレゼント|ギフト|贈")
_WRAPS = re.compile(r"\bwrap|포장|ラッピング|包装")
# What is spent like money: without one of these words a present is a thing.
_SPENT = re.compile(
    r"card|voucher|certificate|token|code|credit|balance|\bgc\b|e-?gift|printed|redeem|\btop(?:ped)?[ -]?up|\bamount\b|money"
    r"|카드|상품권|금액권|교환권|기프티콘|기카|잔액|코드|포인트|カード|券|コード|ギフカ|eギフト|残高|番号|プリペイド|電子"
)
_BUYS = re.compile(
    r"\b(?:want|like|love|wanna|need|going|ready) (?:to )?(?:buy|order|purchase)\b|\bi'?ll (?:buy|order|take)\b"
    r"|(?:사|구매하|구입하|주문하)고\s?싶|(?:살|구매할|구입할|주문할)(?:게|래)|사려고|(?:買い|購入し|注文し)たい|(?:買い|購入し|注文し)ます(?!か)"
)
_GIVES_BACK = re.compile(
    r"\breturn|\brefund|\b(?:send|sent|sending|give|take|bring|ship|money|want) .{0,20}\bback\b|반품|환불|반송|돌려|返品|返金|返送|返し|返す"
)
_IS_THERE = re.compile(
    r"\b(?:do|does) (?:you|u|ya|it|this|the\b.*) (?:\w+ )?(?:have|got|carry|stock|come)\b|\b(?:have|has) (?:you|it)\b|\bgot\b"
    r"|\b(?:is|are) there\b"
    r"|있(?:어|나|을|습|는지)|あり(?:ます|ません)か?|ある(?:か|の|\?|$)|有りますか"
)


_NO_ASKING = frozenset({"find_products", "advice", "small_talk", "bot_question", "promotions", "rate", "praise"})
_MAY_IT = re.compile(
    r"\b(?:ok|okay|safe|proof|friendly|able|allowed|compatible)\s?\?*$|(?:돼|되나|됨|됩니까|되는지|가능)[가-힣]{0,4}\s?\?*$|(?:ok|大丈夫|できる|できます|可|可能|平気)(?:です)?か?\s?\?*$"
)
_BACK_AGAIN = re.compile(r"\bback\b|\brestock|\bin stock\b|\bavailable\b|입고|다시\s?(?:들어|나오)|재고|入荷|再販|在庫")
_OF_PRICES = re.compile(r"\bprice|\bcheap|\bsale\b|\bdiscount|\breduc|\bdrop|가격|할인|세일|싸|내리|値|セール|割引|安")
_NO_WORD = frozenset({"unsubscribe", "stop"})
_BUYING = frozenset({"add_to_cart", "change_quantity", "remove_from_cart", "view_cart"})
_ORDERED = re.compile(r"\border(?:s|ed)?\b|\bbought\b|\bpurchase|주문|결제|구매|구입|샀|注文|購入|買っ|予約|オーダー")
# Whether the shop delivers to somebody else or elsewhere, before anything was ordered: *can you deliver to my mum's*.
_DELIVERS = re.compile(
    r"\b(?:can|could|do|would|will) (?:you|u|it|they|this|that)(?: guys| also| even)?(?: be)? (?:deliver|ship|send|post)(?:ed)?\b(?:\s[\w'’-]+){0,4}?\sto\b(?!\s(?:know|me\b))"
    r"|(?:으?로|에게|한테|까지|에)도?\s?(?:배송|배달|발송|보내).{0,8}?(?:되나|되는|돼|될까|가능|할\s?수|줄\s?수|주실|주나|하나요|하시나)"
    r"|(?:に|へ|まで)も?(?:配送|配達|発送|お?届け|送っ|送れ|送る).{0,10}?(?:ますか|ません|もらえ|いただけ|でき|可能|くれ)"
)
# What is needed and is no word for what was spoken of.
_NEEDS = re.compile(
    r"\b(?:need|looking for|after) (?:a |an |some |any |new |more )?"
    r"(?!(?:it|this|that|these|those|them|ones?|both|all|more|another|two|to|the|in|on|your?|help)\b)[a-z]{3,}"
    r"|(?<![가-힣이그저])[가-힣]{2,}(?:도|이|가)\s?필요(?:해|하|한|할|함)"
    r"|(?:[ァ-ヶー]{2,}|[\u4e00-\u9fff]{2,}[ぁ-ん]{0,3})(?:も|が)(?:必要|要り|いり)"
)
_SAID = frozenset({"reference", "ordinal", "quantity", "size", "color", "attribute", "measure"})
_OF_A_THING = frozenset({"product_question", "ask_price", "check_stock"})
BOUGHT = "bought"  # what was said to have been bought, before anything is wanted with it
OF_THE_SHOP = frozenset(
    {"shipping_cost", "shipping_time", "return_policy", "store_hours", "store_location", "payment_question"}
)
_OF_NO_ORDER = frozenset({"return_policy", "store_hours", "store_location", "payment_question", "warranty", "invoice"})
_A_LITTLE, _SOME, _FAINT, _FAIR, _LIKELY, _MUCH, _SURE = 0.03, 0.1, 0.25, 0.45, 0.55, 0.7, 0.8
SHOWS = re.compile(r"\bshow me\b|\blooking for\b|보여|골라\s?주|골라줘|찾아|찾고|見せて|探して|選んで")
_HOW_MUCH = re.compile(r"\bhow much\b|얼마|いくら|何円")
_ASKS_SUM = frozenset({"ask_price", "view_cart"})
_ALTOGETHER = re.compile(
    r"\b(?:total|altogether|all in)\b|합계|총\s?(?:액|얼마)|다\s?(?:해서|합쳐)|합쳐서|全部で|合計|トータル"
)
_OF_IT = re.compile(
    r"^(?:so |and |but )?(?:do|does|is|are|will|would|did|has|have) (?:it|they|the|these|those|this|that)\b"
)
_OPTION = re.compile(
    r"\bcolou?rs?\b|\bcolou?rways?\b|\bshades?\b|\bsizes?\b|색|컬러|사이즈|치수|色|カラー|カラバリ|サイズ"
)
_MORE_OF_IT = re.compile(
    r"\b(?:other|another|else|different|any|more|all|every|options?|choices?|available|range|list)\b|다른|또|말고|종류|가지|옵션|알려|나와|나오"
    r"|他|ほか|別|違|種類|展開|バリ|教え|選べ"
)
_END = re.compile(
    r"\b(?!other|under|over|after|ever|never|whether|paper|leather|number|order|water|silver)\w{3,}er\b|\b(?:more|less|most|least)\b"
    r"|더\s|덜\s|제일|가장|一番|いちばん|もっとも|最も|より|い\S{0,10}[はが](?:どれ|どっち|どちら)"
)
_ALONE = re.compile(
    r"(?:and |the )?(?:colou?rs?|shades?|sizes?)|(?:색상?|색깔|컬러|사이즈)(?:은|는)?(?:요)?|(?:色|カラー|サイズ)(?:は|って)?"
)
# Where something is sent to: the numbers beside it are a house's and a postcode's.
_ADDRESS = re.compile(r"\baddress\b|주소|배송지|받는\s?(?:곳|사람)|수령지|住所|(?:届け|送り|配送)先")


_LIKE_ONE = re.compile(r"\b(?:like|such as|sort of|kind of) (?:an? |some )?$")
_LIKE_SUCH = re.compile(
    r"^\s?같은\s?(?:거|것|걸|건|게|느낌|스타일|종류|옷|제품)|^(?:みたいな|のような|っぽい|系の|的な)"
)
# An order that there is already.
_OF_MINE = re.compile(
    r"\b(?:my|order(?:ed)?|parcel|package|yet|still|bought)\b|주문|택배|소포|아직|시켰|시킨|샀|注文|荷物|まだ|頼んだ|買った|届か"
)
# Where on these pages a thing is, and what says that it is asked of the shop in the street.
_WHERE_SHOWN = re.compile(
    r"\bwhere(?:abouts)? (?:can|do|could|would|should|will) (?:i|we|u|you) (?:find|see|get|buy|look|browse|keep|have|put|hide)\b"
    r"|\bwhere(?:'s| is| are| r|'re)?\b.{2,40}\bon (?:here|(?:the|this|your|ur) (?:site|page|website|app|list|menu))\b"
    r"|어디(?:서|에서|에)?\s?(?:봐|볼|보나|보면|보여|찾|구경|사|살|구매|구입)"
    r"|どこ(?:で|から|に)(?:見|み(?:れ|ら)|探|さが|買え|買う|選べ|載)"
)
_IN_PERSON = re.compile(
    r"실물|직접|실제|매장|오프라인|입어|신어|써\s?보|\bin person\b|\b(?:shops?|stores?|stockists?|try|touch)\b"
    r"|実物|実店舗|店頭|店で|お店|試着|試せ"
)
# Where the parcel is and when it comes, asked while an order is spoken of.
_WHERE_IS_IT = re.compile(
    r"\bwhere(?:'s| is| are|'re)? (?:it|they)\b|\bwhen(?:'s|'ll| does| do| will| is| are| should| can)? (?:i |we )?(?:it|they|expect (?:it|them))\b(?! (?:in stock|back|on sale|available))"
    r"|어디(?:쯤|까지)|(?:지금|이제|그럼|그거|그건)\s?어디|언제\s?(?:쯤\s?)?(?:와|오|올|도착|받)|(?:今|いま)\s?どこ|どこ(?:まで|に(?:ある|あり|いる))|いつ(?:ごろ|頃)?(?:届|着|来|とど|つき|つく|き(?:ます|て))"
)
_ASKED_OF_PARCEL = frozenset(
    {"product_question", "shipping_time", "store_location", "store_hours", "back_in_stock", "repeat"}
)
# How long something goes on, rather than from when to when.
_HOW_LONG = re.compile(
    r"\bhow (?:many hours|long) (?:does|do|will|would|can|did) (?:it|they|this|these|the|one|a|that)\b|몇\s?시간|何時間"
)
_HOURS = re.compile(
    r"\b(?:open|close[sd]?|closing|shop|store)\b|영업|열어|여나|닫|매장|문\s|오픈|営業|開い|開店|閉|お店|店舗"
)
_WHEREABOUTS = frozenset({"track_order", "store_location", "store_hours", "product_question", "check_stock", "repeat"})
_OF_AN_ORDER = frozenset({"track_order", "change_order", "cancel_order"})
_SAID_IN_PASSING = frozenset({"repeat", "back", "greet", "affirm", "goodbye", "thanks", "restart"})
WHAT_IF = re.compile(
    r"^(?:so |and |but |ok,? )?how much (?:if|would|will|for|is|are|do)\b|(?:사면|담으면|하면|[개병봉장벌]이?면)\s?(?:다\s?해서\s?)?얼마"
    r"|(?:買っ|にし|頼ん|[個つ本枚])(?:たら|だったら|なら)(?:全部で)?いくら"
)
#: In the size or the colour of what was named, or put there, before.
ALIKE = re.compile(r"\bsame (?:size|colou?r)\b|같은\s?(?:사이즈|크기|색)|同じ(?:サイズ|大きさ|色|カラー)")
# What is only feared as yet is asked of the shop's rules: *can I swap it if it's too small?*
_IN_CASE = re.compile(
    r"\bif\b.{0,40}\b(?:doesn'?t|dont|don'?t|isn'?t|aren'?t|won'?t|too|wrong|not)\b|\bin case\b"
    r"|(?:안\s?맞|맞지\s?않|작|크|헐렁|끼|맘에\s?안\s?들|마음에\s?안\s?들|별로(?:이|라)?|안\s?먹|싫어하)\S{0,2}면"
    r"|(?:合わな|気に入らな|小さ|大き|きつ|ゆる|違|食べな)(?:かっ|く|った)?(?:たら|ければ|い(?:場合|とき|時)|ら|れば|った(?:場合|ら))"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the words: whether products were shown or spoken of (``talked``), ``several`` of them last, or one (``of_one``);
    whether the message names a property things have (``about``); whether there is something in the cart, and whether the message names it
    (``held``); whether what to do about an order is spoken of (``ordered``); what was asked for ``before``."""

    talked: bool = False
    several: bool = False
    of_one: bool = False
    about: bool = False
    cart: bool = False
    held: bool = False
    ordered: bool = False
    before: str = ""


def weighed(intents: Sequence[Intent], entities: Sequence[Entity], words: str, known: Known) -> Intent:
    """The intent to go by: the first, unless the things named in ``words``, or what is known of the shopper, speak for another."""
    talked, of_one, about = known.talked, known.of_one, known.about
    first, sure = intents[0]
    product = [e for e in entities if not e.negated and (e.kind == "product" or one_thing(e) is not None)]
    shelf = any(e.kind in ("category", "brand") and not e.negated for e in entities)
    shares = dict(intents)
    if first in _PLACES and any(e.kind == "order_number" and not e.negated for e in entities):
        return "track_order", sure  # where an order is, is no question about the shop
    kinds = {e.kind for e in entities}
    named = bool(product) or shelf
    said = normalise(words).text
    moved = shares.get("change_order", 0.0)
    least = {"change_quantity": 0.0, "add_to_cart": _SOME, "change_order": _SOME}.get(first)
    if first == "account_change" and known.ordered:
        least = 0.0  # *also change my address*, of what is to be done about an order
    if least is not None and moved >= least and _ADDRESS.search(said):
        # 주소를 센텀남대로 35로 바꿔 주세요 counts nothing.
        others = sum(shares.get(name, 0.0) for name in ("change_quantity", "add_to_cart", "account_change"))
        return "change_order", min(1.0, moved + others)
    if first == "return_item" and named and _BUYS.search(said) and not _GIVES_BACK.search(said):
        return "find_products", max(_LIKELY, sure)  # *I would like to buy him lights for the front and back*
    sums = first in _ASKS_SUM or (first == "product_question" and _HOW_MUCH.search(said))
    if sums and known.cart and not named and _ALTOGETHER.search(said):
        # 총 얼마임: with something in the cart it is what all of it comes to.
        return "view_cart", max(sure, min(_SURE, sum(shares.get(name, 0.0) for name in _ASKS_SUM)))
    if known.of_one and not (named or kinds & {*_VALUES, *_LIMITS, "ordinal", "order_number"}):
        of_it = _of_the_one(first, sure, said, about=about)
        if of_it is not None:
            return of_it
    told = _by_what_is_known(intents, known, kinds, said, shelf=shelf, product=bool(product))
    if told is not None:
        return told
    either = first in _CHOOSES and asks_either(said)
    if either or (not product and _asks_which(intents[0], known, entities, words, shelf=shelf)):
        return "compare", max(_LIKELY, min(sure, _SURE))  # 渋くないのはどっち: one of those on the table is asked for
    if first in _LISTED and "sort" in kinds and (shelf or talked) and not product:
        return "find_products", sure  # *what sells best, in rugs?*, 낮은 가격부터 다시: a list in an order is wanted
    if first == "similar_products" and shelf and not product and _likened(entities, words):
        return "find_products", sure  # *something lighter, like a jacket*: what it is like is what is wanted
    if first == "similar_products" and talked and not of_one and "comparison" in kinds and not kinds & _POINTED:
        return "find_products", sure  # *something warmer* narrows what was shown; *warmer than this one* does not
    valued = any(e.kind in _VALUES for e in entities)
    if (
        first == "find_products"
        and (of_one or (talked and "ordinal" in kinds))
        and valued
        and not (product or shelf)
        and _IS_THERE.search(normalise(words).text)
    ):
        return "check_stock", sure  # of the one thing spoken of: *is there an S?*
    if first in _NO_DEED and _SOME <= sure < _MUCH and not (named or valued or kinds & {*_LIMITS}) and asks_deed(words):
        return "product_question", max(_LIKELY, sure)  # *can you engrave a name on it*: nothing is looked for
    looks = first in _LOOKS or (sure < _FAIR and first not in _DEEDS)
    if looks and of_one and not (valued or named or "measure" in kinds) and _asks_for_range(words):
        return "product_question", max(_LIKELY, min(sure, _SURE))  # *any other colours?* of the one thing spoken of
    if of_one and not (named or valued) and not kinds & {*_LIMITS, "ordinal"} and _asked_of_it(first, words):
        return "product_question", max(_LIKELY, min(sure, _SURE))
    if first in _SAID_IN_PASSING and (product or shelf):
        # *The backpacks again*, 백팩 다시 보여줘, *hello, a black tee?*, *fountain pen, fine*: what is named is to be seen.
        return weighed([("find_products", sure), *intents[1:]], entities, words, known)
    if first == "cancel" and known.held:
        return "remove_from_cart", sure  # 찻주전자는 그만둘게요: of what is in the cart
    if (
        first == "check_stock"
        and shelf
        and not product
        and not talked
        and shares.get("find_products", 0.0) >= (0.1 if valued else _A_LITTLE)
    ):
        return "find_products", sure  # *do you have sneakers in green* looks for some
    if first == "check_stock" and product and not talked and all(map(_shared, product)):
        return "find_products", sure  # 충전 드릴 있어요, where several are called so
    if (
        first == "product_question"
        and shares.get("check_stock", 0.0) >= 0.15
        and any(e.kind in ("size", "color") for e in entities)
    ):
        return "check_stock", sure  # *does it come in XXL*
    open_to = sure < (0.85 if first == "find_products" else 0.55) and first not in _DEEDS
    if about and open_to and len(product) == 1 and _clear(product[0]) and not any(e.kind in _LIMITS for e in entities):
        return "product_question", max(sure, 0.65)
    if first != "find_products" or len(product) != 1 or not _clear(product[0]):
        return intents[0]
    whole = product[0].kind == "product" and _whole(product[0])
    if whole and _BUYS.search(said):
        return "add_to_cart", sure  # who wants to buy one thing by its whole name has found it
    more = residue(said, spans(words, entities)).strip("?")  # *gloves?* asks for them
    asked = bool(more) and about_it(said) and not follows_up(said)  # and so does *what about gloves?*
    limited = any(e.kind in _LIMITS for e in entities)
    if asked and (not valued or asks_which(said)) and sure < 0.9 and not limited:
        return "product_question", max(sure, 0.5)  # who asks something of one thing has found it
    if valued and whole and _IS_THERE.search(said):
        return "check_stock", sure
    if valued and shares.get("check_stock", 0.0) >= 0.1 and not all(map(_shared, product)):
        return "check_stock", sure  # one product in one size: the question is whether it is there
    rival = next((i for i in intents[1:] if i[0] in _ABOUT_ONE), None)
    if rival is not None and rival[1] >= 0.45 * sure:
        return rival[0], max(sure, rival[1])
    return intents[0]


def _by_what_is_known(
    intents: Sequence[Intent], known: Known, kinds: set[str], said: str, *, shelf: bool, product: bool
) -> Intent | None:
    """What is meant by who has seen nothing yet, has something in the cart or nothing, or asked something of the shop before."""
    first, sure = intents[0]
    if first == "add_to_cart" and (product or shelf) and WHAT_IF.search(said):
        return "ask_price", max(_LIKELY, min(sure, _SURE))  # *how much if i just got two*: nothing is taken yet
    if first == "reorder" and product and known.cart and ALIKE.search(said):
        return "add_to_cart", max(_LIKELY, min(sure, _SURE))  # 布団も同じサイズで: as what lies in the cart
    if first in ("exchange_item", "return_item") and not known.ordered and _IN_CASE.search(said):
        return "return_policy", sure
    if first in _NO_WORD and wants_word(said):
        return "back_in_stock", max(_LIKELY, min(sure, _SURE))  # 알림: who wants to be told is not told nothing more
    if first == "track_order" and known.before in _OF_A_THING and "order_number" not in kinds and not known.ordered:
        return "shipping_time", max(
            _LIKELY, min(sure, _SURE)
        )  # *how much is it, and when does it arrive*: of nothing ordered yet
    if first == "price_alert" and _BACK_AGAIN.search(said) and not _OF_PRICES.search(said):
        return "back_in_stock", sure
    shops = known.before in OF_THE_SHOP
    unnamed = not (shelf or product)
    of_nothing = unnamed and not (known.talked or known.cart or known.before in _OF_A_THING)
    if of_nothing and "sort" in kinds and sure < _SURE and first in _OF_NO_ORDER | _OF_A_THING:
        return "find_products", max(
            _LIKELY, sure
        )  # 무게가 제일 가벼운 상품이 뭐예요: no policy is the lightest, and no one thing
    if first in _OF_A_THING and of_nothing and (shops or sure >= _FAIR):
        # With no thing named or spoken of it is asked of the shop: *and how long does it take*, after the postage.
        rival = next((i for i in intents[1:] if i[0] in OF_THE_SHOP and i[1] >= _A_LITTLE), None)
        if first == "ask_price" and known.before == "shipping_time":
            return "shipping_cost", max(
                _LIKELY, min(sure, _SURE)
            )  # *do you deliver to Ireland, and what would that cost*
        if rival is not None and (shops or sure < _SURE):
            return rival[0], max(_LIKELY, rival[1])
        if shops:
            return known.before, max(_LIKELY, min(sure, _SURE))
    if first in ("product_question", "check_stock") and shelf and not product and SHOWS.search(said):
        return "find_products", sure  # *which of your cups can go in the oven, show me just those*
    sought = first in _WHEREABOUTS and not unnamed and "order_number" not in kinds
    if sought and _WHERE_SHOWN.search(said) and not (_IN_PERSON.search(said) or _OF_MINE.search(said)):
        return "find_products", max(_LIKELY, min(sure, _SURE))  # *where can I find the mugs*, 머그컵 어디서 봐요
    if first == "gift_card" and _PRESENT.search(said) and not _SPENT.search(said):
        # *A gift for my mum around 50 dollars* is looked for among the things.
        if _WRAPS.search(said):
            return "product_question", max(_LIKELY, min(sure, _SURE))
        rival = next((i for i in intents[1:] if i[0] in ("advice", "find_products")), None)
        if kinds & {"price_limit", "price"} or (rival is not None and rival[1] >= _SOME):
            return (rival[0] if rival else "advice"), max(_LIKELY, min(sure, _SURE))
    just_put = known.cart and known.before in _BUYING and "order_number" not in kinds
    if first == "cancel_order" and just_put and not _ORDERED.search(said):
        # 방금 담은 거 취소요: nothing was ordered yet, what is called off is what was just put there.
        return "remove_from_cart", max(_LIKELY, sure)
    if first in ("change_quantity", "remove_from_cart") and not known.cart and known.before in _OF_AN_ORDER:
        return "change_order", max(_LIKELY, min(sure, _SURE))  # *only the mug instead of the bowl*, of what was ordered
    if first == "add_to_cart" and unnamed and not kinds & _SAID and _NEEDS.search(said):
        return "find_products", max(
            _LIKELY, min(sure, _SURE)
        )  # *I also need sandpaper*: not one more of what was put there
    if first == "remove_from_cart" and not known.cart and known.talked and not product and kinds & {*_VALUES, "word"}:
        return "find_products", sure  # 赤はいらない: with nothing in the cart it is left out of what is shown
    unordered = unnamed and not known.ordered and "order_number" not in kinds
    delivers = first in ("change_order", "shipping_time") and known.before not in _OF_AN_ORDER and not known.ordered
    if delivers and "order_number" not in kinds and _DELIVERS.search(said) and not _ORDERED.search(said):
        return "shipping_time", max(_LIKELY, min(sure, _SURE))
    if first == "track_order" and known.before == "shipping_cost" and unordered and not _OF_MINE.search(said):
        return "shipping_time", max(_LIKELY, min(sure, _SURE))  # *what's the postage, and when does it come*
    ordered = known.ordered or known.before in _OF_AN_ORDER
    if ordered and first in _ASKED_OF_PARCEL and not (product or shelf) and _WHERE_IS_IT.search(said):
        return "track_order", max(_LIKELY, min(sure, _SURE))  # *where is it now?*, of the order that was spoken of
    if first == "store_hours" and _HOW_LONG.search(said) and not _HOURS.search(said):
        # 뜨거운 거 몇 시간 가요, *how many hours does it last*: asked of a thing, and of no shop.
        return "product_question", max(_LIKELY, min(sure, _SURE))
    if first == "shipping_time" and known.before == BOUGHT:
        return "track_order", sure  # *I ordered yesterday, how long does it take*
    return None


def _of_the_one(first: str, sure: float, said: str, *, about: bool) -> Intent | None:
    """A question about the one thing spoken of that names nothing: whether it is any good (*honestly, does it work?*), or whether
    something may be done with it (방수도 돼?), where nothing else is surely read."""
    if asks_frankly(said) and first not in _DEEDS and (sure < _MUCH or first in _NO_ASKING):
        return "product_question", max(_LIKELY, min(sure, _SURE))
    if (
        sure < _FAIR
        and first not in _DEEDS
        and about_it(said)
        and not follows_up(said)
        and (about or _MAY_IT.search(said))
    ):
        return "product_question", _LIKELY
    return None


def possible(intents: Sequence[Intent], *, cart: bool) -> tuple[Intent, ...]:
    """The intents with what cannot be meant counted to what must be: with nothing in the ``cart``, no number in it is changed."""
    shares = dict(intents)
    if cart or not 0 < shares.get("change_quantity", 0.0) < _LIKELY:
        return tuple(intents)
    shares["add_to_cart"] = min(1.0, shares.get("add_to_cart", 0.0) + shares.pop("change_quantity"))
    return tuple(sorted(shares.items(), key=lambda pair: -pair[1]))


def undoing(intents: Sequence[Intent], words: str, *, named: bool) -> tuple[Intent, ...]:
    """The intents without those that undo something, where no word says so and nothing is ``named`` that could be undone: *gift wrap
    please* takes nothing out of the cart."""
    said = normalise(words).text
    return tuple(i for i in intents if named or undoes(said, i[0])) or tuple(intents)


def _asks_which(best: Intent, known: Known, entities: Sequence[Entity], words: str, *, shelf: bool) -> bool:
    """Whether a message asks which of the things shown, or of a shelf that is named, something is true of, and not for an opinion."""
    first, sure = best
    if {e.kind for e in entities} & _NOT_WHICH or not asks_which_of(words):
        return False
    if any(e.kind == "sort" and (e.value in _LISTS or (shelf and first == "find_products")) for e in entities):
        return False  # what comes first is shown first
    said = normalise(words).text
    if first == "advice" and _OPINION.search(said):
        return False
    if known.several:
        return first in _CHOOSES or (sure < _MUCH and first not in _DEEDS)
    return shelf and first in _CHOOSES and _told_apart(entities, said)


def _told_apart(entities: Sequence[Entity], said: str) -> bool:
    """Whether a message asks for one end of something, other than of what a list is put in order by: *which tent is lighter*."""
    ends = {e.value for e in entities if e.kind in ("sort", "comparison") and not e.negated}
    return bool(ends - _LISTS) or (not ends and bool(_END.search(said)))


def _likened(entities: Sequence[Entity], words: str) -> bool:
    """Whether the shelf named is what something is to be like: *like a jacket*, 자켓 같은 거, ジャケットみたいなの."""
    said = normalise(words).text
    return any(
        e.kind == "category" and not e.negated and (_LIKE_ONE.search(said[:begin]) or _LIKE_SUCH.match(said[end:]))
        for e, (begin, end) in zip(entities, spans(words, entities), strict=True)
    )


def _asks_for_range(words: str) -> bool:
    """Whether a message asks in which colours or sizes something comes: *which colours do you have*, 색상 종류 알려주세요, 色違いは？"""
    said = normalise(words).text
    if not _OPTION.search(said):
        return False
    return asks_which(words) or bool(_MORE_OF_IT.search(said) or _ALONE.fullmatch(said.strip(" ?!.~")))


def _asked_of_it(first: str, words: str) -> bool:
    """Whether a question read as a search, or as a wish to buy, is about the one thing spoken of: *do they go green?*"""
    said = normalise(words).text
    if first == "add_to_cart":
        return bool(_OF_IT.search(said))
    return first == "find_products" and about_it(said) and not follows_up(said)


def one_thing(entity: Entity) -> str | None:
    """The one product a shelf's name may stand for: who takes the *umbrella* out of the cart does not mean belts. A shelf that is called so
    itself is meant, where a product is only tagged so: 운동화."""
    if entity.kind != "category" or not entity.links or entity.links[0].score == 1:
        return None
    rows = [k.row for k in entity.links if k.row.startswith("product:") and k.score >= 0.85 * entity.links[0].score]
    return rows[0] if len(rows) == 1 else None


def _shared(entity: Entity) -> bool:
    """Whether several products are called so, none more than another."""
    near = [link for link in entity.links if link.score >= 0.85 * entity.links[0].score]
    return entity.kind == "product" and len(near) > 1


def _whole(entity: Entity) -> bool:
    return entity.links[0].score >= 0.95 and len(entity.links) == 1


def _clear(entity: Entity) -> bool:
    return bool(entity.links) and entity.links[0].score >= 0.8
