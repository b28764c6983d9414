"""What the fake shop looks like and says: native words in three languages, and Arabic for the way from right to left."""

from __future__ import annotations

from typing import Any

Blocks = list[dict[str, Any]]
LANGUAGES = ("en", "ko", "ja", "ar")
ACCENT = "#2f6f62"

HOSTILE = """
body { font-family: Georgia, serif; margin: 0; padding: 40px; background: #f4efe6; line-height: 2 }
main { max-width: 720px } h1 { letter-spacing: .08em }
* { letter-spacing: .03em }
html { font-size: 62.5% } body { font-size: 1.8rem }
div, p, span, button { color: #803 }
@media (prefers-color-scheme: dark) { body { background: #101114; color: #ddd } }
"""

BEFORE = """
window.dangol = window.dangol || [];
window.heard = [];
for (const event of ["open", "close", "message", "unread", "sent"])
  dangol.push(["on", event, (detail) => heard.push([event, detail])]);
dangol.push(["page", { product: "linen-shirt" }]);
"""

_WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "name": "Mina",
        "shop": "Haru",
        "disclosure": "Automated assistant of Haru",
        "greeting": "Hello, I am Mina, Haru's automated assistant. What may I find for you?",
        "starts": ("New arrivals", "Where is my order?", "Delivery and returns"),
        "person": "Mon–Fri, 9:00–18:00",
        "shirt": "Linen shirt with a stand-up collar",
        "sub": "Haru · washed linen",
        "bag": "Canvas tote",
        "mug": "Stoneware mug",
        "color": "Colour",
        "colors": ("White", "Sand", "Indigo"),
        "size": "Size",
        "stock": {"in_stock": "In stock", "low": "Only 2 left", "out_of_stock": "Sold out"},
        "reason": "Goes with what you looked at",
        "add": "Add to cart",
        "view": "View",
        "more": "Show more",
        "prices": ("$39.00", "$49.00", "$24.00", "$18.50", 3900, 4900, 2400, 1850, "USD"),
        "cart_note": "Free delivery from $80.00.",
        "totals": ("Items", "Discount", "Delivery", "Total"),
        "checkout": "Check out",
        "keep": "Keep looking",
        "options": "White · M",
        "problem": "Only 2 left at this price.",
        "order": ("Your order", "On its way", "Ordered", "Paid", "Shipped", "Delivered", "Track the parcel"),
        "form": (
            "Where shall it go?",
            "Full name",
            "E-mail",
            "Phone",
            "Postcode",
            "Delivery",
            "Note for the carrier",
            "Continue",
        ),
        "ways": (("Parcel", "1–3 days", "$4.00"), ("Pick up in the shop", "Today from 16:00", "$0.00")),
        "news": "Tell me about new things by e-mail",
        "country": ("Country", "Korea", "Japan"),
        "cancel": "Cancel",
        "help": "Only for questions about this order.",
        "error": "That is not an e-mail address.",
        "pay": "Pay now",
        "expires": "Valid until 18:40.",
        "place": ("Haru Seongsu", "12 Yeonmujang-gil, Seongdong-gu, Seoul", "Daily 11:00–20:00"),
        "file": "Return label.pdf",
        "coupon": "10% off your first order",
        "coupon_until": "Until 30 November",
        "rating": "Did that help?",
        "labels": ("Not at all", "A little", "Partly", "Mostly", "Yes, fully"),
        "quote": (
            "You may return anything within **14 days**.\n\n- unworn, with its label\n- we pay the way "
            "back\n\nSee [the whole policy](https://example.com/returns)."
        ),
        "source": "Returns and exchanges",
        "notice": "A person has been called. Usual wait: 3 minutes.",
        "rows": (("Material", "Linen", "Cotton"), ("Weight", "240 g", "310 g"), ("Made in", "Korea", "Korea")),
        "echo": "You said: {}",
        "found": "Here is what I found:",
        "buttons": "Which one do you mean?",
    },
    "ko": {
        "name": "미나",
        "shop": "하루",
        "disclosure": "하루의 자동 상담 도우미",
        "greeting": "안녕하세요, 하루의 자동 상담 도우미 미나입니다. 무엇을 찾아 드릴까요?",
        "starts": ("신상품 보기", "주문 조회", "배송·반품 안내"),
        "person": "평일 9:00–18:00",
        "shirt": "스탠드칼라 린넨 셔츠",
        "sub": "하루 · 워싱 린넨",
        "bag": "캔버스 토트백",
        "mug": "도자기 머그컵",
        "color": "색상",
        "colors": ("화이트", "샌드", "인디고"),
        "size": "사이즈",
        "stock": {"in_stock": "재고 있음", "low": "2개 남음", "out_of_stock": "품절"},
        "reason": "보신 상품과 잘 어울립니다",
        "add": "장바구니에 담기",
        "view": "자세히 보기",
        "more": "더 보기",
        "prices": ("49,000원", "59,000원", "32,000원", "24,000원", 49000, 59000, 32000, 24000, "KRW"),
        "cart_note": "80,000원부터 무료로 배송해 드립니다.",
        "totals": ("상품 금액", "할인", "배송비", "합계"),
        "checkout": "주문하기",
        "keep": "더 둘러보기",
        "options": "화이트 · M",
        "problem": "이 가격으로는 2개 남았습니다.",
        "order": ("주문하신 상품", "배송 중입니다", "주문 완료", "결제 완료", "발송", "배송 완료", "배송 조회"),
        "form": (
            "어디로 보내 드릴까요?",
            "받는 분",
            "이메일",
            "휴대전화",
            "우편번호",
            "배송 방법",
            "배송 메모",
            "계속하기",
        ),
        "ways": (("택배", "1~3일", "3,000원"), ("매장에서 받기", "오늘 16시부터", "0원")),
        "news": "이메일로 새 소식을 받겠습니다",
        "country": ("나라", "대한민국", "일본"),
        "cancel": "취소",
        "help": "이 주문에 관한 연락에만 씁니다.",
        "error": "이메일 주소가 아닙니다.",
        "pay": "결제하기",
        "expires": "18시 40분까지 결제하실 수 있습니다.",
        "place": ("하루 성수점", "서울 성동구 연무장길 12", "매일 11:00–20:00"),
        "file": "반품 송장.pdf",
        "coupon": "첫 주문 10% 할인",
        "coupon_until": "11월 30일까지",
        "rating": "도움이 되셨나요?",
        "labels": ("전혀", "별로", "보통", "대체로", "아주 만족"),
        "quote": (
            "받으신 날부터 **14일** 안에 반품하실 수 있습니다.\n\n- 사용하지 않은 상품, 라벨 포함\n- "
            "반품 배송비는 저희가 부담합니다\n\n[전체 정책](https://example.com/returns)을 확인해 "
            "주세요."
        ),
        "source": "반품과 교환",
        "notice": "상담원을 부르고 있습니다. 보통 3분쯤 걸립니다.",
        "rows": (("소재", "린넨", "면"), ("무게", "240 g", "310 g"), ("제조국", "대한민국", "대한민국")),
        "echo": "말씀하신 내용: {}",
        "found": "이런 상품을 찾았습니다.",
        "buttons": "어느 상품을 말씀하시나요?",
    },
    "ja": {
        "name": "ミナ",
        "shop": "ハル",
        "disclosure": "ハルの自動応答アシスタント",
        "greeting": "こんにちは。ハルの自動応答アシスタント、ミナです。何をお探ししましょうか？",
        "starts": ("新着を見る", "注文の状況", "配送・返品について"),
        "person": "平日 9:00–18:00",
        "shirt": "スタンドカラーのリネンシャツ",
        "sub": "ハル · 洗いざらしリネン",
        "bag": "キャンバストート",
        "mug": "陶器のマグカップ",
        "color": "カラー",
        "colors": ("ホワイト", "サンド", "インディゴ"),
        "size": "サイズ",
        "stock": {"in_stock": "在庫あり", "low": "残り2点", "out_of_stock": "売り切れ"},
        "reason": "ご覧の商品によく合います",
        "add": "カートに入れる",
        "view": "詳しく見る",
        "more": "もっと見る",
        "prices": ("5,400円", "6,400円", "3,200円", "2,600円", 5400, 6400, 3200, 2600, "JPY"),
        "cart_note": "8,000円以上で送料無料です。",
        "totals": ("商品の合計", "割引", "送料", "合計"),
        "checkout": "注文に進む",
        "keep": "買い物を続ける",
        "options": "ホワイト · M",
        "problem": "この価格では残り2点です。",
        "order": ("ご注文の商品", "配送中です", "ご注文", "お支払い", "発送", "お届け", "荷物を追跡"),
        "form": (
            "お届け先をお知らせください",
            "お名前",
            "メールアドレス",
            "電話番号",
            "郵便番号",
            "配送方法",
            "配送業者への伝言",
            "次へ",
        ),
        "ways": (("宅配便", "1〜3日", "500円"), ("店舗で受け取る", "本日16時から", "0円")),
        "news": "新着情報をメールで受け取る",
        "country": ("国", "韓国", "日本"),
        "cancel": "キャンセル",
        "help": "このご注文のご連絡にのみ使います。",
        "error": "メールアドレスではありません。",
        "pay": "支払う",
        "expires": "18時40分まで有効です。",
        "place": ("ハル聖水店", "ソウル特別市城東区練武場キル12", "毎日 11:00–20:00"),
        "file": "返品ラベル.pdf",
        "coupon": "初回のご注文が10%引き",
        "coupon_until": "11月30日まで",
        "rating": "お役に立てましたか？",
        "labels": ("まったく", "あまり", "ふつう", "だいたい", "とても"),
        "quote": (
            "お届けから**14日**以内であれば返品いただけます。\n\n- 未使用でラベル付きのもの\n- "
            "返送料は当店が負担します\n\n[返品規定](https://example.com/returns)もご覧ください。"
        ),
        "source": "返品・交換",
        "notice": "担当者を呼び出しています。通常3分ほどです。",
        "rows": (("素材", "リネン", "コットン"), ("重さ", "240 g", "310 g"), ("原産国", "韓国", "韓国")),
        "echo": "ご入力：{}",
        "found": "こちらが見つかりました。",
        "buttons": "どちらの商品でしょうか？",
    },
}
_WORDS["ar"] = {
    **_WORDS["en"],
    "name": "منى",
    "shop": "هارو",
    "disclosure": "مساعد آلي",
    "greeting": "مرحبًا، أنا منى، المساعدة الآلية لمتجر هارو. كيف يمكنني مساعدتك؟",
    "starts": ("وصل حديثًا", "أين طلبي؟", "التوصيل والإرجاع"),
    "shirt": "قميص كتان بياقة واقفة",
    "add": "أضف إلى السلة",
    "found": "هذا ما وجدته:",
}


