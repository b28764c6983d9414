"""Members sign in; their sessions last as long as they are used, a week at most, and end when they should."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from dangol.accounts import actions
from dangol.accounts.errors import AddressInvalid, MemberExists, NameMissing, NotSignedIn, PasswordWeak, WrongPassword
from dangol.accounts.models import audit, member_sessions, members
from dangol.runtime.clock import Clock
from dangol.runtime.database import Database

PASSWORD = "맑은 하늘 correct 馬"


async def _member(database: Database, email: str = "Minji@Shop.example", name: str = "김민지") -> str:
    async with database.transaction() as tx:
        return await actions.add_member(tx, email, name, PASSWORD)


async def _sign_in(database: Database) -> str:
    member = await actions.check_password(database, "minji@shop.example", PASSWORD)
    async with database.transaction() as tx:
        return await actions.sign_in(tx, member)


async def _who(database: Database, token: str | None) -> str:
    async with database.snapshot() as reader:
        return (await actions.access_session(reader, token)).name


async def test_a_member_signs_in_whatever_the_case_of_the_address(database: Database) -> None:
    await _member(database)
    assert await _who(database, await _sign_in(database)) == "김민지"


@pytest.mark.parametrize(
    ("email", "password"),
    [("minji@shop.example", "wrong"), ("nobody@shop.example", PASSWORD), ("", ""), ("minji@shop.example", "x" * 5000)],
)
async def test_what_is_wrong_is_not_told_apart(database: Database, email: str, password: str) -> None:
    await _member(database)
    with pytest.raises(WrongPassword) as trouble:
        await actions.check_password(database, email, password)
    assert trouble.value.message == "That address and password do not fit."
    assert not trouble.value.data


async def test_the_database_alone_signs_nobody_in(database: Database) -> None:
    await _member(database)
    token = await _sign_in(database)
    async with database.snapshot() as reader:
        row = await reader.first(select(member_sessions))
        secret = await reader.scalar(select(members.c.password_hash))
    assert row is not None
    assert token not in str(row)
    assert secret.startswith("$argon2id$")
    with pytest.raises(NotSignedIn):
        await _who(database, row.id_hash)


async def test_a_session_lasts_while_it_is_used_and_a_week_at_most(database: Database, clock: Clock) -> None:
    start = datetime(2026, 11, 2, 9, tzinfo=UTC)
    clock.set(start)
    await _member(database)
    token = await _sign_in(database)
    for hours in range(10, 168, 10):
        clock.set(start + timedelta(hours=hours))
        async with database.transaction() as tx:
            assert await actions.seen(tx, token), hours
    clock.set(start + timedelta(days=7, minutes=1))
    async with database.transaction() as tx:
        assert not await actions.seen(tx, token)
    with pytest.raises(NotSignedIn):
        await _who(database, token)


async def test_a_session_nobody_uses_ends(database: Database, clock: Clock) -> None:
    start = datetime(2026, 11, 2, 9, tzinfo=UTC)
    clock.set(start)
    await _member(database)
    token = await _sign_in(database)
    clock.set(start + actions.SESSION_LIFE + timedelta(minutes=5))
    with pytest.raises(NotSignedIn):
        await _who(database, token)


async def test_signing_out_ends_it_and_is_written_down(database: Database) -> None:
    await _member(database)
    token = await _sign_in(database)
    async with database.transaction() as tx:
        await actions.sign_out(tx, token)
    with pytest.raises(NotSignedIn):
        await _who(database, token)
    async with database.snapshot() as reader:
        done = [row.action for row in await reader.all(select(audit.c.action).order_by(audit.c.id))]
    assert done == ["member.added", "member.signed_in", "member.signed_out"]


async def test_a_disabled_member_is_out_at_once(database: Database) -> None:
    member_id = await _member(database)
    token = await _sign_in(database)
    async with database.transaction() as tx:
        await tx.execute(update(members).where(members.c.id == member_id).values(disabled_at=tx.now))
    with pytest.raises(NotSignedIn):
        await _who(database, token)
    async with database.transaction() as tx:
        assert not await actions.seen(tx, token)
    with pytest.raises(WrongPassword):
        await _sign_in(database)


async def test_present_is_whose_desk_is_open(database: Database, clock: Clock) -> None:
    start = datetime(2026, 11, 2, 9, tzinfo=UTC)
    clock.set(start)
    await _member(database)
    token = await _sign_in(database)
    clock.set(start + timedelta(minutes=10))
    since = timedelta(minutes=2)
    async with database.transaction() as tx:
        assert await actions.members_present(tx, tx.now - since) == []
        await actions.seen(tx, token)
        assert [member.name for member in await actions.members_present(tx, tx.now - since)] == ["김민지"]
        await actions.sign_out(tx, token)
        assert await actions.members_present(tx, tx.now - since) == []


@pytest.mark.parametrize(
    ("email", "name", "password", "error"),
    [
        ("b@shop.example", "B", "short", PasswordWeak),
        ("b@shop.example", "B", "x" * 1001, PasswordWeak),
        ("no address", "B", PASSWORD, AddressInvalid),
        ("", "B", PASSWORD, AddressInvalid),
        ("b@shop.example", "\u200b ", PASSWORD, NameMissing),
        ("MINJI@shop.example", "B", PASSWORD, MemberExists),
    ],
)
async def test_a_member_that_cannot_be(
    database: Database, email: str, name: str, password: str, error: type[Exception]
) -> None:
    await _member(database)
    async with database.transaction() as tx:
        with pytest.raises(error) as trouble:
            await actions.add_member(tx, email, name, password)
        assert trouble.value.cure  # type: ignore[attr-defined]
