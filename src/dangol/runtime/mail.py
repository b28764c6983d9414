"""Sending mail: through the shop's SMTP server, or, without one, into files of the data folder that anybody can read."""

from __future__ import annotations

import os
import time
from email.message import EmailMessage
from email.utils import formataddr, formatdate
from pathlib import Path
from typing import Protocol

import aiosmtplib

from dangol.kit.errors import GiveUp, RetryLater
from dangol.runtime.settings import Smtp

_LONGEST_WAIT = 3600.0


class Mailer(Protocol):
    """Sends one mail."""

    async def send(self, to: str, subject: str, body: str, *, message_id: str) -> None:
        """Send ``body`` (plain text) to ``to``. ``message_id`` is unique to what it is about: a repeat is the same mail, and receiving
        servers and readers recognise it. Raises ``RetryLater`` or ``GiveUp``."""
        ...


def compose(sender: str, name: str, to: str, subject: str, body: str, message_id: str, at: float) -> EmailMessage:
    """A plain-text mail in UTF-8. Line breaks in headers, which could add others, are taken out."""
    mail = EmailMessage()
    mail["From"] = formataddr((" ".join(name.split()), sender))
    mail["To"] = " ".join(to.split())
    mail["Subject"] = " ".join(subject.split())
    mail["Date"] = formatdate(at)
    mail["Message-ID"] = f"<{message_id}@{sender.rpartition('@')[2] or 'localhost'}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(body)
    return mail


class SmtpMailer:
    """Through an SMTP server."""

    def __init__(self, smtp: Smtp, sender: str, name: str) -> None:
        self._smtp = smtp
        self._sender = sender
        self._name = name

    async def send(self, to: str, subject: str, body: str, *, message_id: str) -> None:
        """Hand the mail to the server."""

        mail = compose(self._sender, self._name, to, subject, body, message_id, time.time())
        smtp = self._smtp
        try:
            await aiosmtplib.send(
                mail,
                hostname=smtp.host,
                port=smtp.port,
                username=smtp.user or None,
                password=os.environ.get(smtp.password_env) if smtp.user else None,
                use_tls=smtp.security == "tls",
                start_tls=smtp.security == "starttls",
                timeout=20,
            )
        except aiosmtplib.SMTPAuthenticationError as trouble:
            raise GiveUp("The mail server refuses our sign-in.", cure="Check [smtp] in shop.toml.") from trouble
        except aiosmtplib.SMTPResponseException as trouble:
            if trouble.code >= 500:
                raise GiveUp(f"The mail server refuses the mail: {trouble.code} {trouble.message[:200]}.") from trouble
            raise RetryLater(f"The mail server says {trouble.code}.", after=60) from trouble
        except (aiosmtplib.SMTPException, OSError) as trouble:
            raise RetryLater(f"The mail server does not answer: {type(trouble).__name__}.", after=60) from trouble


class FileMailer:
    """Into ``data/outbox/<message id>.eml``: what a shop without a mail server has, so that nothing is lost."""

    def __init__(self, folder: Path, sender: str, name: str) -> None:
        self._folder = folder
        self._sender = sender
        self._name = name

    async def send(self, to: str, subject: str, body: str, *, message_id: str) -> None:
        """Write the mail's file."""

        self._folder.mkdir(parents=True, exist_ok=True)
        mail = compose(self._sender, self._name, to, subject, body, message_id, time.time())
        draft = self._folder / f"{message_id}.tmp"
        draft.write_bytes(bytes(mail))
        draft.replace(self._folder / f"{message_id}.eml")


async def send_patiently(mailer: Mailer, to: str, subject: str, body: str, *, message_id: str, attempts: int) -> None:
    """Send a mail; after a failed try the next one waits longer: a server that is away for a night costs nothing, as the pauses grow from
    a minute to an hour. ``attempts`` counts this one."""
    try:
        await mailer.send(to, subject, body, message_id=message_id)
    except RetryLater as trouble:
        trouble.after = min(_LONGEST_WAIT, 60.0 * 2 ** max(0, attempts - 1))
        raise


def mailer_for(smtp: Smtp, owner: str, name: str, data: Path) -> Mailer:
    """The shop's way of sending mail."""
    sender = smtp.sender or owner or "dangol@localhost"
    return SmtpMailer(smtp, sender, name) if smtp.host else FileMailer(data / "outbox", sender, name)