def words(lang: str) -> dict[str, Any]:
    return _WORDS.get(lang, _WORDS["en"])


def picture(name: str) -> str:
    """A drawn thing on a quiet ground."""
    grounds = {"shirt": "#dfe7e1", "bag": "#efe3d0", "mug": "#e3e0ea"}
    shapes = {
        "shirt": "M130 70 170 60q30 24 60 0l40 10 40 60-34 18-16-24v116H140V124l-16 24-34-18z",
        "bag": "M120 110h160l14 140H106zM160 110V90q40-44 80 0v20",
        "mug": "M130 100h110v110q0 30-30 30h-50q-30 0-30-30zM240 120h20q24 0 24 30t-24 30h-20",
        "face": "M200 70a50 50 0 1 0 .1 0zM100 290q10-100 100-100t100 100z",
    }
    kind = name.split("-")[0]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300" width="400" height="300">'
        f'<rect width="400" height="300" fill="{grounds.get(kind, "#e8eef0")}"/>'
        f'<path d="{shapes.get(kind, shapes["face"])}" fill="#fff" stroke="#44524d" stroke-width="5" stroke-linejoin="round"/></svg>'
    )


def assistant(lang: str) -> dict[str, Any]:
    return {"name": words(lang)["name"], "picture": "/pictures/face-1.svg"}


