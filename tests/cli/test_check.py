"""`dangol check`: every kind of file of a shop, broken: which file, which line, what is wrong, what to write."""

from __future__ import annotations

import os
import pty
import select
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from dangol.cli.checking import look_over, problems_of
from dangol.cli.template import check_country, write_shop

PRODUCT = '{"id": "bolt", "title": "육각 볼트", "sku": "B8", "prices": {"KRW": "300"}, "stock": 3}\n'
ORDER = '{"number": "A-1", "placed_at": "2026-01-02T03:04:05Z", "email": "a@example.com", "lines": [{"sku": "NONE"}]}\n'


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "bolts"
    write_shop(
        folder, name="볼트나라", languages=("ko", "en", "ja"), currency="KRW", country="KR", timezone="Asia/Seoul"
    )
    (folder / "catalog/products.jsonl").write_text(PRODUCT, encoding="utf-8")
    return folder


def test_a_web_hook_whose_secret_is_not_here_is_told(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hook = '\n[[hooks]]\nname = "calendar"\nurl = "https://calendar.example/book"\nsecret_env = "CALENDAR_SECRET"\n'
    with (shop / "shop.toml").open("a", encoding="utf-8") as file:
        file.write(hook)
    monkeypatch.delenv("CALENDAR_SECRET", raising=False)
    assert any("CALENDAR_SECRET is not set here" in words for words in look_over(shop).warnings)
    monkeypatch.setenv("CALENDAR_SECRET", "a secret that is long")
    found = look_over(shop)
    assert found.mistakes == []
    assert not any("CALENDAR_SECRET" in words for words in found.warnings)


def test_a_new_shop_is_right(shop: Path) -> None:
    assert list(problems_of(shop)) == []


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("shop.toml", b'name = "x"\nlanguages = ["ko"\n', ["shop.toml:2: this is not TOML", "close every bracket"]),
        ("shop.toml", b'country = "Korea"\n', ["shop.toml:1: country: 'Korea' is not a country. Write two capital"]),
        (
            "shop.toml",
            b'[tax]\nrate = "ten"\n',
            ["shop.toml:2: tax.rate: 'ten' does not fit. Write a number in quotes"],
        ),
        (
            "shop.toml",
            b'[tax]\nmode = "both"\n',
            ["shop.toml:2: tax.mode: 'both'", "Write 'inclusive' or 'exclusive'."],
        ),
        ("shop.toml", b"name = 3\n", ["shop.toml:1: name: 3 does not fit. Write a text in quotes, or one per"]),
        ("shop.toml", b'[hours]\nholidays = ["12/25"]\n', ["shop.toml:2: hours.holidays", "'12/25' is not a day"]),
        ("shop.toml", b'owner_email = "me"\n', ["shop.toml:1: owner_email: 'me' is not an e-mail address"]),
        ("shop.toml", b'origins = ["shop.example/x"]\n', ["shop.toml:1: origins", "is not a web site"]),
        ("shop.toml", b"[limits]\nburst = 0\n", ["shop.toml:2: limits.burst: 0 does not fit. Write 1 or more."]),
        ("shop.toml", b'gateway = "stripe"\n', ["there is no gateway 'stripe'"]),
        ("shop.toml", b'[[inboxes]]\nname = "a b"\n', ["shop.toml:2: inboxes", "'a b' cannot be an inbox's name"]),
        ("shop.toml", b'[[inboxes]]\nname = "line"\nchannel = "telegramm"\n', ["there is no channel 'telegramm'"]),
        (
            "shop.toml",
            b'[[hooks]]\nname = "calendar"\nurl = "https://calendar.example/book"\n',
            ["shop.toml: the web hook calendar has no secret_env", 'Write secret_env = "NAME"'],
        ),
        ("persona.toml", b'name = "Dani\n', ["persona.toml:1: this is not TOML"]),
        ("persona.toml", b'[fr]\ngreeting = "x"\n', ["there is no fr here. There are name, picture"]),
        ("persona.toml", b"name = 3\n", ["name: 3 does not fit. Write a text in quotes, or one per language"]),
        ("faq/ko.md", "## 질문 {#a}\n답\n\n## 또 {#a}\n답\n".encode(), ["faq/ko.md:4", "used twice"]),
        (
            "faq/fr.md",
            b"## Oui {#a}\nOui\n",
            ["faq/fr.md: the shop does not speak fr", "Name it after one of ko, en, ja"],
        ),
        ("policies/ja.md", "返品".encode("cp932"), ["policies/ja.md is not UTF-8 text. Save it as UTF-8."]),
        ("catalog/delivery.toml", b'[[method]]\nid = "a"\n', ["delivery.toml: line 1", "The name is missing"]),
        ("catalog/products.jsonl", b'{"id": "a"\n', ["products.jsonl, line 1, character", "is not JSON"]),
        (
            "catalog/products.jsonl",
            PRODUCT.replace('"sku"', '"images": ["images/bolt.png"], "sku"').encode(),
            ["bolt shows images/bolt.png, and there is no such file"],
        ),
        ("catalog/categories.jsonl", b'{"id": "a", "name": "A", "parent": "z"}\n', ["line 1, parent: 'z'"]),
        ("flows/x.yaml", b"flow: x\nsteps:\n  - sing: hello\n", ["x.yaml:3: 'sing' is not known"]),
        ("flows/x.yml.txt", b"flow: x\n", ["flows/x.yml.txt: this is not read as a flow"]),
        ("wording/ko/x.yaml", b'hello: "{"\n', ["x.yaml:1: A { is not closed"]),
        ("wording/fr/x.yaml", b"hello: bonjour\n", ["wording/fr: the shop does not speak fr"]),
        ("wording/x.yaml", b"hello: bonjour\n", ["wording/x.yaml: this file is never read"]),
        ("tests/x.yaml", b"conversations: hello\n", ["x.yaml:1"]),
        ("tests/x.yaml", b"a: [\n", ["x.yaml:2", "not YAML"]),
        ("customers.jsonl", b'{"id": 1\n', ["customers.jsonl, line 1"]),
        ("orders.jsonl", ORDER.encode(), ["orders.jsonl, line 1"]),
    ],
)
def test_each_mistake_is_named_with_its_cure(shop: Path, file: str, content: bytes, told: list[str]) -> None:
    path = shop / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    found = list(problems_of(shop))
    assert len(found) >= 1
    for words in told:
        assert any(words in problem for problem in found), found
    for problem in found:
        assert "Input should" not in problem, "a library's words, not ours"
        assert "pattern" not in problem


