"""A ninth shop for conversation tests: a pottery. What a thing comes in is called its glaze, which only sometimes is a colour; what may
be done with it stands in its description; and it has a flow of its own, which asks for how many a class is booked. Korean, Japanese and
English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from shops.writing import Texts, parcels, settings, texts, write_files

SHOP = settings(texts("Kiln & Clay", "가마와 흙", "窯と土"), "owner@kiln.example", ("USD", "KRW", "JPY"))
DELIVERY = parcels({"USD": "5.00", "KRW": "6500", "JPY": "750"}, (2, 4))
FAQ = {
    "en": "## Do you repair chips? {#repair}\n\nWith gold lacquer, from 40 dollars.\n",
    "ko": "## 이가 나간 그릇도 고쳐 주나요? {#repair}\n\n금칠로 5만 원부터 고쳐 드려요.\n",
    "ja": "## 欠けた器の修理はできますか？ {#repair}\n\n金継ぎで5,000円から承ります。\n",
}
_CATEGORIES = [
    ("cups", texts("Cups", "컵", "カップ")),
    ("plates", texts("Plates", "접시", "皿")),
    ("tools", texts("Tools", "도구", "道具")),
]
_GLAZES = {
    "celadon": texts("Celadon", "청자", "青磁"),
    "tenmoku": texts("Tenmoku", "천목", "天目"),
    "ash": texts("Ash white", "백자", "白磁"),
}
_WEIGHT = texts("Weight", "무게", "重さ")


def _product(
    id: str,
    title: Texts,
    description: Texts,
    category: str,
    prices: Mapping[str, str],
    glazes: Sequence[str],
    weight: str = "",
) -> dict[str, Any]:
    values = [{"id": glaze, "name": _GLAZES[glaze]} for glaze in glazes]
    versions: list[dict[str, Any]] = [{"sku": f"{id}-{glaze}", "options": {"glaze": glaze}} for glaze in glazes]
    return {
        "id": id,
        "title": title,
        "description": description,
        "categories": [category],
        "attributes": {"weight": {"name": _WEIGHT, "value": weight}} if weight else {},
        "options": [{"id": "glaze", "name": texts("Glaze", "유약", "釉薬"), "values": values}] if values else [],
        "variants": [{**version, "prices": prices, "stock": 6} for version in versions or [{"sku": id}]],
    }


_PRODUCTS = [
    _product(
        "moon-mug",
        texts("Moon mug", "달 머그컵", "月のマグカップ"),
        texts(
            "Holds 350 ml. Dishwasher safe.",
            "350ml가 들어가요. 식기세척기에 넣어도 돼요.",
            "350ml入ります。食洗機対応。",
        ),
        "cups",
        {"USD": "28.00", "KRW": "38000", "JPY": "4200"},
        ("celadon", "tenmoku", "ash"),
        "320 g",
    ),
    _product(
        "tea-bowl",
        texts("Tea bowl", "찻사발", "抹茶碗"),
        texts(
            "For whisked tea. Not for the microwave.",
            "말차를 위한 사발. 전자레인지에는 쓸 수 없어요.",
            "抹茶のための器。電子レンジ不可。",
        ),
        "cups",
        {"USD": "64.00", "KRW": "86000", "JPY": "9600"},
        ("celadon", "tenmoku"),
        "410 g",
    ),
    _product(
        "pasta-plate",
        texts("Pasta plate", "파스타 접시", "パスタ皿"),
        texts(
            "Deep and wide. Goes into the oven up to 200 degrees.",
            "깊고 넓은 접시. 오븐에는 200도까지 넣을 수 있어요.",
            "深さのある大皿。オーブンは200度まで。",
        ),
        "plates",
        {"USD": "36.00", "KRW": "48000", "JPY": "5400"},
        ("celadon", "tenmoku", "ash"),
    ),
    _product(
        "loop-tools",
        texts("Loop tool set", "루프 도구 세트", "かきべらセット"),
        texts("Six tools for trimming clay.", "흙을 깎는 도구 여섯 개.", "粘土を削る道具6本組。"),
        "tools",
        {"USD": "18.50", "KRW": "25000", "JPY": "2800"},
        (),
    ),
]
_FLOW = """\
flow: class
title: Books a pottery class
start_on: [book_class]
slots:
  day: {kind: date, from: [date]}
  seats:
    kind: choice
    options:
      - {value: one, label: class.one}
      - {value: two, label: class.two}
      - {value: more, label: class.more}
  name: {kind: name, default: contact_name}
steps:
  - ask: day
  - ask: seats
  - if: seats == 'more'
    then:
      - say: class.group
  - ask: name
  - call: keep_request
    with: {kind: "'book_class'", details: "day + ' ' + seats + ', ' + name"}
    on:
      kept:
        - say: class.booked
"""
_WORDING = {
    "en": """\
intent.book_class: Book a pottery class
class.ask_day: Which day?
class.ask_seats: For how many?
class.one: One person
class.two: Two people
class.more: More than two
class.group: For groups we open the back room.
class.ask_name: Whose name?
class.booked: "See you on {day|date}, {name}."
""",
    "ko": """\
intent.book_class: 도자기 수업 예약
class.ask_day: 어느 날이 좋으세요?
class.ask_seats: 몇 분이세요?
class.one: 한 명
class.two: 두 명
class.group: 단체는 안쪽 방을 열어 드려요.
class.ask_name: 성함을 알려 주세요.
class.booked: "{day|date}에 뵐게요, {name} 님."
class.more: 세 명 이상
""",
    "ja": """\
intent.book_class: 陶芸教室を予約する
class.ask_day: いつがよろしいですか？
class.ask_seats: 何名様ですか？
class.one: 1名
class.two: 2名
class.more: 3名以上
class.group: 団体様は奥の部屋をお使いいただけます。
class.ask_name: お名前を教えてください。
class.booked: "{name}様、{day|date}にお待ちしております。"
""",
}
_EXAMPLES = {
    "en": """\
book_class: |
  book a pottery class
  can i join a class on {date}
  i want to learn throwing
  any lessons {date}
  sign me up for a workshop
  is there room in a class
  how do i take a lesson with you
  two places in the pottery workshop
""",
    "ko": """\
book_class: |
  도자기 수업 예약하고 싶어요
  {date}에 수업 들을 수 있나요
  물레 배우고 싶어요
  원데이 클래스 신청할게요
  클래스 자리 있나요
  체험 예약 돼요
""",
    "ja": """\
book_class: |
  陶芸教室を予約したいです
  {date}に教室に参加できますか
  ろくろを習いたいです
  ワークショップに申し込みます
  体験の空きはありますか
  レッスンを受けたい
""",
}


def write_shop(folder: Path) -> None:
    """Write the shop into ``folder``, which is made."""
    write_files(folder, SHOP, DELIVERY, FAQ, _CATEGORIES, _PRODUCTS)
    (folder / "flows").mkdir()
    (folder / "examples").mkdir()
    (folder / "flows/class.yaml").write_text(_FLOW, encoding="utf-8")
    for lang, sentences in _WORDING.items():
        (folder / "wording" / lang).mkdir(parents=True)
        (folder / f"wording/{lang}/class.yaml").write_text(sentences, encoding="utf-8")
        (folder / f"examples/{lang}.yaml").write_text(_EXAMPLES[lang], encoding="utf-8")