def start(intent: str, **slots: Any) -> dict[str, Any]:
    return {"command": "start", "intent": intent, "slots": slots}


def shop(lang: str) -> dict[str, Any]:
    w = words(lang)
    lang = lang if lang in LANGUAGES else "en"
    intents = ("new_arrivals", "track_order", "return_policy")
    options = [{"label": label, "command": start(intent)} for label, intent in zip(w["starts"], intents, strict=True)]
    return {
        "name": w["shop"],
        "lang": lang,
        "languages": ["en", "ko", "ja"],
        "accent": ACCENT,
        "logo": None,
        "test_mode": True,
        "assistant": {**assistant(lang), "disclosure": w["disclosure"]},
        "greeting": {"blocks": [{"type": "text", "text": w["greeting"]}, {"type": "buttons", "options": options}]},
        "person": {"available": True, "text": w["person"]},
        "inputs": {"text": True, "buttons": True},
        "strings": {},
    }


def price(w: dict[str, Any], place: int) -> dict[str, Any]:
    return {"money": {"amount": w["prices"][4 + place], "currency": w["prices"][8]}, "text": w["prices"][place]}


def image(kind: str, alt: str) -> dict[str, Any]:
    return {"url": f"/pictures/{kind}-1.svg", "alt": alt, "width": 400, "height": 300}


