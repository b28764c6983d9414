"""Who says who they are: tokens, keys, identities, web hooks, pages of other origins. What is not genuine opens nothing."""

from __future__ import annotations

import base64
import html
import json
import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from dangol.channels.webhook.signature import sign as sign_hook
from dangol.gateways.test.signature import HEADER
from dangol.gateways.test.signature import sign as sign_payment
from dangol.runtime.secrets import Secrets
from worst_day.shopkeeping import Door, Process, Shopper, cli, no_traceback, process

NOW = datetime.now(UTC)
HOOK_SECRET = "a secret of more than sixteen letters"


def counted(door: Door, label: str) -> float:
    """How often something was refused, by its code."""
    lines = door.get("/metrics").raw.decode().splitlines()
    return sum(float(line.rpartition(" ")[2]) for line in lines if "refused" in line and label in line)


def payload(**claims: Any) -> dict[str, Any]:
    return {"sub": "v_somebody", "aud": "visitor", "iat": NOW, "exp": NOW + timedelta(days=1), **claims}


def unsigned(claims: dict[str, Any]) -> str:
    def part(value: Any) -> str:
        return (
            base64.urlsafe_b64encode(json.dumps(value, default=lambda d: int(d.timestamp())).encode())
            .decode()
            .rstrip("=")
        )

    return f"{part({'alg': 'none', 'typ': 'JWT'})}.{part(claims)}."


@pytest.fixture
def forged(open_shop: Path, server: Process) -> dict[str, str]:
    secrets = Secrets.load(open_shop / "data")
    key = secrets.key("visitor")
    good = jwt.encode(payload(), key, "HS256")
    return {
        "another key": jwt.encode(payload(), "k" * 64, "HS256"),
        "no algorithm": unsigned(payload()),
        "another algorithm": jwt.encode(payload(), key, "HS512"),
        "another audience": jwt.encode(payload(aud="member"), key, "HS256"),
        "no audience": jwt.encode({k: v for k, v in payload().items() if k != "aud"}, key, "HS256"),
        "expired": jwt.encode(payload(exp=NOW - timedelta(seconds=1)), key, "HS256"),
        "no expiry": jwt.encode({k: v for k, v in payload().items() if k != "exp"}, key, "HS256"),
        "an expiry beyond all dates": jwt.encode({**payload(), "exp": 10**18}, key, "HS256"),
        "no birth": jwt.encode({k: v for k, v in payload().items() if k != "iat"}, key, "HS256"),
        "nobody": jwt.encode({k: v for k, v in payload().items() if k != "sub"}, key, "HS256"),
        "somebody's identity": jwt.encode(payload(), secrets.key("identity"), "HS256"),
        "cut": good[:-4],
        "with another body": ".".join(
            [good.split(".")[0], unsigned(payload(sub="v_other")).split(".")[1], good.split(".")[2]]
        ),
        "nonsense": "x" * 5000,
    }


