"""The drill's own count: each kind of fault is found, each kind of order is passed."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

import pytest

from dangol.cli.drilling.ledger import Attempt, Connection, Ledger, Post, Screen, Sent, Shown, Story, Told
from dangol.cli.drilling.outcome import Outcome, StoredConversation, StoredMessage
from dangol.cli.drilling.plan import Line, draw
from dangol.cli.drilling.verdict import Verdict, judge

NOW = time.monotonic()


def _line(number: int, adds: str | None = None) -> Line:
    return Line(f"drill-{number:04d}", 0, number, None if adds else "送料はいくらですか？", adds, 0.0, ())


def _shopper(seq: int, number: int, flags: tuple[str, ...] = ()) -> StoredMessage:
    return StoredMessage(f"msg_{seq}", seq, "shopper", f"v_a:drill-{number:04d}", None, flags, False)


def _reply(seq: int, to: int) -> StoredMessage:
    return StoredMessage(f"msg_{seq}", seq, "assistant", None, to, (), True)


def _sent(number: int, seq: int | None, *, adds: str | None = None, left: float = 0.0, told: float = 1.0) -> Sent:
    sent = Sent(_line(number, adds), "stream-a", 0)
    sent.attempts.append(Attempt(NOW + left, Connection(NOW)))
    sent.told.append(Told(NOW + told, seq))
    return sent


def _unsent(number: int, again: tuple[float, ...] = ()) -> Sent:
    return Sent(replace(_line(number), again=again), "stream-a", 0)


def _setting(
    sent: list[Sent], stored: list[StoredMessage], way: str = "socket", carts: dict[str, int] | None = None
) -> tuple[Ledger, Outcome]:
    story = Story(way, "v_a", {s.line.id: s for s in sent})
    if way != "messenger":
        screen = Screen("1/0")
        screen.shown = [Shown(NOW + 2, m.seq, m.id, m.source, None) for m in stored]
        story.screens.append(screen)
    ledger = Ledger([story])
    last = max((m.seq for m in stored), default=0)
    conversation = StoredConversation("cnv_1", "v_a", last, last, stored)
    return ledger, Outcome({"v_a": [conversation]}, {"v_a": carts or {}}, 0, 0, "ok")


def _fine() -> tuple[Ledger, Outcome]:
    return _setting(
        [_sent(1, 1), _sent(2, 3, left=2, told=3), _sent(3, 4, left=2, told=3)],
        [_shopper(1, 1), _reply(2, 1), _shopper(3, 2), _shopper(4, 3), _reply(5, 4)],
    )


def _judged(ledger: Ledger, outcome: Outcome) -> tuple[int, int, int]:
    verdict: Verdict = judge(ledger, outcome)
    return len(verdict.lost), len(verdict.doubled), len(verdict.out_of_order)


def test_all_in_order_is_nothing_to_report() -> None:
    ledger, outcome = _fine()
    verdict = judge(ledger, outcome)
    assert verdict.fine
    assert verdict.line == "lost 0, doubled 0, out of order 0"
    assert verdict.replies == 2


def test_an_acknowledged_message_that_is_not_stored_is_lost() -> None:
    ledger, outcome = _fine()
    ledger.stories[0].sent["drill-0009"] = _sent(9, 6)
    assert _judged(ledger, outcome) == (1, 0, 0)


def test_a_message_nobody_answered_is_lost() -> None:
    assert _judged(*_setting([_sent(1, 1), _sent(2, 3)], [_shopper(1, 1), _reply(2, 1), _shopper(3, 2)])) == (1, 0, 0)


def test_an_apology_is_no_answer() -> None:
    ledger, outcome = _setting([_sent(1, 1)], [_shopper(1, 1), replace(_reply(2, 1), explained=False)])
    assert _judged(ledger, outcome) == (2, 0, 0)


def test_a_number_that_is_missing_or_was_given_twice_is_found() -> None:
    stored = [_shopper(1, 1), _reply(3, 1)]
    assert _judged(*_setting([_sent(1, 1)], stored))[0] == 2  # in the database, and on the screen
    stored = [_shopper(1, 1), replace(_shopper(1, 2), id="msg_x"), _reply(2, 1)]
    assert _judged(*_setting([_sent(1, 1), _sent(2, 1)], stored))[1] >= 1


def test_one_id_stored_twice_or_answered_twice_is_doubled() -> None:
    stored = [_shopper(1, 1), _shopper(2, 1, ("late",)), _reply(3, 2)]
    assert _judged(*_setting([_sent(1, 2)], stored))[1] == 1
    assert _judged(*_setting([_sent(1, 1)], [_shopper(1, 1), _reply(2, 1), _reply(3, 1)])) == (0, 1, 0)


@pytest.mark.parametrize(("pieces", "expected"), [(1, (0, 0, 0)), (2, (0, 1, 0)), (0, (1, 0, 0))])
def test_an_effect_counts_once(pieces: int, expected: tuple[int, int, int]) -> None:
    ledger, outcome = _setting([_sent(1, 1, adds="tin")], [_shopper(1, 1), _reply(2, 1)], carts={"tin": pieces})
    assert _judged(ledger, outcome) == expected


def test_what_a_screen_shows_twice_or_never_is_found() -> None:
    ledger, outcome = _fine()
    screen = ledger.stories[0].screens[0]
    screen.shown.append(screen.shown[-1])
    assert _judged(ledger, outcome) == (0, 1, 0)
    ledger, outcome = _fine()
    ledger.stories[0].screens[0].shown.pop()
    assert _judged(ledger, outcome) == (1, 0, 0)


def test_the_clients_own_numbering_is_kept_or_flagged() -> None:
    def stored(flags: tuple[tuple[str, ...], ...]) -> list[StoredMessage]:
        return [_shopper(1, 1), _shopper(2, 3, flags[0]), _shopper(3, 2, flags[1]), _reply(4, 3)]

    sent = [_sent(1, 1), _sent(3, 2, left=0, told=3), _sent(2, 3, left=2.9, told=3.1)]
    assert _judged(*_setting(sent, stored((("gap",), ("late",))))) == (0, 0, 0)
    assert _judged(*_setting(sent, stored(((), ())))) == (0, 0, 2)


def test_a_gap_is_no_excuse_when_the_missing_one_was_there() -> None:
    stored = [_shopper(1, 1), _shopper(2, 3, ("gap",)), _shopper(3, 2, ("late",)), _reply(4, 3)]
    sent = [_sent(1, 1), _sent(3, 2, left=0, told=9), _sent(2, 3, left=0.5, told=9.1)]
    assert _judged(*_setting(sent, stored)) == (0, 0, 1)
    sent[2].attempts[0].over.ended = NOW + 1  # the server it had reached died: then it had not been there
    assert _judged(*_setting(sent, stored)) == (0, 0, 0)


def test_what_was_acknowledged_before_the_next_left_comes_first() -> None:
    first, second = _sent(1, None), _sent(2, None, left=2, told=3)
    for sent in (first, second):
        sent.stream = None
    stored = [_shopper(1, 2), _shopper(2, 1), _reply(3, 2)]
    ledger, outcome = _setting([first, second], stored, way="messenger")
    ledger.posts.append(Post(NOW, "msg_3", "v_a", "msg_3", True, True))
    assert _judged(ledger, outcome) == (0, 0, 1)


def test_posts_to_a_messenger_are_counted_by_their_key_and_kept_in_order() -> None:
    sent = [_sent(1, None), _sent(2, None, left=2, told=3)]
    for one in sent:
        one.stream = None
    stored = [_shopper(1, 1), _reply(2, 1), _shopper(3, 2), _reply(4, 3)]

    def judged(*posts: str) -> tuple[int, int, int]:
        ledger, outcome = _setting(sent, stored, way="messenger")
        ledger.posts += [Post(NOW, key, "v_a", key, True, True) for key in posts]
        return _judged(ledger, outcome)

    assert judged("msg_2", "msg_2", "msg_4") == (0, 0, 0)  # the same key again is shown once
    assert judged("msg_4", "msg_2") == (0, 0, 1)
    assert judged("msg_2") == (1, 0, 0)
    assert judged("msg_2", "msg_x", "msg_4") == (0, 1, 0)


def test_a_drill_that_came_to_a_stop_is_not_passed() -> None:
    ledger, outcome = _fine()
    ledger.expected = 3
    assert _judged(ledger, outcome) == (0, 0, 0)
    ledger.expected = 1000
    assert _judged(ledger, outcome) == (1, 0, 0)


def test_a_plan_is_its_seeds_own() -> None:
    plan, same, other = draw(42, 900, 20, 4), draw(42, 900, 20, 4), draw(43, 900, 20, 4)
    assert plan == same
    assert plan != other
    lines = [line for person in plan.people for burst in person.bursts for line in burst.lines]
    assert len(lines) == len({line.id for line in lines}) == 900
    assert {person.way for person in plan.people} == {"socket", "http", "messenger"}
    assert {person.lang for person in plan.people} == {"ko", "en", "ja"}
    assert len(plan.kills) == 20
    assert all(0 < kill.after < 900 for kill in plan.kills)
    assert [kill.victims for kill in plan.kills if kill.at_once] == [(0, 1)] * 10  # both that serve
    assert any(line.again for line in lines)


async def test_a_kill_at_once_follows_an_acknowledgement_nobody_asks_for_again() -> None:
    ledger, struck = Ledger(expected=5), []
    waiting = asyncio.create_task(ledger.strike(2, lambda: struck.append(ledger.acknowledged)))
    await asyncio.sleep(0)
    messages = [_unsent(1), _unsent(2, (0.5,)), _unsent(3), _unsent(4), _unsent(5)]
    messages[2].place = 1  # it came in one piece with another, and that piece may come again
    for sent in messages:
        ledger.left(sent, Connection(NOW))
        ledger.stored(sent, None)
    assert struck == [4]
    await waiting
    await ledger.strike(2, lambda: struck.append(0))  # all are acknowledged: there is nothing to wait for
    assert struck == [4, 0]