def card(lang: str, kind: str = "shirt", *, full: bool = False, **more: Any) -> dict[str, Any]:
    w = words(lang)
    place = {"shirt": 0, "bag": 2, "mug": 3}[kind]
    block: dict[str, Any] = {
        "type": "card",
        "product_id": f"{kind}-1",
        "title": w[kind],
        "image": image(kind, w[kind]),
        "price": price(w, place),
        "stock": "in_stock",
        "stock_text": w["stock"]["in_stock"],
        "url": "https://shop.example/" + kind,
        "buttons": [
            {
                "label": w["add"],
                "style": "primary",
                "command": start("add_to_cart", variant=f"variant:{kind.upper()}-1"),
            },
        ],
    }
    if full:
        colors = [
            {"value": w["colors"][0], "variant_id": "LS-WHT-M", "selected": True},
            {"value": w["colors"][1], "variant_id": "LS-SND-M"},
            {"value": w["colors"][2], "available": False},
        ]
        sizes = [{"value": size, "variant_id": f"LS-WHT-{size}", "selected": size == "M"} for size in ("S", "M", "L")]
        sizes.append({"value": "XL", "variant_id": "LS-WHT-XL", "available": False})
        block |= {
            "variant_id": "LS-WHT-M",
            "subtitle": w["sub"],
            "list_price": price(w, 1),
            "reason": w["reason"],
            "options": [{"name": w["color"], "values": colors}, {"name": w["size"], "values": sizes}],
        }
        block["buttons"] = [
            {"label": w["add"], "style": "primary", "command": start("add_to_cart", variant="variant:LS-WHT-M")},
            {"label": w["view"], "url": "https://shop.example/linen-shirt"},
        ]
    return block | more


