"""Text that tries to be something else: marks that turn it round, floods, markup. It is kept as text, everywhere it is shown."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from worst_day.shopkeeping import (
    LANGUAGES,
    MUG,
    SOURCE,
    Door,
    Shopper,
    cli,
    no_traceback,
    process,
    words,
    write_catalog,
)

SCRIPT = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&{{7*7}}"


def own(shopper: Shopper) -> str:
    """The shopper's own last words, as the conversation shows them."""
    answer = shopper.door.get("/widget/v1/messages", authorization=f"Bearer {shopper.token}")
    said = [m for m in answer.json["messages"] if m["source"] == "shopper"]
    text: str = said[-1]["blocks"][0]["text"]
    return text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_direction_overrides_are_taken_out(door: Door, lang: str) -> None:
    shopper = Shopper(door, lang)
    shopper.say(text="pay \u202e000,1\u202c now \u2066x\u2069 \u200f\u061c!")
    assert own(shopper) == "pay 000,1 now x !"


def test_floods_are_thinned_out(door: Door) -> None:
    shopper = Shopper(door)
    shopper.say(text="mu" + "\u200b" * 3000 + "g" + "\u200d" * 900)
    assert own(shopper) == "mug\u200d"
    shopper.say(text="z" + "\u0301\u0323\u0330" * 1200 + "algo")
    assert len(own(shopper)) <= 12
    # What carries meaning stays: an emoji family, Devanagari, a Korean syllable typed letter by letter.
    shopper.say(text="👨‍👩‍👧 क्ष \u1112\u1161\u11ab")
    assert own(shopper) == "👨‍👩‍👧 क्ष 한"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_flood_is_answered_like_anything_else(door: Door, lang: str) -> None:
    for text in ("\u200d" * 4000, "가" * 4000, "あ " * 2000, "a" * 4000, "1" * 4000, "🍎" * 4000, "({[<" * 1000):
        heard = Shopper(door, lang).say(text="x" + text[:3999])
        assert words(heard).strip()
        assert not re.search("went wrong on our side|문제가 생겨서|不具合で", words(heard))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_markup_in_a_name_stays_text(door: Door, lang: str) -> None:
    shopper = Shopper(door, lang)
    shopper.start("add_to_cart", product="product:mug")
    shopper.start("checkout")
    name = "<b onclick=x>Eve</b> {order_number} ${7*7}"
    heard = shopper.say(
        form={
            "id": "checkout.name-email-phone",
            "values": {"name": name, "email": "e@x.example", "phone": "01012345678"},
        }
    )
    assert heard, "the form is taken"
    shopper.say(text=SCRIPT)
    assert own(shopper) == SCRIPT


@pytest.fixture(scope="module")
def marked_up(open_shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop whose name, products and categories are full of markup."""
    shop = Path(shutil.copytree(open_shop, tmp_path_factory.mktemp("marked") / "shop"))
    shutil.rmtree(shop / "data")
    settings = (shop / "shop.toml").read_text("utf-8")
    (shop / "shop.toml").write_text(re.sub(r"(?m)^name = .*$", f"name = {json.dumps(SCRIPT)}", settings), "utf-8")
    product = {
        **MUG,
        "title": dict.fromkeys(LANGUAGES, SCRIPT),
        "description": dict.fromkeys(LANGUAGES, f"<p>Fine</p>{SCRIPT}<!-- --><svg/onload=alert(1)>"),
        "brand": SCRIPT,
        "images": [{"src": "images/evil.svg", "alt": {"en": SCRIPT}}, {"src": "javascript:alert(1)", "alt": "x"}],
        "attributes": {"material": SCRIPT},
    }
    write_catalog(shop, [product])
    (shop / "catalog" / "images" / "evil.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "utf-8"
    )
    (shop / "catalog" / "categories.jsonl").write_text(json.dumps({"id": "kitchen", "name": SCRIPT}) + "\n", "utf-8")
    return shop


def test_markup_in_the_shop_stays_text_on_every_page(marked_up: Path) -> None:
    done = cli("import", "--shop", str(marked_up))
    if done.returncode:
        # An address that is a script may be refused at the import, by name; then it is out of the world already.
        assert "javascript:" in done.stdout
        assert "Traceback" not in done.stdout + done.stderr
        line = json.loads((marked_up / "catalog" / "products.jsonl").read_text("utf-8"))
        write_catalog(marked_up, [{**line, "images": line["images"][:1]}])
        (marked_up / "catalog" / "categories.jsonl").write_text(json.dumps({"id": "kitchen", "name": SCRIPT}) + "\n")
        done = cli("import", "--shop", str(marked_up))
        assert done.returncode == 0, done.stdout
    with process("serve", marked_up) as running:
        door = Door(running.port)
        for path in (
            "/",
            "/p/mug",
            "/c/kitchen",
            "/p/mug?lang=ja",
            "/thanks/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
            "/nope",
        ):
            page = door.get(path, accept="text/html")
            text = page.raw.decode()
            assert "<script>alert" not in text, path
            assert "<img src=x" not in text
            assert "onload=" not in text
            assert "javascript:" not in text
            policy = page.headers["content-security-policy"]
            assert "unsafe-inline" not in policy
            assert "unsafe-eval" not in policy
            assert page.headers["x-content-type-options"] == "nosniff"
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', door.get("/p/mug").raw.decode(), re.S)
        assert found, "product pages carry JSON-LD"
        assert json.loads(found[1])["name"]
        picture = door.get("/media/images/evil.svg")
        assert picture.status == 200
        assert picture.headers["content-type"].startswith("image/svg+xml")
        assert "default-src 'none'" in picture.headers["content-security-policy"]
        assert "sandbox" in picture.headers["content-security-policy"]
        config = door.get("/widget/v1/config?lang=en").json["shop"]
        assert "<script>" in config["name"], "JSON carries it as text; the widget writes it as text"
        assert words(Shopper(door).start("show_product", product="product:mug"))
        no_traceback(running)


def test_the_widget_and_the_desk_never_write_markup() -> None:
    static = SOURCE / "dangol" / "web" / "static"
    checked = 0
    for file in static.rglob("*.js"):
        if "vendor" in file.parts:
            continue
        checked += 1
        text = re.sub(r"(?m)^\s*(//|\*).*$", "", file.read_text("utf-8"))
        for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
            assert forbidden not in text, f"{file.name} uses {forbidden}"
        assert "dangerouslySetInnerHTML" not in text, file.name
    assert checked >= 4
