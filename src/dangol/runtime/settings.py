"""Every setting there is: one table that feeds validation, the command line and the documents.

The shop's own settings stand in ``shop.toml``; what differs between machines (where the database is, which port) comes from the
environment. Both are fields of one of the models below, each with a default and one sentence; ``SETTINGS`` lists them all.
A value that cannot work is refused before anything starts, with the line it stands on and how to mend it.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from dangol.kit.errors import DangolError
from dangol.kit.money import NotAnAmount, check_currency
from dangol.runtime.errors import SettingInvalid
from dangol.runtime.plain_mistakes import mistakes_in

LANGUAGES = ("en", "ko", "ja")
"""Languages the product speaks by itself."""


def _currency(value: str) -> str:
    try:
        return check_currency(value)
    except NotAnAmount as trouble:
        raise ValueError(str(trouble)) from None


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError(f"{value!r} is not a time zone. Write one such as Asia/Seoul or America/New_York.") from None
    return value


def _language(value: str) -> str:
    if value not in LANGUAGES:
        raise ValueError(f"{value!r} is not a language we speak. Choose from {', '.join(LANGUAGES)}.")
    return value


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValueError(f"{value!r} is not a colour. Write six hex digits, for example #3b5bdb.")
    return value.lower()


def _hours(value: str) -> str:
    match = re.fullmatch(r"([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)", value)
    if value and (not match or value[:5] >= value[6:]):
        raise ValueError(f"{value!r} are not opening hours. Write 10:00-19:00, or nothing for a day off.")
    return value


def _country(value: str) -> str:
    if not re.fullmatch("[A-Z]{2}", value):
        raise ValueError(f"{value!r} is not a country. Write two capital letters, for example KR, JP or US.")
    return value


def _day(value: object) -> object:
    if isinstance(value, datetime):
        value = value.date()
    try:
        return value.isoformat() if isinstance(value, date) else date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise ValueError(f"{value!r} is not a day. Write year, month and day: 2026-12-25.") from None


def _inbox_name(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{1,40}", value):
        raise ValueError(f"{value!r} cannot be an inbox's name. Write small letters, digits and hyphens: my-inbox.")
    return value


def _email(value: str) -> str:
    if value and not re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+", value):
        raise ValueError(f"{value!r} is not an e-mail address. Write one such as owner@shop.example.")
    return value


def _address(value: str) -> str:
    if value and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
        raise ValueError(f"{value!r} is not an address. Begin with https://, for example https://shop.example.")
    return value


def _origin(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#]+", value):
        raise ValueError(
            f"{value!r} is not a web site. Write https:// and its name, nothing behind: https://shop.example."
        )
    return value


def _hook_name(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", value):
        raise ValueError(f"{value!r} cannot be a hook's name. Use small letters, digits and underscores.")
    return value


def _hook_address(value: str) -> str:
    if not value:
        raise ValueError("A hook needs the address it is posted to. Write https://…")
    return _address(value)


Currency = Annotated[str, AfterValidator(_currency)]
Language = Annotated[str, AfterValidator(_language)]
Colour = Annotated[str, AfterValidator(_colour)]
Hours = Annotated[str, AfterValidator(_hours)]
Country = Annotated[str, AfterValidator(_country)]
Day = Annotated[str, BeforeValidator(_day)]
Email = Annotated[str, AfterValidator(_email)]
Address = Annotated[str, AfterValidator(_address)]
Mode = Literal["guided", "closed", "open", "mixed"]
"""How shoppers answer: by buttons, by words matched by rules, in free words, or all together."""
Localised = str | dict[str, str]
"""A text, or one per language."""


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Tax(_Table):
    """``[tax]``"""

    mode: Literal["inclusive", "exclusive"] = Field("inclusive", description="Whether prices already contain the tax.")
    rate: Decimal = Field(Decimal("0.10"), ge=0, lt=1, description="The tax rate as a fraction: 0.10 is ten percent.")


class OpeningHours(_Table):
    """``[hours]``"""

    mon: Hours = Field(
        "10:00-18:00", description="When a person answers on Mondays, in the shop's time zone; empty: never."
    )
    tue: Hours = Field("10:00-18:00", description="The same for Tuesdays.")
    wed: Hours = Field("10:00-18:00", description="The same for Wednesdays.")
    thu: Hours = Field("10:00-18:00", description="The same for Thursdays.")
    fri: Hours = Field("10:00-18:00", description="The same for Fridays.")
    sat: Hours = Field("", description="The same for Saturdays.")
    sun: Hours = Field("", description="The same for Sundays.")
    holidays: tuple[Day, ...] = Field((), description="Days off, as ISO dates: 2026-12-25.")


class Smtp(_Table):
    """``[smtp]``"""

    host: str = Field("", description="The mail server that sends our mails; empty: no mail is sent.")
    port: int = Field(587, ge=1, le=65535, description="Its port.")
    user: str = Field("", description="The user name, if it asks for one.")
    password_env: str = Field("DANGOL_SMTP_PASSWORD", description="The environment variable that holds the password.")
    security: Literal["starttls", "tls", "none"] = Field("starttls", description="How the connection is secured.")
    sender: str = Field("", description="The address our mails come from; empty: the owner's.")


class Seller(_Table):
    """``[seller]``"""

    company: Localised = Field("", description="Who sells, as the law wants it shown: the company's name.")
    representative: Localised = Field("", description="Who represents it.")
    address: Localised = Field("", description="Where it is.")
    phone: str = Field("", description="Its telephone number.")
    email: str = Field("", description="Its e-mail address.")
    registration: str = Field("", description="Its business registration number.")
    mail_order_registration: str = Field(
        "", description="Its mail-order registration number, where there is one (Korea)."
    )


class InboxSettings(_Table):
    """``[[inboxes]]``"""

    channel: str = Field("webhook", description="Which channel it belongs to.")
    name: Annotated[str, AfterValidator(_inbox_name)] = Field(
        "", validate_default=True, description="Its name, in small letters; part of its address."
    )
    url: Address = Field("", description="Where our messages are sent to.")
    secret_env: str = Field("", description="The environment variable that holds the shared secret.")
    mode: Literal["", "guided", "closed", "open", "mixed"] = Field(
        "", description="How shoppers answer there; empty: as [conversation] says."
    )
    buttons: int | None = Field(
        None,
        ge=0,
        le=100,
        description="How many buttons a message may have there; empty: as many as the channel carries.",
    )
    beyond: Literal["", "numbers"] = Field(
        "",
        description="What becomes of more buttons than that: numbers, a numbered list in the text; empty: each flow says so itself.",
    )


def _page_path(value: str) -> str:
    if not value.startswith("/") or any(sign in value for sign in "?# "):
        raise ValueError(f"{value!r} is not a path. Write it from the first slash on, * for anything: /gift/*.")
    return value


class PageMode(_Table):
    """``[conversation] pages``"""

    path: Annotated[str, AfterValidator(_page_path)] = Field(
        "", validate_default=True, description="The path of the pages it holds for, * for anything: /gift/*."
    )
    mode: Mode = Field("mixed", description="How shoppers answer there.")


class Keyword(_Table):
    """``[conversation] keywords``"""

    words: tuple[Annotated[str, Field(min_length=1, max_length=80)], ...] = Field(
        (), validate_default=True, min_length=1, description="Words of any language that mean one wish."
    )
    intent: str = Field("", pattern=r"^[a-z][a-z0-9_]*$", validate_default=True, description="The wish they mean.")


class ConversationSettings(_Table):
    """``[conversation]``"""

    mode: Mode = Field(
        "mixed",
        description="How shoppers answer: guided (buttons only), closed (words matched by rules), open (free words) or mixed.",
    )
    pages: tuple[PageMode, ...] = Field(
        (), description='Pages where it is otherwise, the first that fits: [{ path = "/gift/*", mode = "guided" }].'
    )
    keywords: tuple[Keyword, ...] = Field(
        (), description='For closed: [{ words = ["gift", "선물"], intent = "find_products" }].'
    )


class HookSettings(_Table):
    """``[[hooks]]``"""

    name: Annotated[str, AfterValidator(_hook_name)] = Field(
        "", validate_default=True, description="Its name, in small letters, as flows call it."
    )
    url: Annotated[str, AfterValidator(_hook_address)] = Field(
        "", validate_default=True, description="The address it is posted to."
    )
    secret_env: str = Field("", description="The environment variable that holds the secret its calls are signed with.")
    seconds: float = Field(5.0, gt=0, le=60, description="How long one call may take.")
    tries: int = Field(3, ge=1, le=8, description="How often it is tried before it counts as failed.")


class Limits(_Table):
    """``[limits]``"""

    messages_per_minute: int = Field(30, ge=1, description="Messages one visitor may send in a minute.")
    burst: int = Field(12, ge=1, description="How many of them may come at once.")
    new_visitors_per_minute: int = Field(
        60, ge=1, description="New visitors one network address may become in a minute."
    )


class Thresholds(_Table):
    """``[understanding]``"""

    act: float = Field(
        0.45, ge=0, le=1, description="From this confidence on the assistant acts on what it understood."
    )
    ask: float = Field(0.12, ge=0, le=1, description="From this confidence on it asks *did you mean …?* instead.")

    @model_validator(mode="after")
    def _ordered(self) -> Thresholds:
        if self.ask > self.act:
            raise ValueError("ask must not be above act.")
        return self


class LanguageModelSettings(_Table):
    """``[language_model]``"""

    ask: Literal["never", "unsure", "always"] = Field(
        "never",
        description="When a language model is asked what a message means: never, where the built-in understanding is unsure, or always.",
    )
    below: float = Field(
        0.6, ge=0, le=1, description="What unsure means: a confidence of the built-in understanding below this."
    )
    reword: bool = Field(
        False, description="Whether it may say replies in the persona's voice; what changes a fact is thrown away."
    )
    speaks: str = Field(
        "openai",
        description="Which interface its server speaks: openai (most servers do), or another of docs/language-model.md.",
    )
    url: Address = Field("", description="Where that interface is; empty: at the vendor's own address.")
    private: bool = Field(False, description="Whether it is on this machine or in its network.")
    model: str = Field("", description="The model's name there.")
    key_env: str = Field(
        "DANGOL_LANGUAGE_MODEL_KEY", description="The environment variable that holds the key, if it wants one."
    )
    form: Literal["schema", "json", "asked"] = Field(
        "schema", description="How the form of its answers is enforced by servers that speak openai."
    )
    deadline: float = Field(
        2.5, gt=0, le=20, description="Seconds it has in one turn; then the built-in understanding answers."
    )
    answer_tokens: int = Field(400, ge=50, le=8000, description="The longest answer asked for, in tokens.")
    price_currency: Currency = Field("USD", description="The currency of its prices and of the budgets.")
    input_price: Decimal = Field(
        Decimal("0"), ge=0, description="What a million tokens that it reads cost, in that currency."
    )
    output_price: Decimal = Field(Decimal("0"), ge=0, description="What a million tokens that it writes cost.")
    budget_per_day: Decimal = Field(
        Decimal("1.00"),
        ge=0,
        description="What it may cost in a day of the shop's time zone; then it is asked no more.",
    )
    budget_per_conversation: Decimal = Field(Decimal("0.05"), ge=0, description="What it may cost in one conversation.")
    rest_after: int = Field(
        4, ge=1, description="How many failures in a row make it rest: half a minute at first, then longer."
    )

    @property
    def used(self) -> bool:
        """Whether anything is ever asked."""
        return self.ask != "never" or self.reword


class Learning(_Table):
    """``[learning]``"""

    keep_days: int = Field(
        90,
        ge=0,
        le=3650,
        description="How many days a message that was not read well waits for somebody to decide on it; 0: none is kept.",
    )


class Shop(_Table):
    """``shop.toml``"""

    name: Localised = Field("My shop", description="The shop's name: one text, or one per language.")
    languages: tuple[Language, ...] = Field(
        ("en",), min_length=1, description="Languages the shop answers in; the first is its own."
    )
    currency: Currency = Field("USD", description="The currency the shop reckons in.")
    currencies: tuple[Currency, ...] = Field((), description="Currencies shoppers may pay in; empty: only its own.")
    country: Country = Field("US", description="Where the shop is, as two capital letters (ISO 3166).")
    countries: tuple[Country, ...] = Field((), description="Where it delivers; empty: its own country.")
    timezone: Annotated[str, AfterValidator(_zone)] = Field("UTC", description="The shop's time zone.")
    test_mode: bool = Field(True, description="Test payments are allowed and marked, and the clock may be set.")
    owner_email: Email = Field("", description="Where questions go that nobody is there to answer.")
    accent: Colour = Field("#3b5bdb", description="The shop's colour.")
    logo: str = Field("", description="The address of the shop's logo.")
    base_url: Address = Field(
        "", description="The address the outside world reaches us at; empty: where the server listens, on this machine."
    )
    origins: tuple[Annotated[str, AfterValidator(_origin)], ...] = Field(
        (), description="Web sites, besides our own, that may show the widget, for example https://shop.example."
    )
    gateway: str = Field("test", description="The payment gateway.")
    tax: Tax = Field(Tax(), description="")
    hours: OpeningHours = Field(OpeningHours(), description="")
    smtp: Smtp = Field(Smtp(), description="")
    seller: Seller = Field(Seller(), description="")
    inboxes: tuple[InboxSettings, ...] = Field(
        (), description="Inboxes besides the widget, one [[inboxes]] table each: channel, name, url, secret_env."
    )
    hooks: tuple[HookSettings, ...] = Field(
        (), description="Web hooks flows may call, one [[hooks]] table each: name, url, secret_env, seconds, tries."
    )
    burst_seconds: float = Field(
        1.5, ge=0, le=10, description="How long a messenger inbox waits for more before it answers."
    )
    limits: Limits = Field(Limits(), description="")
    conversation: ConversationSettings = Field(ConversationSettings(), description="")
    understanding: Thresholds = Field(Thresholds(), description="")
    language_model: LanguageModelSettings = Field(LanguageModelSettings(), description="")
    learning: Learning = Field(Learning(), description="")

    def name_in(self, lang: str) -> str:
        """The shop's name for a reader of ``lang``."""
        return localised(self.name, lang, self.languages)

    def seller_address(self, lang: str) -> str:
        """Where who sells is, for a reader of ``lang``; empty where that is not stated."""
        return localised(self.seller.address, lang, self.languages)

    @property
    def all_currencies(self) -> tuple[str, ...]:
        """Every currency a shopper may pay in, the shop's own first."""
        return tuple(dict.fromkeys((self.currency, *self.currencies)))

    def currency_in(self, lang: str) -> str:
        """The currency a reader of ``lang`` is shown: the one of that language's country if the shop sells in it, else the shop's."""
        usual = {"ko": "KRW", "ja": "JPY", "en": "USD"}.get(lang, self.currency)
        return usual if usual in self.all_currencies else self.currency

    @property
    def all_countries(self) -> tuple[str, ...]:
        """Every country the shop delivers to, its own first."""
        return tuple(dict.fromkeys((self.country, *self.countries)))


