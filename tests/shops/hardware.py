"""The words of the generated hardware shop. Texts in threes are English, Korean, Japanese."""

# ruff: noqa: E501 - one thing a line, in its three languages side by side
from __future__ import annotations

from typing import Any

BRANDS = ("Hagane Kobo", "Iron & Oak", "Nejitoki", "Mizuho Works")
GRADED = ("thread", "length", "volume", "voltage", "weight", "diameter", "width")

SHOP = """\
name = { ja = "ねじと木", en = "Nejitoki Hardware", ko = "네지토키 철물점" }
languages = ["ja", "en", "ko"]
currency = "JPY"
currencies = ["JPY", "KRW", "USD"]
country = "JP"
countries = ["KR", "US"]
timezone = "Asia/Tokyo"
test_mode = true
owner_email = "owner@nejitoki.example.com"
accent = "#8a3b12"
logo = "catalog/images/logo.svg"

[hours]
mon = "09:00-17:00"
tue = "09:00-17:00"
wed = ""
thu = "09:00-17:00"
fri = "09:00-17:00"
sat = "10:00-15:00"
sun = ""

[tax]
mode = "inclusive"
rate = "0.10"

[seller]
company = { ja = "ねじと木", en = "Nejitoki Hardware", ko = "네지토키 철물점" }
representative = { ja = "森 ひかり", en = "Mori Hikari", ko = "모리 히카리" }
address = { ja = "大阪市西区鍛冶町9-1", en = "9-1 Kajimachi, Nishi-ku, Osaka, Japan", ko = "일본 오사카시 니시구 가지마치 9-1" }
phone = "+81 6-0000-0055"
email = "hello@nejitoki.example.com"
"""

PERSONA = """\
name = { ja = "ねじまる", en = "Nejimaru", ko = "네지마루" }
picture = "catalog/images/assistant.svg"
character = "An old foreman's apprentice: precise, patient, fond of the right screw."
tone = "formal"

[ja]
greeting = "ねじと木のAIアシスタント、ねじまるです。ねじ一本からご相談ください。"
[en]
greeting = "I'm Nejimaru, the AI assistant of Nejitoki Hardware. No screw is too small to ask about."
[ko]
greeting = "네지토키 철물점의 AI 도우미 네지마루입니다. 나사 하나라도 편하게 물어보세요."
"""

DELIVERY = """\
[[method]]
id = "takuhai"
name = { ja = "宅配便", en = "Parcel in Japan", ko = "일본 국내 택배" }
kind = "parcel"
countries = ["JP"]
prices = { JPY = "770", KRW = "7000", USD = "5.50" }
free_over = { JPY = "8000", KRW = "73000", USD = "55.00" }
days = [1, 2]

[[method]]
id = "overseas"
name = { ja = "海外便", en = "Airmail abroad", ko = "해외 항공편" }
kind = "parcel"
countries = ["KR", "US"]
prices = { JPY = "2200", KRW = "20000", USD = "15.00" }
days = [4, 9]

[[method]]
id = "pickup"
name = { ja = "大阪店で受け取り", en = "Collect in Osaka", ko = "오사카 매장 수령" }
kind = "pickup"
countries = ["JP"]
location = "osaka"
prices = { JPY = "0", KRW = "0", USD = "0" }
days = [0, 1]
"""

FEES: dict[str, dict[str, tuple[str, str | None]]] = {
    "takuhai": {"JPY": ("770", "8000"), "KRW": ("7000", "73000"), "USD": ("5.50", "55.00")},
    "overseas": {"JPY": ("2200", None), "KRW": ("20000", None), "USD": ("15.00", None)},
    "pickup": {"JPY": ("0", None), "KRW": ("0", None), "USD": ("0", None)},
}

LOCATIONS: list[dict[str, Any]] = [
    {"id": "depot", "name": {"en": "Depot", "ko": "물류 창고", "ja": "倉庫"}, "kind": "warehouse", "pickup": False},
    {
        "id": "osaka",
        "name": {"en": "Osaka shop", "ko": "오사카 매장", "ja": "大阪店"},
        "kind": "shop",
        "address": {
            "country": "JP",
            "postcode": "550-0000",
            "city": {"en": "Osaka", "ko": "오사카", "ja": "大阪市"},
            "line1": {"en": "9-1 Kajimachi, Nishi-ku", "ko": "니시구 가지마치 9-1", "ja": "西区鍛冶町9-1"},
        },
        "pickup": True,
    },
]