def line(lang: str, kind: str, quantity: int = 1, **more: Any) -> dict[str, Any]:
    w = words(lang)
    place = {"shirt": 0, "bag": 2, "mug": 3}[kind]
    return {
        "line_id": f"lin_{kind}",
        "variant_id": f"{kind}-v",
        "title": w[kind],
        "image": image(kind, ""),
        "quantity": quantity,
        "max_quantity": 5,
        "unit_price": price(w, place),
        "total": price(w, place),
        **more,
    }


def cart(lang: str, quantity: int = 1, **more: Any) -> dict[str, Any]:
    w = words(lang)
    kinds = ("subtotal", "discount", "delivery", "total")
    totals = [
        {"kind": kind, "label": label, "price": price(w, place)}
        for place, (kind, label) in enumerate(zip(kinds, w["totals"], strict=True))
    ]
    return {
        "type": "cart",
        "cart_id": "crt_1",
        "lines": [
            line(lang, "shirt", quantity, options_text=w["options"]),
            line(lang, "mug", 2, problem=w["problem"]),
        ],
        "totals": totals,
        "note": w["cart_note"],
        "buttons": [
            {"label": w["checkout"], "style": "primary", "command": start("checkout")},
            {"label": w["keep"], "command": start("find_products")},
        ],
        **more,
    }


def order(lang: str) -> dict[str, Any]:
    w = words(lang)
    title, state, *labels, track = w["order"]
    states = ("done", "done", "current", "ahead")
    times = ("11/20 14:02", "11/20 14:05", "11/22 09:30", None)
    steps = [
        {"label": label, "state": state_, **({"at": at} if at else {})}
        for label, state_, at in zip(labels, states, times, strict=True)
    ]
    return {
        "type": "order",
        "order_number": "H-1042",
        "title": f"{title} H-1042",
        "state_text": state,
        "steps": steps,
        "lines": [line(lang, "bag", 1)],
        "totals": [{"kind": "total", "label": w["totals"][3], "price": price(w, 2)}],
        "tracking": {"label": track, "url": "https://carrier.example/1042"},
        "test": True,
    }


def form(lang: str) -> dict[str, Any]:
    w = words(lang)
    title, name, email, phone, postcode, delivery, note, submit = w["form"]
    country, korea, japan = w["country"]
    ways = [
        {
            "value": f"way-{i}",
            "label": label,
            "detail": detail,
            "price": {"money": {"amount": 0, "currency": "KRW"}, "text": cost},
        }
        for i, (label, detail, cost) in enumerate(w["ways"])
    ]
    return {
        "type": "form",
        "form_id": "address",
        "title": title,
        "fields": [
            {"name": "name", "label": name, "autocomplete": "name"},
            {
                "name": "email",
                "label": email,
                "kind": "email",
                "autocomplete": "email",
                "inputmode": "email",
                "help": w["help"],
            },
            {"name": "phone", "label": phone, "kind": "tel", "autocomplete": "tel", "required": False},
            {
                "name": "postcode",
                "label": postcode,
                "autocomplete": "postal-code",
                "inputmode": "numeric",
                "max_length": 10,
            },
            {
                "name": "country",
                "label": country,
                "kind": "select",
                "options": [{"value": "KR", "label": korea}, {"value": "JP", "label": japan}],
            },
            {"name": "way", "label": delivery, "kind": "choice", "options": ways},
            {"name": "note", "label": note, "kind": "textarea", "required": False},
            {"name": "news", "label": w["news"], "kind": "checkbox", "required": False},
        ],
        "submit": submit,
        "cancel": {"label": w["cancel"], "command": {"command": "cancel"}},
    }


