"""Mail through a real mail server: to the owner when nobody is there, and an agent's answer to the shopper."""

from __future__ import annotations

import contextlib
import email
import socket
from collections.abc import Iterator
from datetime import timedelta
from email import policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from dangol.accounts.actions import seen, sign_in
from dangol.desk import actions
from dangol.desk.events import AnswerMailed, OwnerAlerted
from dangol.desk.mail import DeskMail
from dangol.runtime.clock import Clock
from dangol.runtime.database import Database
from dangol.runtime.mail import SmtpMailer
from dangol.runtime.outbox import Relay
from dangol.runtime.settings import Smtp
from desk.floor import left, member, say, wrote

OWNER = "owner@naru.example"
QUESTIONS = {
    "en": "Can I exchange a shirt that is too small?",
    "ko": "셔츠가 작은데 교환할 수 있나요?",
    "ja": "シャツが小さいのですが、交換できますか？",
}


class _Postbox:
    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.rcpt: list[list[str]] = []
        self.refuse: str | None = None

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refuse:
            return self.refuse
        self.rcpt.append(list(envelope.rcpt_tos))
        self.mails.append(email.message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 taken"


class _Server:
    def __init__(self) -> None:
        self.box = _Postbox()
        with contextlib.closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._controller: Controller | None = None

    def up(self) -> None:
        self._controller = Controller(self.box, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def down(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None


@pytest.fixture
def server() -> Iterator[_Server]:
    started = _Server()
    started.up()
    yield started
    started.down()


def _relay(database: Database, server: _Server, lang: str, owner: str = OWNER) -> Relay:
    smtp = Smtp(host="127.0.0.1", port=server.port, security="none")
    mailer = SmtpMailer(smtp, "shop@naru.example", "나루상점")
    mails = DeskMail(database, mailer, owner, "https://naru.example/", lang, say)
    relay = Relay(database)
    relay.subscribe(OwnerAlerted, mails.alert)
    relay.subscribe(AnswerMailed, mails.answer)
    return relay


def _body(mail: EmailMessage) -> str:
    return str(mail.get_content())


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
async def test_the_owner_is_told_in_their_language(database: Database, server: _Server, lang: str) -> None:
    conversation_id, _ = await wrote(database, QUESTIONS[lang], lang)
    await left(database, conversation_id, QUESTIONS[lang], "yuki@example.jp", order_number="N26-1019")
    await _relay(database, server, lang).drain()
    [mail] = server.box.mails
    assert server.box.rcpt == [[OWNER]]
    assert mail["Subject"] == say("mail.waiting_subject", lang)
    assert QUESTIONS[lang] in _body(mail)
    assert "yuki@example.jp" in _body(mail)
    assert f"https://naru.example/desk/c/{conversation_id}" in _body(mail)
    assert say("intent.return_item", lang) in _body(mail)
    assert "N26-1019" in _body(mail)
    assert mail["Auto-Submitted"] == "auto-generated"


async def test_a_server_that_is_down_gets_it_when_it_is_up(database: Database, server: _Server, clock: Clock) -> None:
    server.down()
    conversation_id, _ = await wrote(database, QUESTIONS["ko"])
    await left(database, conversation_id, QUESTIONS["ko"], None)
    relay = _relay(database, server, "ko")
    begin, waited = clock.now(), timedelta()
    for pause in (1, 2, 4, 8, 16, 32, 60, 60):
        await relay.once()
        await relay.drain()
        waited += timedelta(minutes=pause, seconds=5)
        clock.set(begin + waited)
    assert server.box.mails == []
    server.up()
    server.box.refuse = "451 try again later"
    await relay.drain()
    server.box.refuse = None
    await relay.drain()
    assert server.box.mails == []
    clock.set(begin + waited + timedelta(minutes=61))
    await relay.drain()
    [mail] = server.box.mails
    assert QUESTIONS["ko"] in _body(mail)
    clock.set(begin + waited + timedelta(days=1))
    await relay.drain()
    assert len(server.box.mails) == 1


@pytest.mark.parametrize(
    "nasty",
    [
        "hello\r\nBcc: all@victims.example\r\n\r\nbuy",
        "x\nSubject: you won",
        "a\r\n.\r\nMAIL FROM:<x@y>\r\nRCPT TO:<victim@z>",
        "\u2028Bcc: a@b\u0085Cc: c@d",
        "=?utf-8?q?x=0d=0aBcc:_a@b?=",
    ],
)
async def test_no_words_of_a_shopper_become_a_header(database: Database, server: _Server, nasty: str) -> None:
    conversation_id, _ = await wrote(database, nasty, "en")
    await left(database, conversation_id, nasty, nasty)
    await _relay(database, server, "en").drain()
    [mail] = server.box.mails
    assert server.box.rcpt == [[OWNER]]
    assert mail["Bcc"] is None
    assert mail["Cc"] is None
    assert mail["Subject"] == say("mail.waiting_subject", "en")
    assert mail["To"] == OWNER
    assert len(mail.get_all("Subject")) == 1


async def test_nobody_is_mailed_while_somebody_is_there(database: Database, server: _Server) -> None:
    agent = await member(database)
    async with database.transaction() as tx:
        token = await sign_in(tx, agent)
        assert await seen(tx, token)
    conversation_id, _ = await wrote(database, QUESTIONS["ja"], "ja")
    await left(database, conversation_id, QUESTIONS["ja"], None)
    await _relay(database, server, "ja").drain()
    assert server.box.mails == []


async def test_nobody_is_mailed_about_what_was_taken_meanwhile(database: Database, server: _Server) -> None:
    agent = await member(database)
    conversation_id, _ = await wrote(database, QUESTIONS["ko"])
    await left(database, conversation_id, QUESTIONS["ko"], None)
    async with database.transaction() as tx:
        await actions.take(tx, agent, conversation_id, say)
    await _relay(database, server, "ko").drain()
    assert server.box.mails == []


async def test_a_second_question_of_the_same_shopper_is_not_a_second_line(database: Database, server: _Server) -> None:
    conversation_id, _ = await wrote(database, QUESTIONS["ko"])
    for question in ("하나", "둘"):
        await left(database, conversation_id, question, None)
    await _relay(database, server, "ko").drain()
    [first, *more] = server.box.mails
    assert "하나" in _body(first)
    assert len(more) <= 1


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
async def test_an_answer_goes_to_the_address_left_and_to_no_other(
    database: Database, server: _Server, lang: str
) -> None:
    agent = await member(database)
    conversation_id, _ = await wrote(database, QUESTIONS[lang], lang)
    await left(database, conversation_id, QUESTIONS[lang], "suji@example.com")
    async with database.transaction() as tx:
        await actions.take(tx, agent, conversation_id, say)
        await actions.reply(tx, agent, conversation_id, "OK → 네 → はい", "client-id-1", by_mail=True)
        await actions.reply(tx, agent, conversation_id, "only in the chat", "client-id-2")
    await _relay(database, server, "ko").drain()
    [mail] = server.box.mails
    assert server.box.rcpt == [["suji@example.com"]]
    assert mail["Subject"] == say("mail.answer_subject", lang)
    assert "OK → 네 → はい" in _body(mail)
    assert f"> {QUESTIONS[lang]}" in _body(mail)


async def test_an_answer_by_mail_without_an_address_is_only_in_the_chat(database: Database, server: _Server) -> None:
    agent = await member(database)
    conversation_id, _ = await wrote(database, "hello", "en")
    async with database.transaction() as tx:
        await actions.take(tx, agent, conversation_id, say)
        await actions.reply(tx, agent, conversation_id, "hi", "client-id-1", by_mail=True)
    await _relay(database, server, "en").drain()
    assert server.box.mails == []


async def test_a_shop_without_an_owners_address_fails_nothing(database: Database, server: _Server) -> None:
    conversation_id, _ = await wrote(database, QUESTIONS["en"], "en")
    await left(database, conversation_id, QUESTIONS["en"], None)
    await _relay(database, server, "en", owner="").drain()
    assert server.box.mails == []