CATEGORIES = {
    "fixings": (("Fixings", "체결 부품", "ねじ・金具"), ("fasteners, screws and bolts", "나사류, 철물", "ビス, 金物")),
    "fixings/bolts": (("Bolts & nuts", "볼트·너트", "ボルト・ナット"), ("bolt, nut, washer", "볼트, 너트, 와셔", "ボルト, ナット, 座金")),
    "fixings/screws": (("Screws", "나사못", "木ネジ"), ("wood screw, screw", "나사, 피스", "ビス, ねじ, ネジ")),
    "fixings/fittings": (("Hooks & brackets", "고리·받침", "フック・棚受け"), ("hook, hinge, bracket", "경첩, 선반 받침, 걸이", "蝶番, ちょうつがい, 金具")),
    "tools": (("Tools", "공구", "工具"), ("hand tools, tool", "연장, 수공구", "道具, 大工道具")),
    "tools/hand": (("Hand tools", "수공구", "手工具"), ("hammer, wrench, pliers, saw", "망치, 스패너, 펜치, 톱", "ハンマー, レンチ, ペンチ, のこ")),
    "tools/power": (("Power tools", "전동 공구", "電動工具"), ("drill, drill bit, driver", "드릴, 전동 드라이버", "ドリル, 電動ドライバー")),
    "tools/measuring": (("Measuring", "측정", "測定"), ("tape measure, ruler", "줄자, 자", "巻き尺, コンベックス")),
    "paint": (("Paint & glue", "페인트·접착", "塗料・接着"), ("painting", "칠, 도료", "ペンキ, 塗装")),
    "paint/paint": (("Paint & oil", "페인트·오일", "ペンキ・オイル"), ("paint, stain, wood oil", "페인트, 스테인", "ペイント, 塗料, ステイン")),
    "paint/glue": (("Glue & tape", "접착제·테이프", "接着剤・テープ"), ("adhesive, glue, tape", "본드, 풀, 테이프", "ボンド, のり, 養生テープ")),
    "safety": (("Safety", "안전용품", "保護具"), ("protection, gloves", "보호구, 장갑", "安全用品, 手袋, 軍手")),
}  # fmt: skip

ATTRIBUTES = {
    "material": (("Material", "재질", "材質"), ("made of, metal", "소재, 뭘로 만든", "素材, 何でできて")),
    "rust": (("Rust resistance", "녹 방지", "耐食性"), ("does it rust, outdoors", "녹슬어요, 야외", "錆び, 屋外")),
    "strength": (("Load", "하중", "耐荷重"), ("how much weight, maximum load", "몇 킬로, 버티는 무게", "何キロまで, 荷重")),
    "drying": (("Drying time", "건조 시간", "乾燥時間"), ("how long to dry", "마르는 시간", "何時間で乾く")),
    "coverage": (("Coverage", "도포 면적", "塗れる面積"), ("how many square metres", "몇 평, 면적", "何平米")),
    "warranty": (("Warranty", "보증", "保証"), ("guarantee", "보증 기간", "保証期間")),
    "finish": (("Finish", "광택", "つや"), ("sheen", "무광, 유광", "光沢")),
}  # fmt: skip

OPTIONS = {
    "thread": ("Thread", "나사 규격", "ねじの呼び"),
    "length": ("Length", "길이", "長さ"),
    "pack": ("Pack", "포장 단위", "入数"),
    "tip": ("Tip", "날 규격", "先端"),
    "diameter": ("Diameter", "지름", "径"),
    "voltage": ("Voltage", "전압", "電圧"),
    "volume": ("Volume", "용량", "容量"),
    "color": ("Colour", "색상", "色"),
    "width": ("Width", "폭", "幅"),
    "size": ("Size", "사이즈", "サイズ"),
    "weight": ("Head weight", "머리 무게", "頭部の重さ"),
}

VALUES = {
    "white": ("White", "흰색", "白"),
    "grey": ("Grey", "회색", "グレー"),
    "blue": ("Blue", "파란색", "青"),
    "clear": ("Clear", "투명", "透明"),
    "walnut": ("Walnut", "월넛", "ウォールナット"),
    "10": ("Pack of 10", "10개입", "10個入り"),
    "100": ("Pack of 100", "100개입", "100個入り"),
}

