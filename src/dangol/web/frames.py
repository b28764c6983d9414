"""The widget's protocol on the wire: frames in, checked; messages out (``docs/protocol.md``)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from dangol.conversations.errors import MessageRefused
from dangol.conversations.ports import InboundMessage, Said
from dangol.conversations.repository import Message
from dangol.kit.foreign import NotJson, read_json
from dangol.kit.text import clean
from dangol.kit.times import iso
from dangol.nlu.commands import COMMAND
from dangol.web.site import Site

MOST_BYTES = 64 * 1024
_ID = r"^[A-Za-z0-9_\-]{8,64}$"


class Page(BaseModel):
    """The page the widget is on."""

    model_config = ConfigDict(extra="ignore")
    url: str = Field("", max_length=2000)
    title: str = Field("", max_length=300)
    product: str | None = Field(None, max_length=200)

    @field_validator("url", "title")
    @classmethod
    def _cleaned(cls, value: str) -> str:
        return clean(value, 2000)


class FormValues(BaseModel):
    """A filled-in form."""

    model_config = ConfigDict(extra="ignore")
    id: str = Field(max_length=64)
    values: dict[str, str] = Field(default_factory=dict, max_length=40)


class Hello(BaseModel):
    """The first frame."""

    model_config = ConfigDict(extra="ignore")
    token: str | None = Field(None, max_length=2000)
    after: int = Field(0, ge=0, le=2**31 - 1)
    lang: str | None = Field(None, max_length=20)
    page: Page | None = None
    identity: str | None = Field(None, max_length=4000)


class Send(BaseModel):
    """A message from the shopper: text, a tapped button's command, or a form."""

    model_config = ConfigDict(extra="ignore")
    id: str = Field(pattern=_ID)
    stream: str | None = Field(None, pattern=_ID)
    n: int | None = Field(None, ge=1, le=2**31 - 1)
    sent_at: datetime | None = None
    text: str | None = None
    command: dict[str, Any] | None = None
    label: str | None = None
    form: FormValues | None = None
    lang: str | None = Field(None, max_length=20)
    page: Page | None = None
    identity: str | None = Field(None, max_length=4000)

    @field_validator("sent_at")
    @classmethod
    def _aware(cls, value: datetime | None) -> datetime | None:
        # Only told, never reckoned with: a time without a zone, or beyond what a database can hold, is left out.
        return value if value is not None and value.tzinfo is not None and 1970 <= value.year < 9999 else None

    def inbound(self, address: str, lang: str) -> InboundMessage:
        """As ``conversations`` takes it. Raises ``MessageRefused`` when it does not hold exactly one thing, or no command of ours."""
        if sum(part is not None for part in (self.text, self.command, self.form)) != 1:
            raise MessageRefused("A message holds exactly one of text, command and form.", cure="See docs/protocol.md.")
        if self.command is not None:
            try:
                command = COMMAND.validate_python(self.command)
            except ValidationError as trouble:
                raise MessageRefused(
                    "That is not a command we know.", cure="Send a button's command as it came."
                ) from trouble
            said = Said(
                command=command.model_dump(mode="json", exclude_defaults=True) | {"command": command.command},
                label=self.label,
            )
        elif self.form is not None:
            said = Said(form=self.form.id, values=self.form.values, label=self.label)
        else:
            said = Said(text=self.text)
        return InboundMessage(
            address=address,
            provider_id=f"{address}:{self.id}",
            said=said,
            lang=lang,
            sent_at=self.sent_at,
            stream=self.stream,
            n=self.n if self.stream else None,
            page=self.page.model_dump(exclude_none=True) if self.page else None,
        )


def parse(raw: bytes | str) -> dict[str, Any]:
    """The JSON object in ``raw``. Raises ``MessageRefused`` for anything else; lone surrogates are replaced."""
    if len(raw) > MOST_BYTES:
        raise MessageRefused("That is larger than 64 KiB.", cure="Send less at once.")
    try:
        value = read_json(raw)
    except NotJson as trouble:
        raise MessageRefused(f"That cannot be read. {trouble}", cure="See docs/protocol.md.") from trouble
    if not isinstance(value, dict):
        raise MessageRefused("A frame is a JSON object.", cure="See docs/protocol.md.")
    return value


async def message_json(site: Site, message: Message, lang: str) -> dict[str, Any]:
    """A message as clients get it; ``lang`` is its conversation's."""
    lang = message.lang or lang
    client_id = None
    if message.source == "shopper" and message.provider_id:
        client_id = message.provider_id.rpartition(":")[2]
    return {
        "id": message.id,
        "seq": message.seq,
        "source": message.source.value,
        "author": await site.author(message.source.value, message.author_id, lang),
        "at": iso(message.at),
        "lang": lang,
        "client_id": client_id,
        "reply_to": message.reply_to,
        "flags": message.flags,
        "blocks": addressed(message.blocks),
    }


def addressed(value: Any) -> Any:
    """Pictures of the shop's own folder get an address: it is the web's to know, not the catalogue's."""
    if isinstance(value, dict):
        found = {name: addressed(inner) for name, inner in value.items()}
        url = found.get("url")
        if "alt" in found and isinstance(url, str) and not url.startswith(("/", "https://", "http://", "data:")):
            found["url"] = f"/media/{quote(url)}"
        return found
    if isinstance(value, list):
        return [addressed(inner) for inner in value]
    return value