class Machine(_Table):
    """Environment variables."""

    database_url: str = Field(
        "", description="PostgreSQL instead of the shop folder's own file: postgresql://user@host/name."
    )
    host: str = Field("127.0.0.1", description="The address the server listens on.")
    port: int = Field(8000, ge=0, le=65535, description="The port it listens on.")
    synchronous: Literal["FULL", "NORMAL"] = Field(
        "FULL", description="SQLite: FULL survives a power cut, NORMAL is faster and may lose the last commits then."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="How much is logged.")
    log_format: Literal["console", "json"] = Field("console", description="How it is logged.")
    data_dir: str = Field("", description="Where the database and secrets live; empty: the shop folder's data.")

    @property
    def base_url(self) -> str:
        """The server's address as seen from this machine."""
        host = "127.0.0.1" if self.host in ("", "0.0.0.0", "::") else self.host  # noqa: S104 - compared, not listened on
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


_ENVIRONMENT = {
    name: "DATABASE_URL" if name == "database_url" else f"DANGOL_{name.upper()}" for name in Machine.model_fields
}


@dataclass(frozen=True, slots=True)
class Setting:
    """A row of the table: its name as written in ``shop.toml`` or the environment, its type, its default, one sentence."""

    name: str
    type: str
    default: str
    sentence: str
    where: Literal["shop.toml", "environment"]