# id: name, one more sentence for the description
KINDS: dict[str, tuple[tuple[str, str, str], tuple[str, str, str]]] = {
    "stainless": (("stainless steel", "스테인리스", "ステンレス"), ("Does not rust in the rain.", "비를 맞아도 녹슬지 않습니다.", "雨に当たっても錆びません。")),
    "zinc": (("zinc-plated", "아연 도금", "亜鉛めっき"), ("For dry rooms.", "물기 없는 실내에 쓰세요.", "屋内の乾いた場所に向きます。")),
    "brass": (("brass", "황동", "真鍮"), ("Its colour deepens over the years.", "해가 갈수록 색이 깊어집니다.", "年月とともに色が深まります。")),
    "compact": (("compact", "소형", "小型"), ("Fits into a kitchen drawer.", "주방 서랍에도 들어갑니다.", "台所の引き出しにも収まります。")),
    "standard": (("standard", "표준형", "標準型"), ("The one most people need.", "대부분 이거면 충분합니다.", "たいていの作業はこれで足ります。")),
    "heavy": (("heavy-duty", "강력형", "強力型"), ("Made for work every day.", "매일 쓰는 현장용입니다.", "毎日の現場に耐えます。")),
    "matte": (("matte", "무광", "つや消し"), ("Hides small marks.", "작은 흠이 눈에 띄지 않습니다.", "小さな傷が目立ちません。")),
    "satin": (("satin", "반광", "半つや"), ("Easy to wipe.", "닦아 내기 쉽습니다.", "汚れをさっと拭けます。")),
    "gloss": (("gloss", "유광", "つやあり"), ("Bright, and hard-wearing.", "밝고 오래갑니다.", "明るく、丈夫です。")),
    "quick": (("quick-drying", "속건", "速乾"), ("Holds after ten minutes.", "10분이면 붙습니다.", "10分で固定できます。")),
    "outdoor": (("outdoor", "실외용", "屋外用"), ("Stands rain and sun.", "비와 햇볕을 견딥니다.", "雨と日差しに耐えます。")),
    "gentle": (("low-odour", "저취", "低臭"), ("Hardly smells, good for bedrooms.", "냄새가 거의 없어 침실에도 좋습니다.", "においが少なく、寝室にも使えます。")),
    "cotton": (("cotton", "면", "綿"), ("Breathes well.", "땀이 차지 않습니다.", "蒸れにくいです。")),
    "leather": (("leather", "가죽", "革"), ("Keeps off sparks and splinters.", "불똥과 가시를 막아 줍니다.", "火花やとげを防ぎます。")),
    "nitrile": (("nitrile", "니트릴", "ニトリル"), ("Grips even with oil.", "기름이 묻어도 미끄럽지 않습니다.", "油が付いても滑りません。")),
}  # fmt: skip

KIND_ATTRIBUTES: dict[str, tuple[str, tuple[str, str, str]]] = {
    "stainless": ("rust", ("Indoors and outdoors", "실내·실외", "屋内・屋外")),
    "zinc": ("rust", ("Indoors only", "실내 전용", "屋内のみ")),
    "brass": ("rust", ("Indoors and outdoors", "실내·실외", "屋内・屋外")),
    "matte": ("finish", ("Matte", "무광", "つや消し")),
    "satin": ("finish", ("Satin", "반광", "半つや")),
    "gloss": ("finish", ("Gloss", "유광", "つやあり")),
    "cotton": ("material", ("Cotton", "면", "綿")),
    "leather": ("material", ("Cow leather", "소가죽", "牛革")),
    "nitrile": ("material", ("Nitrile rubber", "니트릴 고무", "ニトリルゴム")),
}
DEARNESS = {"stainless": "1.4", "brass": "1.9", "compact": "0.8", "heavy": "1.7", "outdoor": "1.3", "leather": "2.4", "nitrile": "1.2"}  # fmt: skip
METALS, TOOLS, SHEENS, GLUES, GLOVES = (
    ("stainless", "zinc", "brass"),
    ("compact", "standard", "heavy"),
    ("matte", "satin", "gloss"),
    ("quick", "outdoor", "gentle"),
    ("cotton", "leather", "nitrile"),
)


def _family(
    id: str,
    code: str,
    place: str,
    kinds: tuple[str, ...],
    yen: int,
    step: str,
    grams: int,
    noun: tuple[str, str, str],
    about: tuple[str, str, str],
    also: tuple[str, str, str],
    options: dict[str, list[str]],
    attributes: dict[str, str | tuple[str, str, str]],
) -> dict[str, Any]:
    return {
        "id": id, "code": code, "in": place, "kinds": kinds, "yen": yen, "step": step, "grams": grams, "noun": noun,
        "about": about, "also": also, "options": options, "attributes": attributes,
    }  # fmt: skip