def test_orders_are_checked_against_what_is_right_in_the_catalogue(shop: Path) -> None:
    (shop / "catalog/products.jsonl").write_text(PRODUCT + '{"id": "nut"\n', encoding="utf-8")
    (shop / "orders.jsonl").write_text(ORDER.replace("NONE", "B8"), encoding="utf-8")
    assert not any("B8" in problem for problem in problems_of(shop))


def _dangol(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dangol", *arguments], capture_output=True, text=True, check=False, timeout=120
    )


def test_a_wrong_call_ends_with_2(tmp_path: Path) -> None:
    folder = str(tmp_path / "shop")
    for wrong in (["--languages", "xx"], ["--currency", "WON"], ["--country", "Atlantis"]):
        done = _dangol("init", folder, *wrong)
        assert done.returncode == 2, done.stdout
        assert "✗" in done.stdout
        assert not Path(folder).exists()


def test_what_is_no_shop_is_not_imported(tmp_path: Path) -> None:
    done = _dangol("import", "--shop", str(tmp_path))
    assert done.returncode == 1
    assert "not a shop folder" in done.stderr


def test_a_folder_is_imported_with_keep_good(shop: Path) -> None:
    (shop / "catalog/products.jsonl").write_text(PRODUCT + '{"id": "nut"\n', encoding="utf-8")
    assert "Nothing was taken" in _dangol("import", "--shop", str(shop)).stdout
    kept = _dangol("import", "--shop", str(shop), "--keep-good")
    assert kept.returncode == 1
    assert "1 new products" in kept.stdout


def test_an_import_of_translations_says_how_many_texts_it_took(shop: Path, tmp_path: Path) -> None:
    assert _dangol("import", "--shop", str(shop)).returncode == 0
    table = tmp_path / "ja.csv"
    table.write_text("product_id,lang,field,text\nbolt,ja,title,六角ボルト\n", encoding="utf-8")
    done = _dangol("import", str(table), "--shop", str(shop))
    assert done.returncode == 0
    assert "1 texts taken." in done.stdout


