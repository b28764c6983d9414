"""Members come, sign in and out; programs get keys; everything of weight is written down."""

from __future__ import annotations

import asyncio
import hashlib
import re
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, insert, select, update

from dangol.accounts.errors import (
    AddressInvalid,
    MemberExists,
    NameMissing,
    NotAllowed,
    NotSignedIn,
    PasswordWeak,
    WrongPassword,
)
from dangol.accounts.models import Role, api_keys, audit, member_sessions, members
from dangol.kit.ids import MemberId, new_id
from dangol.kit.text import clean, fold
from dangol.runtime.database import Database, Reader, Transaction

SESSION_LIFE = timedelta(hours=12)
"""How long a session lasts that nobody uses."""
LONGEST_SESSION = timedelta(days=7)
"""How long one lasts at most, however busy: then the password is asked for again."""
SCOPES = ("read",)
_SHORTEST_PASSWORD = 10
_LONGEST_PASSWORD = 1000
_ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s]{1,255}")
_HASHER = PasswordHasher()
# A hash takes 64 MB and a core for a while, on purpose. Two at a time, and never on the loop that serves shoppers.
_HASHING = ThreadPoolExecutor(max_workers=2, thread_name_prefix="password")


@lru_cache(maxsize=1)
def _nobody() -> str:
    """Verified when no member has the address, so that the answer takes as long as for one that exists."""
    return _HASHER.hash(secrets.token_hex(16))


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works for the shop."""

    id: MemberId
    email: str
    name: str
    role: Role
    languages: tuple[str, ...]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _member(row: Any) -> Member:
    return Member(MemberId(row.id), row.email, row.name, Role(row.role), tuple(row.languages))


async def add_member(
    tx: Transaction, email: str, name: str, password: str, role: Role = Role.AGENT, languages: tuple[str, ...] = ()
) -> MemberId:
    """A new member. Raises ``AddressInvalid``, ``NameMissing``, ``PasswordWeak`` or ``MemberExists``."""
    email = fold(email)
    if not _ADDRESS.fullmatch(email):
        raise AddressInvalid(f"{email or 'Nothing'} is no e-mail address.", cure="Write name@shop.example.")
    if not clean(name, 120):
        raise NameMissing("A member needs a name: shoppers read it.", cure="Give the name they should read.")
    if len(password) < _SHORTEST_PASSWORD:
        raise PasswordWeak(
            f"A password needs at least {_SHORTEST_PASSWORD} characters.", cure="Three words in a row make a good one."
        )
    if len(password) > _LONGEST_PASSWORD:
        raise PasswordWeak(f"A password has at most {_LONGEST_PASSWORD} characters.", cure="Take a shorter one.")
    if await tx.scalar(select(members.c.id).where(members.c.email == email)):
        raise MemberExists(f"{email} is a member already.", cure="Choose another address.")
    member_id = MemberId(new_id("mem"))
    await tx.execute(
        insert(members).values(
            id=member_id,
            email=email,
            name=clean(name, 120),
            role=role,
            password_hash=_HASHER.hash(password),
            languages=list(languages),
            created_at=tx.now,
        )
    )
    await record(tx, "cli", "member.added", f"member:{member_id}", role=role.value)
    return member_id


async def find_member(reader: Reader, member_id: str) -> Member | None:
    """The member with that id."""
    row = await reader.first(select(members).where(members.c.id == member_id))
    return _member(row) if row else None


async def list_members(reader: Reader) -> list[Member]:
    """Everybody who may sign in, by address."""
    rows = await reader.all(select(members).where(members.c.disabled_at.is_(None)).order_by(members.c.email))
    return [_member(row) for row in rows]


async def members_present(reader: Reader, since: datetime) -> list[Member]:
    """Members whose desk has been open since then."""
    there = select(member_sessions.c.member_id).where(
        member_sessions.c.seen_at >= since, member_sessions.c.expires_at > reader.now
    )
    rows = await reader.all(
        select(members).where(members.c.id.in_(there), members.c.disabled_at.is_(None)).order_by(members.c.id)
    )
    return [_member(row) for row in rows]


async def seen(tx: Transaction, token: str) -> bool:
    """The member's browser is open at the desk at this moment: the session lasts on from here. False if it has ended."""
    session = member_sessions.c.id_hash == _hash(token)
    row = await tx.first(
        select(member_sessions.c.created_at)
        .join(members, members.c.id == member_sessions.c.member_id)
        .where(session, member_sessions.c.expires_at > tx.now, members.c.disabled_at.is_(None))
    )
    if row is None:
        return False
    expires = min(tx.now + SESSION_LIFE, row.created_at + LONGEST_SESSION)
    await tx.execute(update(member_sessions).where(session).values(seen_at=tx.now, expires_at=expires))
    return True