WARRANTY = ("3 years", "3년", "3年")
FAMILIES = [
    _family("hex-bolt", "HB", "fixings/bolts", METALS, 320, "0.35", 60, ("hex bolts", "육각 볼트", "六角ボルト"),
            ("Bolts with a hexagonal head and full thread.", "머리가 육각인 전산 볼트입니다.", "頭が六角の全ねじボルトです。"),
            ("hexagon bolt, machine bolt", "볼트, 육각머리 볼트", "ボルト, 六角頭ボルト"),
            {"thread": ["M4", "M6", "M8"], "length": ["20 mm", "40 mm"]}, {"strength": "4.8"}),
    _family("hex-nut", "HN", "fixings/bolts", METALS, 180, "0.3", 40, ("hex nuts", "육각 너트", "六角ナット"),
            ("Nuts that fit our bolts.", "저희 볼트에 맞는 너트입니다.", "当店のボルトに合うナットです。"),
            ("nut", "너트", "ナット"), {"thread": ["M4", "M6", "M8"], "pack": ["10", "100"]}, {"strength": "4.8"}),
    _family("washer", "WA", "fixings/bolts", METALS, 150, "0.25", 20, ("flat washers", "평와셔", "平ワッシャー"),
            ("They keep a nut from biting into the wood.", "너트가 나무를 파고들지 않게 합니다.", "ナットが木に食い込むのを防ぎます。"),
            ("washer, ring", "와셔", "座金, ワッシャ"), {"thread": ["M4", "M6", "M8"], "pack": ["10", "100"]}, {}),
    _family("wood-screw", "WS", "fixings/screws", METALS, 280, "0.2", 50, ("wood screws", "목재 나사못", "木ネジ"),
            ("Countersunk screws with a sharp tip; no pilot hole in soft wood.", "끝이 날카로운 접시머리 나사로, 무른 나무에는 예비 구멍이 필요 없습니다.", "先の鋭い皿ねじで、やわらかい木なら下穴はいりません。"),
            ("screw, countersunk screw", "나사, 피스, 목공 나사", "ビス, コーススレッド"), {"length": ["16 mm", "25 mm", "38 mm"], "pack": ["10", "100"]}, {}),
    _family("wall-hook", "WH", "fixings/fittings", METALS, 420, "0.2", 45, ("wall hooks", "벽걸이 고리", "壁掛けフック"),
            ("A hook for coats and bags, screws included.", "외투와 가방을 거는 고리로, 나사가 들어 있습니다.", "上着やかばんを掛けるフック。ねじ付きです。"),
            ("coat hook, hanger", "걸이, 옷걸이 고리", "コート掛け, かぎ"), {"length": ["40 mm", "70 mm"]}, {"strength": "5 kg"}),
    _family("hinge", "HI", "fixings/fittings", METALS, 380, "0.4", 70, ("hinges", "경첩", "蝶番"),
            ("A pair of flat hinges for doors and lids.", "문과 뚜껑에 쓰는 평경첩 한 쌍입니다.", "扉やふたに使う平蝶番、二枚組です。"),
            ("door hinge", "문 경첩", "ちょうつがい, 丁番"), {"length": ["38 mm", "64 mm", "89 mm"]}, {"strength": "12 kg"}),
    _family("shelf-bracket", "SB", "fixings/fittings", METALS, 650, "0.3", 180, ("shelf brackets", "선반 받침", "棚受け"),
            ("A pair of right-angle brackets.", "직각 받침 한 쌍입니다.", "直角の棚受け、二本組です。"),
            ("bracket, shelf support", "브래킷, 선반 브라켓", "ブラケット, L字金具"), {"length": ["150 mm", "200 mm", "250 mm"]}, {"strength": "30 kg"}),
    _family("hammer", "HA", "tools/hand", TOOLS, 1800, "0.3", 350, ("claw hammer", "장도리", "金づち"),
            ("An ash handle, a forged head.", "물푸레 자루에 단조 머리입니다.", "トネリコの柄に、鍛造の頭です。"),
            ("hammer", "망치", "ハンマー, 釘抜き"), {"weight": ["300 g", "450 g"]}, {"warranty": WARRANTY}),
    _family("wrench", "WR", "tools/hand", TOOLS, 2100, "0.25", 300, ("adjustable wrench", "몽키 스패너", "モンキーレンチ"),
            ("Jaws without play, a scale in millimetres.", "유격이 없는 입에 mm 눈금이 있습니다.", "がたつきのない口に、ミリ目盛り付き。"),
            ("spanner, monkey wrench", "스패너, 몽키, 렌치", "スパナ, モンキースパナ"), {"length": ["150 mm", "200 mm", "250 mm"]}, {"warranty": WARRANTY}),
    _family("pliers", "PL", "tools/hand", TOOLS, 1600, "0.2", 240, ("pliers", "펜치", "ペンチ"),
            ("They hold, bend and cut.", "잡고, 구부리고, 자릅니다.", "つかむ、曲げる、切る、の一丁三役。"),
            ("pincers, combination pliers", "니퍼, 뺀찌", "プライヤー, ニッパー"), {"length": ["150 mm", "175 mm"]}, {"warranty": WARRANTY}),
    _family("hand-saw", "SA", "tools/hand", TOOLS, 2400, "0.25", 260, ("pull saw", "당김톱", "のこぎり"),
            ("Cuts on the pull, so it stays straight.", "당길 때 잘려 곧게 나갑니다.", "引いて切るので、まっすぐ進みます。"),
            ("saw, japanese saw", "톱, 일본톱", "のこ, 鋸"), {"length": ["210 mm", "240 mm", "270 mm"]}, {"warranty": ("1 year", "1년", "1年")}),
    _family("screwdriver", "SD", "tools/hand", TOOLS, 900, "0.15", 120, ("screwdriver", "드라이버", "ドライバー"),
            ("A magnetic tip and a handle that does not slip.", "자석 날에 미끄럽지 않은 손잡이입니다.", "先端は磁石付き、滑りにくい柄です。"),
            ("driver", "드라이바, 십자드라이버", "ねじ回し, プラスドライバー"), {"tip": ["PH1", "PH2", "SL6"], "length": ["75 mm", "150 mm"]}, {"warranty": WARRANTY}),
    _family("cordless-drill", "CD", "tools/power", TOOLS, 9800, "0.5", 1100, ("cordless drill", "충전 드릴", "充電ドリル"),
            ("Two speeds, a light, two batteries in the case.", "2단 속도에 조명이 있고, 배터리 두 개가 함께 들어 있습니다.", "二段変速とライト付き。電池は二個入りです。"),
            ("battery drill, electric screwdriver", "전동 드릴, 무선 드릴", "電動ドリル, ドリルドライバー"), {"voltage": ["12 V", "18 V"]}, {"warranty": ("2 years", "2년", "2年")}),
    _family("drill-bit", "DB", "tools/power", TOOLS, 420, "0.3", 25, ("drill bit", "드릴 비트", "ドリル刃"),
            ("For wood and soft metal.", "나무와 무른 금속에 씁니다.", "木材とやわらかい金属に使えます。"),
            ("bit, drill", "드릴 날, 기리", "ビット, キリ"), {"diameter": ["2 mm", "4 mm", "6 mm", "8 mm"]}, {"material": ("High-speed steel", "고속도강", "ハイス鋼")}),
    _family("tape-measure", "TM", "tools/measuring", TOOLS, 1100, "0.4", 180, ("tape measure", "줄자", "メジャー"),
            ("Stands by itself two metres out.", "2m까지 꺾이지 않고 섭니다.", "2mまで折れずに自立します。"),
            ("measuring tape, ruler", "자, 콤파스자", "巻き尺, コンベックス"), {"length": ["3 m", "5 m", "8 m"]}, {"warranty": WARRANTY}),
    _family("wall-paint", "WP", "paint/paint", SHEENS, 1500, "1.2", 900, ("wall paint", "수성 페인트", "水性ペンキ"),
            ("Water-based, for walls and ceilings.", "벽과 천장에 칠하는 수성 페인트입니다.", "壁と天井に使える水性塗料です。"),
            ("paint, emulsion", "페인트, 벽지 페인트", "ペイント, 壁用塗料"), {"color": ["white", "grey", "blue"], "volume": ["0.5 L", "1 L", "4 L"]},
            {"drying": ("2 hours", "2시간", "2時間"), "coverage": ("10 m² per litre", "1리터에 10㎡", "1Lで約10㎡")}),
    _family("wood-oil", "WO", "paint/paint", SHEENS, 2200, "0.9", 400, ("wood oil", "우드 오일", "木部用オイル"),
            ("Linseed oil that soaks in and lets wood breathe.", "나무에 스며 숨을 쉬게 하는 아마씨유입니다.", "木にしみ込み、呼吸を妨げない亜麻仁油です。"),
            ("oil finish, stain", "오일 스테인, 목재 오일", "オイルフィニッシュ, ステイン"), {"color": ["clear", "walnut"], "volume": ["0.25 L", "0.5 L", "1 L"]},
            {"drying": ("12 hours", "12시간", "12時間"), "coverage": ("15 m² per litre", "1리터에 15㎡", "1Lで約15㎡")}),
    _family("wood-glue", "WG", "paint/glue", GLUES, 380, "0.7", 90, ("wood glue", "목공 본드", "木工用ボンド"),
            ("White when wet, clear when dry.", "바를 때는 희고, 마르면 투명합니다.", "塗るときは白く、乾くと透明になります。"),
            ("glue, adhesive", "목공풀, 접착제", "接着剤, のり"), {"volume": ["50 ml", "180 ml", "500 ml"]}, {"drying": ("24 hours for full strength", "완전 건조 24시간", "完全硬化24時間")}),
    _family("masking-tape", "MT", "paint/glue", GLUES, 260, "0.4", 60, ("masking tape", "마스킹 테이프", "マスキングテープ"),
            ("Comes off without leaving a trace.", "자국 없이 떨어집니다.", "はがしても跡が残りません。"),
            ("painter's tape", "보양 테이프, 종이 테이프", "養生テープ, マステ"), {"width": ["12 mm", "18 mm", "24 mm"]}, {"material": ("Paper", "종이", "紙")}),
    _family("work-gloves", "GV", "safety", GLOVES, 480, "0", 70, ("work gloves", "작업 장갑", "作業手袋"),
            ("They let you feel what you hold.", "손끝 감각이 살아 있습니다.", "指先の感覚が残ります。"),
            ("gloves, safety gloves", "목장갑, 코팅 장갑", "軍手, グローブ"), {"size": ["S", "M", "L"]}, {}),
]  # fmt: skip