def _rows(model: type[BaseModel], prefix: str, where: Literal["shop.toml", "environment"]) -> Iterator[Setting]:
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, _Table):
            yield from _rows(field.annotation, f"{prefix}{name}.", where)
            continue
        kind = re.sub(r"typing\.|Annotated\[|, AfterValidator.*|<class '|'>", "", str(field.annotation))
        shown = _ENVIRONMENT[name] if where == "environment" else prefix + name
        yield Setting(shown, kind, repr(field.default), field.description or "", where)


SETTINGS: tuple[Setting, ...] = (*_rows(Shop, "", "shop.toml"), *_rows(Machine, "", "environment"))


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a process needs to know to run one shop."""

    folder: Path
    shop: Shop
    machine: Machine

    @property
    def data(self) -> Path:
        """The folder of the database, the secrets and the trained understanding."""
        return Path(self.machine.data_dir) if self.machine.data_dir else self.folder / "data"

    @property
    def database_url(self) -> str:
        """The database's address: ``DATABASE_URL``, or a SQLite file in the data folder."""
        return self.machine.database_url or f"sqlite:///{(self.data / 'shop.db').resolve()}"


def localised(value: Localised, lang: str, languages: tuple[str, ...] = LANGUAGES) -> str:
    """The text for ``lang``, else for the first of ``languages`` it has, else any."""
    if isinstance(value, str):
        return value
    for candidate in (lang, *languages):
        if candidate in value:
            return value[candidate]
    return next(iter(value.values()), "")


