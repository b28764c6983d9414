"""The shop changes while people buy: a price between the cart and the payment, the last piece wanted by two at once."""

from __future__ import annotations

import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from databases import NO_POSTGRES, POSTGRES, command
from worst_day.shopkeeping import (
    LAST,
    MUG,
    Door,
    Shopper,
    blocks,
    checkout,
    cli,
    no_traceback,
    process,
    words,
    write_catalog,
)

# Not \b: a Korean particle or a Japanese word stands right behind the number, and they are letters too.
ORDER = re.compile(r"(?<![0-9A-Za-z-])\d{6}-[0-9A-Z]{5}(?![0-9A-Za-z-])")
KIND = {"en": "(?i)just sold|sold out|somebody else", "ko": "품절|남은|다 팔|재고", "ja": "売り切れ|在庫|残り"}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
async def servers(request: pytest.FixtureRequest, shop: Path) -> Any:
    """Two real processes of one shop: one serving and one working on SQLite, two of each kind on PostgreSQL."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            first = stack.enter_context(process("serve", shop, "--no-work"))
            stack.enter_context(process("work", shop))
            yield shop, (first, first), {}
            no_traceback(first)
            return
        if not POSTGRES:
            pytest.skip(NO_POSTGRES)
        name = f"dangol_{uuid.uuid4().hex[:16]}"
        await command(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
        url = POSTGRES.rsplit("/", 1)[0] + f"/{name}"
        env = {"DATABASE_URL": url}
        done = cli("import", "--shop", str(shop), env=env)
        assert done.returncode == 0, done.stdout + done.stderr
        with ExitStack() as running:
            serving = [running.enter_context(process("serve", shop, "--no-work", env=env)) for _ in range(2)]
            for _ in range(2):
                running.enter_context(process("work", shop, env=env))
            yield shop, tuple(serving), env
            for one in serving:
                no_traceback(one)
        await command(f"DROP DATABASE {name} WITH (FORCE)")


def confirming(heard: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The button that orders, once it is offered."""
    for block in blocks(heard, "buttons"):
        for option in block["options"]:
            if (option.get("command") or {}).get("slot") == "confirm" and option["command"].get("value") is True:
                return {"command": option["command"], "label": option["label"]}
    return None


def ready_to_order(port: int, lang: str, product: str) -> tuple[Shopper, dict[str, Any]]:
    shopper = Shopper(Door(port), lang)
    shopper.start("add_to_cart", product=product)
    return shopper, checkout(shopper, shopper.start("checkout"), confirming)


@pytest.mark.slow
def test_the_last_one_bought_at_once_by_two(servers: Any) -> None:
    shop, (one, other), env = servers
    for held, (first, second) in enumerate((("ko", "ja"), ("ja", "en"), ("en", "ko")), 1):
        with ThreadPoolExecutor(2) as pool:
            ready = list(
                pool.map(
                    lambda who: ready_to_order(*who, "product:last-vase"), ((one.port, first), (other.port, second))
                )
            )
            heard = list(pool.map(lambda pair: pair[0].say(**pair[1]), ready))
        orders = [words(h) for h in heard if ORDER.search(words(h))]
        assert len(orders) == 1, [words(h) for h in heard]
        loser, told = next((lang, h) for lang, h in zip((first, second), heard, strict=True) if words(h) not in orders)
        assert re.search(KIND[loser], words(told)), words(told)
        assert any(b["type"] in ("buttons", "carousel", "cards", "product") for m in told for b in m["blocks"]), (
            "something is offered instead"
        )
        # One more comes in. The one ordered is held for its buyer, so again there is one left.
        write_catalog(shop, [MUG, {**LAST, "variants": [{**LAST["variants"][0], "stock": {"main": held + 1}}]}])
        done = cli("import", "--shop", str(shop), env=env)
        assert done.returncode == 0, done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(("lang", "said"), [("en", "price"), ("ko", "가격|금액"), ("ja", "価格|金額")])
def test_a_price_changed_before_the_order(shop: Path, lang: str, said: str) -> None:
    with process("serve", shop) as running:
        shopper, confirm = ready_to_order(running.port, lang, "product:mug")
        dearer = {"KRW": "15000", "JPY": "1700", "USD": "11.50"}
        write_catalog(shop, [{**MUG, "variants": [{**MUG["variants"][0], "prices": dearer}]}, LAST])
        assert cli("import", "--shop", str(shop)).returncode == 0
        told = shopper.say(**confirm)
        assert not ORDER.search(words(told)), "not at a price nobody agreed to"
        assert re.search(said, words(told)), words(told)
        confirm = checkout(shopper, told, confirming)
        amounts = [
            t["price"]["money"]["amount"]
            for c in blocks(shopper.heard, "cart")
            for t in c["totals"]
            if t["kind"] == "total"
        ]
        assert amounts[-1] in (18000, 2000, 1450)
        done = shopper.say(**confirm)
        assert ORDER.search(words(done)), words(done)
        no_traceback(running)