Article = dict[str, tuple[str, str, str]]

QUESTIONS: dict[str, Article] = {
    "delivery-cost": {
        "en": ("What does delivery cost?", "shipping fee / postage / is shipping free", "¥770 within Japan, free from ¥8,000. Abroad ¥2,200. Collecting in Osaka is free."),
        "ko": ("배송비는 얼마인가요?", "택배비 / 무료배송 / 배송료", "일본 국내는 770엔이며 8,000엔 이상이면 무료입니다. 해외는 2,200엔입니다. 오사카 매장에서 찾으시면 무료입니다."),
        "ja": ("送料はいくらですか？", "配送料 / 送料無料 / 何円から無料", "日本国内は770円で、8,000円以上は無料です。海外は2,200円です。大阪店での受け取りは無料です。"),
    },
    "delivery-time": {
        "en": ("When will my order arrive?", "delivery time / how many days / how long", "Ordered by 15:00, it leaves the same day: 1 to 2 days in Japan, 4 to 9 days abroad."),
        "ko": ("언제 도착하나요?", "배송 기간 / 며칠 걸려요 / 언제 와요", "15:00까지 주문하시면 당일 발송합니다. 일본은 1~2일, 해외는 4~9일 걸립니다."),
        "ja": ("いつ届きますか？", "配送日数 / 何日かかりますか / 到着日", "15:00までのご注文は当日発送します。国内は1～2日、海外は4～9日で届きます。"),
    },
    "return": {
        "en": ("Can I return tools?", "return policy / send back / refund", "Yes, unused, within 30 days of delivery. Paint mixed for you and cut material are not taken back."),
        "ko": ("공구를 반품할 수 있나요?", "반품 / 반품 기간 / 환불 되나요", "네, 사용하지 않은 상품은 받으신 날부터 30일 안에 가능합니다. 조색한 페인트와 절단한 자재는 반품되지 않습니다."),
        "ja": ("工具は返品できますか？", "返品 / 返品期間 / 払い戻し", "はい、未使用であればお届けから30日以内に承ります。調色した塗料と切断した材料はお受けできません。"),
    },
    "payment": {
        "en": ("How can I pay?", "payment methods / card / konbini / cash on delivery", "By card, at a convenience store, by bank transfer, or in cash to the courier (¥330 extra, Japan only)."),
        "ko": ("어떻게 결제하나요?", "결제 수단 / 카드 / 편의점 결제 / 착불", "카드, 편의점, 계좌 이체, 그리고 일본 국내는 대금 상환(330엔 추가)이 됩니다."),
        "ja": ("支払い方法は何がありますか？", "決済 / クレジットカード / コンビニ払い / 代引き", "カード、コンビニ、銀行振込、国内なら代金引換（手数料330円）がご利用いただけます。"),
    },
    "invoice": {
        "en": ("Do you issue qualified invoices?", "invoice / receipt / tax", "Yes, a qualified invoice as PDF comes with every order; our registration number is on it."),
        "ko": ("적격청구서를 발행하나요?", "인보이스 / 영수증 / 세금", "네, 모든 주문에 등록 번호가 적힌 적격청구서를 PDF로 보내 드립니다."),
        "ja": ("インボイスは発行できますか？", "適格請求書 / 領収書 / 請求書", "はい、すべてのご注文に登録番号入りの適格請求書をPDFでお送りします。"),
    },
    "screw-size": {
        "en": ("Which screw length do I need?", "screw size / how long should a screw be", "Two to three times as long as the board you fix is thick: 25 mm for a board of 10 mm."),
        "ko": ("나사 길이는 어떻게 고르나요?", "나사 사이즈 / 몇 mm 나사", "고정할 판 두께의 두세 배가 알맞습니다. 10mm 판이면 25mm를 쓰세요."),
        "ja": ("ねじの長さはどう選べばいいですか？", "ビスの長さ / 何ミリのねじ", "留める板の厚みの二～三倍が目安です。10mmの板なら25mmをお使いください。"),
    },
    "outdoor": {
        "en": ("Which fixings do not rust outdoors?", "rust / garden / rain / outdoor screws", "Stainless steel and brass. Zinc plating is for indoors."),
        "ko": ("야외에서 녹슬지 않는 건 뭔가요?", "녹 / 마당 / 비 맞는 곳 / 실외용 나사", "스테인리스와 황동입니다. 아연 도금은 실내용입니다."),
        "ja": ("屋外で錆びないのはどれですか？", "錆び / 庭 / 雨 / 屋外用のねじ", "ステンレスと真鍮です。亜鉛めっきは屋内用です。"),
    },
    "paint-amount": {
        "en": ("How much paint do I need?", "coverage / litres per wall / how many cans", "One litre covers 10 m² once; plan two coats."),
        "ko": ("페인트는 얼마나 필요한가요?", "몇 리터 / 도포 면적 / 몇 통", "1리터로 10㎡를 한 번 칠합니다. 두 번 칠하는 것으로 계산하세요."),
        "ja": ("ペンキはどれくらい必要ですか？", "何リットル / 塗れる面積 / 何缶", "1Lで10㎡を一度塗れます。二度塗りで計算してください。"),
    },
    "cutting": {
        "en": ("Do you cut wood to size?", "cut to length / wood cutting", "Yes, in the Osaka shop: ¥110 a cut, done within 1 day."),
        "ko": ("목재를 재단해 주나요?", "절단 / 맞춤 재단", "네, 오사카 매장에서 한 번에 110엔으로, 1일 안에 재단해 드립니다."),
        "ja": ("木材のカットはできますか？", "カットサービス / 寸法切り", "はい、大阪店で1カット110円、1日以内に承ります。"),
    },
    "warranty": {
        "en": ("How long is the warranty on tools?", "guarantee / broken tool / repair", "3 years on hand tools, 2 years on power tools, 1 year on saw blades."),
        "ko": ("공구 보증 기간은 얼마인가요?", "보증 / 고장 / 수리", "수공구 3년, 전동 공구 2년, 톱날 1년입니다."),
        "ja": ("工具の保証期間は？", "保証 / 故障 / 修理", "手工具は3年、電動工具は2年、のこ刃は1年です。"),
    },
    "store": {
        "en": ("Where is the shop and when is it open?", "address / opening hours / location", "9-1 Kajimachi, Nishi-ku, Osaka. Weekdays except Wednesday 09:00 to 17:00, Saturday 10:00 to 15:00."),
        "ko": ("매장은 어디고 언제 여나요?", "주소 / 영업시간 / 위치", "오사카시 니시구 가지마치 9-1입니다. 수요일을 뺀 평일 09:00~17:00, 토요일 10:00~15:00에 엽니다."),
        "ja": ("お店の場所と営業時間は？", "住所 / 何時まで / 定休日", "大阪市西区鍛冶町9-1です。水曜を除く平日09:00～17:00、土曜10:00～15:00に営業しています。"),
    },
    "wholesale": {
        "en": ("Is there a price for builders?", "trade account / bulk / wholesale", "From ¥50,000 a month companies pay 8% less; write to trade@nejitoki.example.com."),
        "ko": ("업자 할인이 있나요?", "도매 / 대량 구매 / 사업자", "월 50,000엔 이상 구매하는 회사는 8% 할인합니다. trade@nejitoki.example.com으로 연락 주세요."),
        "ja": ("業者向けの価格はありますか？", "卸 / 大量注文 / 法人", "月50,000円以上ご購入の法人は8%引きです。trade@nejitoki.example.comへご連絡ください。"),
    },
    "cancel": {
        "en": ("Can I cancel my order?", "cancel / wrong order", "Until it is shipped, in the chat, free of charge."),
        "ko": ("주문을 취소할 수 있나요?", "취소 / 잘못 주문", "발송 전까지 채팅에서 무료로 취소할 수 있습니다."),
        "ja": ("注文はキャンセルできますか？", "取り消し / 間違えて注文", "発送前であれば、チャットで無料で取り消せます。"),
    },
}  # fmt: skip