NAMES = (
    "another key", "no algorithm", "another algorithm", "another audience", "no audience", "expired", "no expiry",
    "an expiry beyond all dates", "no birth", "nobody", "somebody's identity", "cut", "with another body", "nonsense",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_forged_token_opens_nothing(server: Process, door: Door, forged: dict[str, str], name: str) -> None:
    token, before = forged[name], counted(door, "token_invalid")
    post = door.post(
        "/widget/v1/messages", b'{"id":"aaaaaaaa","text":"hi"}', authorization=f"Bearer {token}", accept_language="ja"
    )
    read = door.get("/widget/v1/messages", authorization=f"Bearer {token}")
    assert (post.status, read.status) == (401, 401)
    assert post.error["message"] == "こちらからは会話を続けられなくなりました。新しく始めてください。"
    with connect(f"ws://127.0.0.1:{server.port}/widget/v1/socket", compression=None) as link:
        link.send(json.dumps({"type": "hello", "token": token[:2000]}))
        with pytest.raises(ConnectionClosed) as ended:
            link.recv(20)
        assert ended.value.rcvd is not None
        assert ended.value.rcvd.code == 4401
    assert counted(door, "token_invalid") >= before + 3


def identity(key: str, **claims: Any) -> str:
    return jwt.encode(
        {"sub": "customer-7", "email": "a@b.example", "exp": NOW + timedelta(minutes=30), **claims}, key, "HS256"
    )


def test_forged_identities_are_refused(open_shop: Path, door: Door) -> None:
    key = Secrets.load(open_shop / "data").key("identity")
    bad = {
        "another key": identity("k" * 64),
        "the visitor's key": identity(Secrets.load(open_shop / "data").key("visitor")),
        "unsigned": unsigned({"sub": "customer-7", "exp": NOW + timedelta(minutes=30)}),
        "expired": identity(key, exp=NOW - timedelta(seconds=2)),
        "good for a day": identity(key, exp=NOW + timedelta(days=1)),
        "for ever": jwt.encode({"sub": "customer-7"}, key, "HS256"),
        "nobody": identity(key, sub=""),
    }
    for name, token in bad.items():
        answer = Shopper(door).send(text="hi", identity=token)
        assert answer.status == 401, name
    known = Shopper(door)
    assert known.send(text="hi", identity=identity(key)).status == 202


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_nobody_can_name_anothers_conversation(door: Door, lang: str) -> None:
    alice, mallory = Shopper(door, lang), Shopper(door, lang)
    alice.say(text="my secret is 4711")
    first = alice.send(text="hello again").json
    theirs = {
        "conversation": first["conversation"],
        "visitor": first["visitor"],
        "conversation_id": first["conversation"],
    }
    mallory.say(text="hello", **theirs)
    bearer = {"authorization": f"Bearer {mallory.token}"}
    for path in ("?after=0", f"?conversation={first['conversation']}", f"?visitor={first['visitor']}&after=0"):
        heard = door.ask("GET", f"/widget/v1/messages{path}", None, bearer).json
        assert "4711" not in json.dumps(heard)
    # The same client id said by another visitor is another message, not a repeat of the first.
    shared = uuid.uuid4().hex
    one = alice.send(json.dumps({"id": shared, "text": "one"}).encode()).json
    two = mallory.send(json.dumps({"id": shared, "text": "two"}).encode()).json
    assert one["conversation"] != two["conversation"]
    again = alice.send(json.dumps({"id": shared, "text": "one"}).encode()).json
    assert (again["seq"], again["conversation"]) == (one["seq"], one["conversation"])


def test_the_api_wants_a_key_that_lives(open_shop: Path, door: Door) -> None:
    for key in (None, "", "key_x", "dk_" + "x" * 40, "x" * 4000, "\u00e9"):
        headers = (
            {} if key is None else {"authorization": f"Bearer {key}".encode("latin-1", "replace").decode("latin-1")}
        )
        for path in ("conversations", "conversations/cnv_x", "conversations/cnv_x/messages"):
            assert door.ask("GET", f"/api/v1/{path}", None, headers).status == 401
    shopper = Shopper(door)
    shopper.say(text="hi")
    assert door.get("/api/v1/conversations", authorization=f"Bearer {shopper.token}").status == 401
    made = cli("key", "add", "test", "--shop", str(open_shop))
    key = made.stdout.strip().split()[-1]
    bearer = f"Bearer {key}"
    assert door.get("/api/v1/conversations", authorization=bearer).status == 200
    for path in ("?before=yesterday", "?before=0001-01-01T00:00:00%2B14:00", "?limit=x", "?holder=%00"):
        assert door.get(f"/api/v1/conversations{path}", authorization=bearer).status in (200, 422), path
    assert door.get("/api/v1/conversations/cnv_x", authorization=bearer).status == 404
    for seq in (-5, 10**30):
        answer = door.get(
            f"/api/v1/conversations/{shopper_conversation(shopper)}/messages?after={seq}", authorization=bearer
        )
        assert answer.status == 200
    assert door.ask("POST", "/api/v1/conversations", b"{}", {"authorization": bearer}).status == 405
    key_id = key.split(".")[0] if "." in key else re.split(r"[_.]", key)[0]
    listed = cli("key", "revoke", key_id, "--shop", str(open_shop))
    if listed.returncode == 0:
        assert door.get("/api/v1/conversations", authorization=bearer).status == 401


def shopper_conversation(shopper: Shopper) -> str:
    found: str = shopper.send(text="where am I").json["conversation"]
    return found


@pytest.mark.parametrize(
    "path", ["/widget/v1/messages", "/api/v1/conversations", "/desk", "/", "/webhooks/gateways/test"]
)
def test_another_origin_is_not_let_in(door: Door, path: str) -> None:
    wants = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    for method in ("OPTIONS", "GET"):
        answer = door.ask(method, path, None, wants)
        assert "access-control-allow-origin" not in answer.headers, (method, path)
        assert "access-control-allow-credentials" not in answer.headers


def test_scripts_and_config_are_for_every_page(door: Door) -> None:
    for path in ("/w.js", "/widget/v1/config"):
        answer = door.get(path, origin="https://blog.example")
        assert answer.headers["access-control-allow-origin"] == "https://blog.example"
        assert "access-control-allow-credentials" not in answer.headers


TRAVERSALS = (
    "/media/../shop.toml", "/media/..%2fshop.toml", "/media/%2e%2e/shop.toml", "/media/%2e%2e%2fdata%2fsecret", "/media//etc/passwd",
    "/media/images/../../shop.toml", "/media/%00.svg", "/media/" + "a" * 4000 + ".svg", "/media/delivery.toml", "/media/..\\shop.toml",
    "/media/images", "/media/%ff%fe.svg", "/logo.svg/../shop.toml", "/static/../../shop.toml", "/widget/0.1.0/../../../shop.toml",
    "/p/%00", "/c/%00", "/p/..%2f..%2fshop.toml", "/pay/%00", "/thanks/%00", "/desk/../shop.toml",
)  # fmt: skip


@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_path_leads_out_of_the_catalogue(door: Door, path: str) -> None:
    answer = door.get(path)
    assert answer.status in (200, 303, 307, 400, 404), answer
    assert b"currencies" not in answer.raw
    assert b"root:" not in answer.raw
    if path.startswith("/media"):
        assert answer.status == 404


@pytest.mark.parametrize("path", ["/", "/p/mug", "/w.js", "/widget/v1/config", "/healthz", "/nope"])
def test_head_is_get_without_the_body(door: Door, path: str) -> None:
    head, get = door.ask("HEAD", path), door.get(path)
    assert head.status == get.status
    assert head.raw == b""
    assert head.headers["content-type"] == get.headers["content-type"]


def test_methods_nobody_offers(door: Door) -> None:
    for method, path in (
        ("PUT", "/"),
        ("DELETE", "/p/mug"),
        ("PATCH", "/widget/v1/messages"),
        ("TRACE", "/"),
        ("GET", "/webhooks/gateways/test"),
    ):
        assert door.ask(method, path).status == 405, (method, path)
    overridden = door.ask("GET", "/widget/v1/messages", None, {"x-http-method-override": "POST"})
    assert overridden.status == 401


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "This page doesn't exist"), ("ko", "없는 페이지"), ("ja", "ページ")],
)
def test_people_get_a_page_and_programs_json(door: Door, lang: str, said: str) -> None:
    page = door.get(f"/p/nothing-like-it?lang={lang}", accept="text/html,*/*")
    assert page.status == 404
    assert page.headers["content-type"].startswith("text/html")
    assert f'lang="{lang}"' in page.raw.decode()
    assert said in html.unescape(page.raw.decode())
    assert door.get("/widget/v1/nothing", accept="text/html").json["error"]["code"] == "http_404"