async def check_password(database: Database, email: str, password: str) -> Member:
    """The member with that address and password. Raises ``WrongPassword``, after the same time in every case."""
    async with database.snapshot() as reader:
        row = await reader.first(select(members).where(members.c.email == fold(email), members.c.disabled_at.is_(None)))
    known = row.password_hash if row else None
    fits = await asyncio.get_running_loop().run_in_executor(_HASHING, _fits, known, password)
    if row is None or not fits:
        raise WrongPassword("That address and password do not fit.", cure="Try again, or ask the owner.")
    return _member(row)


def _fits(known: str | None, password: str) -> bool:
    try:
        return _HASHER.verify(known or _nobody(), password[:_LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return False


async def sign_in(tx: Transaction, member: Member) -> str:
    """A session token for the member's browser."""
    token = secrets.token_urlsafe(32)
    await tx.execute(delete(member_sessions).where(member_sessions.c.expires_at < tx.now))
    await tx.execute(
        insert(member_sessions).values(
            id_hash=_hash(token),
            member_id=member.id,
            created_at=tx.now,
            seen_at=tx.now,
            expires_at=tx.now + SESSION_LIFE,
        )
    )
    await record(tx, f"member:{member.id}", "member.signed_in", f"member:{member.id}")
    return token


async def sign_out(tx: Transaction, token: str) -> None:
    """End that session."""
    member_id = await tx.scalar(select(member_sessions.c.member_id).where(member_sessions.c.id_hash == _hash(token)))
    if member_id is not None:
        await record(tx, f"member:{member_id}", "member.signed_out", f"member:{member_id}")
    await tx.execute(delete(member_sessions).where(member_sessions.c.id_hash == _hash(token)))


async def access_session(reader: Reader, token: str | None) -> Member:
    """Whose session ``token`` is. Raises ``NotSignedIn``."""
    row = None
    if token:
        row = await reader.first(
            select(members)
            .join(member_sessions, member_sessions.c.member_id == members.c.id)
            .where(
                member_sessions.c.id_hash == _hash(token),
                member_sessions.c.expires_at > reader.now,
                members.c.disabled_at.is_(None),
            )
        )
    if row is None:
        raise NotSignedIn("You are not signed in.", cure="Sign in at /desk.")
    return _member(row)


async def add_api_key(tx: Transaction, name: str, scopes: tuple[str, ...] = SCOPES) -> str:
    """A new API key; shown this once, kept only as a hash."""
    key = f"dgl_{secrets.token_urlsafe(32)}"
    key_id = new_id("key")
    await tx.execute(
        insert(api_keys).values(
            id=key_id, name=clean(name, 120), key_hash=_hash(key), scopes=list(scopes), created_at=tx.now
        )
    )
    await record(tx, "cli", "key.added", f"key:{key_id}")
    return key


async def access_key(reader: Reader, key: str | None, scope: str) -> str:
    """The id of the API key ``key`` if it has ``scope``. Raises ``NotSignedIn`` or ``NotAllowed``."""
    row = await reader.first(
        select(api_keys).where(api_keys.c.key_hash == _hash(key or ""), api_keys.c.revoked_at.is_(None))
    )
    if row is None or not key:
        raise NotSignedIn(
            "This needs an API key.", cure="Make one with `dangol key add`, send it as Authorization: Bearer."
        )
    if scope not in row.scopes:
        raise NotAllowed(f"This key lacks the scope {scope}.", cure="Make one that has it.")
    return str(row.id)


async def revoke_key(tx: Transaction, key_id: str) -> bool:
    """Never let that key in again."""
    result = await tx.execute(update(api_keys).where(api_keys.c.id == key_id).values(revoked_at=tx.now))
    return result.rowcount == 1


async def record(tx: Transaction, actor: str, action: str, target: str, **details: Any) -> None:
    """Write down who did what to what."""
    await tx.execute(
        insert(audit).values(at=tx.now, actor=actor, action=action, target=target, details=details or None)
    )


async def last_recorded(reader: Reader, actor: str, action: str, target: str) -> datetime | None:
    """When ``actor`` last did ``action`` to ``target``."""
    found: datetime | None = await reader.scalar(
        select(audit.c.at)
        .where(audit.c.target == target, audit.c.actor == actor, audit.c.action == action)
        .order_by(audit.c.id.desc())
        .limit(1)
    )
    return found