POLICIES: dict[str, Article] = {
    "returns": {
        "en": ("Returns", "return policy / returns", "Unused goods within 30 days of delivery; postage is yours unless the fault is ours. Refund within 5 days of arrival."),
        "ko": ("반품", "반품 정책 / 반품 규정", "사용하지 않은 상품은 받으신 날부터 30일 안에 반품됩니다. 저희 잘못이 아니면 배송비는 고객 부담입니다. 도착 후 5일 안에 환불합니다."),
        "ja": ("返品", "返品規定 / 返品ポリシー", "未使用品はお届けから30日以内に返品できます。当店の不備でない限り送料はお客さま負担です。到着から5日以内に返金します。"),
    },
    "shipping": {
        "en": ("Shipping", "shipping policy / delivery policy", "Japan ¥770, free from ¥8,000, 1 to 2 days. Abroad ¥2,200, 4 to 9 days."),
        "ko": ("배송", "배송 정책 / 배송 안내", "일본 770엔, 8,000엔 이상 무료, 1~2일. 해외 2,200엔, 4~9일."),
        "ja": ("配送", "配送について / 配送規定", "国内770円、8,000円以上無料、1～2日。海外2,200円、4～9日。"),
    },
    "privacy-policy": {
        "en": ("Privacy", "privacy policy / personal data", "Used for your order only, kept for 7 years as the tax law wants, never sold."),
        "ko": ("개인정보", "개인정보 처리방침 / 개인정보 보호", "주문에만 쓰고, 세법에 따라 7년 보관하며, 팔지 않습니다."),
        "ja": ("個人情報", "プライバシーポリシー / 個人情報保護", "ご注文のためにのみ使い、税法により7年保管し、売ることはありません。"),
    },
}  # fmt: skip