# Web hooks


@pytest.fixture(scope="module")
def hooked(open_shop: Path) -> Iterator[Path]:
    settings = open_shop / "shop.toml"
    before = settings.read_text("utf-8")
    settings.write_text(
        before + '\n[[inboxes]]\nchannel = "webhook"\nname = "crm"\nurl = "http://127.0.0.1:9/x"\nsecret_env = "CRM"\n',
        "utf-8",
    )
    yield open_shop
    settings.write_text(before, "utf-8")


@pytest.fixture(scope="module")
def hook_server(hooked: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    import shutil

    shop = Path(shutil.copytree(hooked, tmp_path_factory.mktemp("hooked") / "shop"))
    for lock in (shop / "data").glob("*.lock"):
        lock.unlink()
    with process("serve", shop, env={"CRM": HOOK_SECRET}) as running:
        yield running


def test_web_hooks_of_a_channel(hook_server: Process) -> None:
    door = Door(hook_server.port)
    body = json.dumps({"messages": [{"id": "m1", "from": "u1", "text": "안녕하세요", "lang": "ko"}]}).encode()
    now, before = datetime.now(UTC), counted(door, "forged")
    genuine = sign_hook(HOOK_SECRET, body, now)
    bad = {
        "unsigned": None,
        "another secret": sign_hook("another secret of many letters", body, now),
        "another body": sign_hook(HOOK_SECRET, body + b" ", now),
        "six minutes old": sign_hook(HOOK_SECRET, body, now - timedelta(minutes=6)),
        "from the future": sign_hook(HOOK_SECRET, body, now + timedelta(minutes=6)),
        "its time moved on": genuine.replace(genuine[2:12], str(int(genuine[2:12]) + 1)),
        "nonsense": "t=١٢٣,v1=,,=",
        "only a time": f"t={int(now.timestamp())}",
    }
    for name, signature in bad.items():
        headers = {"dangol-signature": signature.encode("utf-8").decode("latin-1")} if signature else {}
        answer = door.ask("POST", "/hooks/webhook/crm", body, headers)
        assert answer.status == 401, name
    assert counted(door, "forged") >= before + len(bad)
    taken = [door.post("/hooks/webhook/crm", body, dangol_signature=genuine) for _ in range(3)]
    assert [answer.status for answer in taken] == [200, 200, 200]
    assert [answer.json["stored"] for answer in taken] == [1, 0, 0]
    assert [answer.json["repeated"] for answer in taken] == [0, 1, 1]
    for strange in (
        b"\xff", b"[]", b'{"messages":[{"id":"m2","from":"u\\u0000","text":"\\ud800","lang":"klingon-klingon"}]}',
        b'{"messages":[{"id":"m3","from":"u1","command":{"command":"fill","value":NaN}}]}', b'{"messages":' + b"[" * 50_000,
    ):  # fmt: skip
        answer = door.post(
            "/hooks/webhook/crm", strange, dangol_signature=sign_hook(HOOK_SECRET, strange, datetime.now(UTC))
        )
        assert answer.status in (200, 422), answer
    for n in range(30):
        door.post(f"/hooks/made-up-{n}/crm-{n}", body)
    assert "made-up" not in door.get("/metrics").raw.decode(), "a stranger must not grow our counters"
    no_traceback(hook_server)


def test_a_gateways_web_hooks(hook_server: Process) -> None:
    door = Door(hook_server.port)
    key = Secrets.load(hook_server.log.parent / "shop" / "data").key("test-gateway")
    body = json.dumps(
        {
            "id": "ev1",
            "type": "payment.paid",
            "payment": "p1",
            "at": "2026-11-22T12:00:00Z",
            "amount": 1,
            "currency": "KRW",
        }
    ).encode()
    now, before = datetime.now(UTC), counted(door, "webhook_forged")
    bad = {
        "unsigned": "",
        "another key": sign_payment(body, "k" * 64, now),
        "another body": sign_payment(body + b" ", key, now),
        "old": sign_payment(body, key, now - timedelta(minutes=6)),
        "from the future": sign_payment(body, key, now + timedelta(minutes=6)),
        "nonsense": "t=1,v1=zz",
    }
    for name, signature in bad.items():
        answer = door.ask("POST", "/webhooks/gateways/test", body, {HEADER: signature})
        assert answer.status == 401, name
        assert answer.error["message"]
    assert counted(door, "webhook_forged") >= before + len(bad)
    for strange in (
        b"\xff",
        b"[]",
        b'{"type":["payment.paid"]}',
        b'{"type":"payment.paid","amount":-5}',
        b'{"type":"payment.paid","id":"\\u0000"}',
    ):
        answer = door.post(
            "/webhooks/gateways/test", strange, **{HEADER: sign_payment(strange, key, datetime.now(UTC))}
        )
        assert answer.status in (200, 401), answer
    # A genuine one about a payment nobody asked for changes nothing, said once or thrice.
    for _ in range(3):
        answer = door.post("/webhooks/gateways/test", body, **{HEADER: sign_payment(body, key, datetime.now(UTC))})
        assert answer.status in (200, 404), answer
    no_traceback(hook_server)


def test_back_from_the_payment_leads_only_home(hook_server: Process) -> None:
    door = Door(hook_server.port)
    for path in (
        "/pay/x?return_url=https://evil.example",
        "/pay/x?next=//evil.example",
        "/thanks/x?next=https://evil.example",
    ):
        answer = door.get(path)
        assert "evil.example" not in answer.headers.get("location", "")
        assert b"evil.example" not in answer.raw
    posted = door.post("/pay/x", b"action=pay&return_url=https://evil.example&redirect=//evil.example")
    assert posted.headers.get("location", "/").startswith("/")
    assert "evil" not in posted.headers.get("location", "")