def block(kind: str, lang: str) -> dict[str, Any]:
    """One block of each kind, as a shop would send it."""
    w = words(lang)
    place, address, hours = w["place"]
    blocks: dict[str, dict[str, Any]] = {
        "text": {"type": "text", "text": w["found"] + "\nhttps://shop.example/new."},
        "quote": {
            "type": "quote",
            "text": w["quote"],
            "source": {"title": w["source"], "reference": f"faq/{lang}.md#returns", "version": "3f2a"},
        },
        "notice": {"type": "notice", "text": w["notice"], "tone": "info"},
        "warning": {"type": "notice", "text": w["problem"], "tone": "warning"},
        "buttons": {
            "type": "buttons",
            "prompt": w["buttons"],
            "options": [
                {"label": w[kind], "command": {"command": "choose", "position": i + 1}}
                for i, kind in enumerate(("shirt", "bag", "mug"))
            ],
        },
        "steady": {
            "type": "buttons",
            "quick": False,
            "options": [{"label": w["view"], "url": "https://shop.example/new"}],
        },
        "card": card(lang, full=True),
        "carousel": {
            "type": "carousel",
            "items": [
                card(lang, "shirt", list_price=price(w, 1)),
                card(lang, "bag", stock="low", stock_text=w["stock"]["low"]),
                card(lang, "mug", stock="out_of_stock", stock_text=w["stock"]["out_of_stock"]),
                card(lang, "bag"),
            ],
            "more": {"label": w["more"], "command": start("find_products", page=2)},
        },
        "comparison": {
            "type": "comparison",
            "items": [card(lang, "shirt"), card(lang, "bag")],
            "rows": [{"label": a, "values": [b, c], "differs": b != c} for a, b, c in w["rows"]],
        },
        "cart": cart(lang),
        "placed": cart(lang, order_number="H-1042", editable=False, buttons=[]),
        "order": order(lang),
        "form": form(lang),
        "payment": {
            "type": "payment_link",
            "url": "/pay/1042",
            "label": w["pay"],
            "amount": price(w, 1),
            "order_number": "H-1042",
            "expires_text": w["expires"],
            "test": True,
        },
        "place": {
            "type": "place",
            "name": place,
            "address": address,
            "hours": hours,
            "url": "https://maps.example/haru",
        },
        "file": {"type": "file", "name": w["file"], "url": "/files/label.pdf", "size_text": "84 KB"},
        "coupon": {"type": "coupon", "code": "HARU-10", "text": w["coupon"], "expires_text": w["coupon_until"]},
        "picture": {"type": "picture", "image": image("mug", w["mug"])},
        "rating": {"type": "rating", "prompt": w["rating"], "labels": list(w["labels"])},
    }
    return blocks[kind]


KINDS = [
    "text",
    "quote",
    "notice",
    "warning",
    "buttons",
    "steady",
    "card",
    "carousel",
    "comparison",
    "cart",
    "placed",
    "order",
    "form",
    "payment",
    "place",
    "file",
    "coupon",
    "picture",
    "rating",
]


def replies(frame: dict[str, Any], lang: str, origin: str) -> list[Blocks]:
    """What is answered to a message: a block by its name, or the words back."""
    w = words(lang)
    text = (frame.get("text") or "").strip()
    command = frame.get("command") or {}
    slots = command.get("slots", {})
    if command.get("intent") == "show_product" and "variant" in slots:
        return [[card(lang, full=True, variant_id=slots["variant"].removeprefix("variant:"))]]
    if command.get("intent") in ("add_to_cart", "view_cart", "remove_from_cart"):
        return [[block("cart", lang)]]
    if command.get("intent") == "change_quantity":
        return [[cart(lang, slots["quantity"])]]
    if command.get("command") == "person":
        return [[block("notice", lang)]]
    if text == "silence":
        return []
    if text == "twice":
        return [[block("text", lang)], [block("buttons", lang)]]
    if text == "hologram":
        return [[{"type": "hologram", "title": "A thing of the future"}]]
    asked = text.split()
    if asked and all(kind in KINDS for kind in asked):
        return (
            [[{"type": "text", "text": w["found"]}, *(block(kind, lang) for kind in asked)]]
            if len(asked) > 1
            else [[block(asked[0], lang)]]
        )
    return [[{"type": "text", "text": w["echo"].format(text or frame.get("label", "✓"))}]]