def load_settings(folder: Path, environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of the shop in ``folder``. Raises ``SettingInvalid`` naming the file, the line and the cure."""
    environ = os.environ if environ is None else environ
    path = folder / "shop.toml"
    if not path.is_file():
        raise SettingInvalid(
            f"{folder} is not a shop folder: it has no shop.toml.", cure=f"Make one with: dangol init {folder}"
        )
    shop, machine = load_shop(path), load_machine(environ)
    if not shop.base_url:
        shop = shop.model_copy(update={"base_url": machine.base_url})
    return Settings(folder.resolve(), shop, machine)


def load_shop(path: Path) -> Shop:
    """The shop that ``path`` describes."""
    try:
        source = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise SettingInvalid(f"{path} is not UTF-8 text.", cure="Save it as UTF-8.") from trouble
    return read_shop(source, str(path))


def read_shop(source: str, where: str) -> Shop:
    """The shop that ``source`` describes; ``where`` is how mistakes name the file."""
    try:
        values = tomllib.loads(source)
    except tomllib.TOMLDecodeError as trouble:
        raise not_toml(trouble, where, source) from trouble
    try:
        return Shop.model_validate(values)
    except ValidationError as trouble:
        raise named(trouble, where, source) from trouble


def not_toml(trouble: tomllib.TOMLDecodeError, where: str, source: str) -> SettingInvalid:
    """What is wrong with a file that is no TOML, with its line."""
    found = re.search(r"\(at line (\d+), column \d+\)|\(at end of document\)", str(trouble))
    line = int(found[1]) if found and found[1] else max(1, len(source.splitlines()))
    words = re.sub(r"\s*\(at [^)]*\)", "", str(trouble))
    return SettingInvalid(
        f"{where}:{line}: this is not TOML: {words}.", cure="Quote texts and close every bracket, here or above."
    )


def load_machine(environ: Mapping[str, str]) -> Machine:
    """The machine's settings from its environment."""
    values = {name: environ[key] for name, key in _ENVIRONMENT.items() if environ.get(key)}
    try:
        return Machine.model_validate(values)
    except ValidationError as trouble:
        raise named(trouble, "The environment", "") from trouble


def named(trouble: ValidationError, where: str, source: str) -> DangolError:
    """Every mistake that ``trouble`` found in ``source``: its line, what is wrong, what to write."""
    problems = []
    for mistake in mistakes_in(trouble):
        line = _line_of(list(mistake.path), source)
        place = f"{where}:{line}" if line else where
        if mistake.unknown:
            close = _closest(list(mistake.path))
            cure = f"Did you mean {close}?" if close else "Remove it, or see docs/settings.md for the names there are."
            problems.append(f"{place}: there is no setting {mistake.name}. {cure}")
        else:
            problems.append(f"{place}: {mistake.name}: {mistake.words}")
    return SettingInvalid("\n".join(problems))


def _line_of(path: list[str], source: str) -> int | None:
    names = [part for part in path if not part.isdigit()]
    table = names[-2] if len(names) > 1 else None
    inside = table is None
    for number, line in enumerate(source.splitlines(), start=1):
        heading = re.match(r"\s*\[+([^\]]+)\]+", line)
        if heading:
            inside = table is not None and heading[1].strip().split(".")[-1] == table
        elif inside and names and re.match(rf"\s*[\"']?{re.escape(names[-1])}[\"']?\s*=", line):
            return number
    return None


_SEVERAL: Mapping[str, type[BaseModel]] = {
    "inboxes": InboxSettings,
    "hooks": HookSettings,
    "conversation.pages": PageMode,
    "conversation.keywords": Keyword,
}
"""Tables of which there may be several."""


def _closest(path: list[str]) -> str | None:
    from rapidfuzz import process

    known = [s.name for s in SETTINGS if s.where == "shop.toml"]
    known += [f"{table}.{name}" for table, model in _SEVERAL.items() for name in model.model_fields]
    wanted = [part for part in path if not part.isdigit()]
    deep = [
        name for name in known if name.count(".") == len(wanted) - 1
    ]  # `hooks` is no better name for `hooks.secret`
    best = process.extractOne(".".join(wanted), deep, score_cutoff=75)
    return best[0] if best else None