def test_init_asks_again_what_it_did_not_understand(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    lines = ["Sapore & Figli", "Nippon", "jp", "jp", "ja en", "yen", "JPY", "funny", "playful"]
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-m", "dangol", "init", str(folder)])
    shown = b""
    while select.select([terminal], [], [], 60)[0]:
        try:
            shown += os.read(terminal, 4096)
        except OSError:
            break
        if lines and shown.endswith(b"]: "):
            os.write(terminal, lines.pop(0).encode() + b"\n")
            shown = shown[:-1]
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, shown.decode()
    assert "not a country" in shown.decode()
    assert "no character 'funny'" in shown.decode()
    assert 'character = "playful"' in (folder / "persona.toml").read_text(encoding="utf-8")
    assert 'languages = ["ja", "en"]' in (folder / "shop.toml").read_text(encoding="utf-8")
    assert list(problems_of(folder)) == []


SHOPIFY = """\
Handle,Title,Vendor,Type,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Status
tint,틴트,팝팝,립,색상,코랄,T-1,shopify,5,12000,active
"""
TABLE = "product_id,lang,field,text\ntint,en,title,Lip tint\ntint,ja,title,ティント\n"


def test_exports_in_the_folder_are_imported_and_known_to_check(shop: Path) -> None:
    (shop / "catalog/a-translations.csv").write_text(TABLE, encoding="utf-8")  # its name comes before the products'
    (shop / "catalog/products_export.csv").write_text(SHOPIFY, encoding="utf-8")
    found = look_over(shop)
    assert found.mistakes == []
    told = [words for words in found.warnings if "have no en" in words]
    assert any("category names" in words and "립" in words for words in told), found.warnings
    assert any("option names" in words and "색상" in words for words in told), found.warnings
    assert not any("틴트" in words for words in told), "it has an English title"
    done = _dangol("import", "--shop", str(shop))
    assert done.returncode == 0, done.stdout
    assert "products_export.csv: 1 new products" in done.stdout
    assert "a-translations.csv: 2 texts taken." in done.stdout


def test_a_file_from_elsewhere_is_asked_to_be_kept_in_the_folder(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_text(SHOPIFY, encoding="utf-8")
    done = _dangol("import", str(tmp_path / "export.csv"), "--shop", str(shop))
    assert done.returncode == 0, done.stdout
    assert f"Keep a copy in {shop}/catalog/" in done.stdout.replace("\n", "")


@pytest.mark.parametrize(("currency", "parcel"), [("KRW", "3000"), ("JPY", "600"), ("USD", "5.00"), ("VND", "1000")])
def test_a_new_shop_begins_with_a_parcel_as_it_costs_there(tmp_path: Path, currency: str, parcel: str) -> None:
    write_shop(tmp_path / "new", name="New", languages=("en",), currency=currency, country="KR", timezone="Asia/Seoul")
    assert f'prices = {{ {currency} = "{parcel}" }}' in (tmp_path / "new/catalog/delivery.toml").read_text("utf-8")


def test_a_country_may_be_called_by_its_name() -> None:
    assert [check_country(word) for word in ("한국", "Japan", "日本", "kr")] == ["KR", "JP", "JP", "KR"]


def test_doctor_says_what_is_still_to_be_done(shop: Path) -> None:
    done = _dangol("doctor", "--shop", str(shop))
    assert done.returncode == 0, done.stdout
    for told in ("Nothing is for sale yet", "dangol member add EMAIL --owner", "owner_email"):
        assert told in done.stdout
    _dangol("import", "--shop", str(shop))
    assert "Nothing is for sale yet" not in _dangol("doctor", "--shop", str(shop)).stdout


def test_serve_says_where_to_look(shop: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    call = [sys.executable, "-m", "dangol", "serve", "--shop", str(shop), "--port", str(port)]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as serving:
        assert serving.stdout is not None
        told = serving.stdout.readline() + serving.stdout.readline()
        serving.terminate()
    assert f"http://127.0.0.1:{port}/desk" in told
    assert f'<script src="http://127.0.0.1:{port}/w.js" async></script>' in told


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_a_shop_of_one_language_is_written_in_that_alone(tmp_path: Path, lang: str) -> None:
    folder = tmp_path / "shop"
    write_shop(folder, name="One", languages=(lang,), currency="KRW", country="KR", timezone="Asia/Seoul")
    for path in (folder / name for name in ("persona.toml", "coupons.toml", "catalog/delivery.toml")):
        text = path.read_text(encoding="utf-8")
        for other in {"en", "ko", "ja"} - {lang}:
            assert f"{other} = " not in text, path
            assert f"[{other}]" not in text, path
    live = (folder / "persona.toml").read_text(encoding="utf-8")
    tried = "\n".join(
        line.removeprefix("# ") for line in live.splitlines() if line.startswith(("# [", "# greeting", "# words"))
    )
    assert set(tomllib.loads(tried)) == {lang}