def _person(id: str, name: str, mail: str, phone: str, lang: str, address: dict[str, str]) -> dict[str, Any]:
    return {
        "id": id,
        "name": name,
        "email": mail,
        "phone": phone,
        "lang": lang,
        "since": "2026-01-10T01:00:00Z",
        "address": address,
    }


CUSTOMERS = [
    _person("c-1", "木村 蓮", "ren.kimura@example.com", "+81 90-0000-0901", "ja", {"country": "JP", "postcode": "550-0000", "line1": "大阪市西区水路町3-2", "line2": "", "city": "大阪府"}),
    _person("c-2", "한지우", "jiwoo.han@example.com", "+82 70-0000-0902", "ko", {"country": "KR", "postcode": "48000", "line1": "부산광역시 남구 등대로 12", "line2": "4층", "city": "부산광역시"}),
    _person("c-3", "Nora Quinn", "nora.quinn@mail.invalid", "+1 202-555-0190", "en", {"country": "US", "postcode": "05400", "line1": "7 Mill Lane", "line2": "", "city": "Burlington", "region": "VT"}),
]  # fmt: skip

# customer, currency, delivery, payment, timeline, shipment
ORDERS: list[tuple[str, str, str, str, list[tuple[str, str]], dict[str, str] | None]] = [
    ("c-1", "JPY", "takuhai", "card", [("placed", "2026-10-02T02:00:00Z"), ("paid", "2026-10-02T02:01:00Z"), ("preparing", "2026-10-02T03:00:00Z"), ("shipped", "2026-10-02T07:00:00Z"), ("delivered", "2026-10-03T04:00:00Z")], {"carrier": "ヤマト運輸", "tracking": "700000050001"}),
    ("c-2", "KRW", "overseas", "card", [("placed", "2026-11-10T05:00:00Z"), ("paid", "2026-11-10T05:01:00Z"), ("preparing", "2026-11-11T00:30:00Z"), ("shipped", "2026-11-11T07:00:00Z")], {"carrier": "EMS", "tracking": "EM000050002JP"}),
    ("c-3", "USD", "overseas", "card", [("placed", "2026-11-20T15:00:00Z"), ("paid", "2026-11-20T15:02:00Z"), ("preparing", "2026-11-21T00:30:00Z")], None),
    ("c-1", "JPY", "pickup", "konbini", [("placed", "2026-11-21T01:00:00Z"), ("awaiting_payment", "2026-11-21T01:00:00Z")], None),
]  # fmt: skip
