"""The count: what was said outside against what is stored inside. Pure; it knows nothing of the server but its documents.

*Lost*: acknowledged but not stored, or never answered, or never shown. *Doubled*: two rows, two answers, two effects or two showings
for one id. *Out of order*: a client's own numbering or the order of acknowledgement not kept, or a gap flagged that was none.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from dangol.cli.drilling.ledger import Ledger, Post, Sent, Story
from dangol.cli.drilling.outcome import Outcome, StoredConversation, StoredMessage

_PATIENCE = 2.0
_SLACK = 2.0


@dataclass
class Verdict:
    """What was found, each with the words to look it up by."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)
    gaps: int = 0
    lates: int = 0
    replies: int = 0
    repeats_taken: int = 0

    @property
    def fine(self) -> bool:
        """Nothing lost, nothing doubled, nothing out of order."""
        return not (self.lost or self.doubled or self.out_of_order)

    @property
    def line(self) -> str:
        """The result in one line."""
        return f"lost {len(self.lost)}, doubled {len(self.doubled)}, out of order {len(self.out_of_order)}"


def judge(ledger: Ledger, outcome: Outcome) -> Verdict:
    """Compare the two."""
    verdict = Verdict()
    posts: dict[str, list[Post]] = {}
    for post in ledger.posts:
        posts.setdefault(post.to, []).append(post)
    seen_ids: Counter[str] = Counter()
    for conversations in outcome.conversations.values():
        for conversation in conversations:
            seen_ids.update(_client_id(m) for m in conversation.messages if m.source == "shopper")
    for client_id, count in seen_ids.items():
        verdict.doubled += [f"{client_id}: stored {count} times"] * (count - 1)
    for story in ledger.stories:
        conversations = outcome.conversations.get(story.address or "", [])
        _judge_stored(story, conversations, verdict)
        for conversation in conversations:
            _judge_answers(conversation, verdict)
            _judge_numbers(story, conversation, verdict)
            _judge_acknowledged_order(story, conversation, verdict)
            _judge_screens(story, conversation, verdict)
        if story.way == "messenger" and conversations:
            _judge_posts(conversations[0], posts.get(story.address or "", []), verdict)
        _judge_effects(story, outcome, verdict)
    unsaid = ledger.expected - sum(len(story.sent) for story in ledger.stories)
    if unsaid > 0:
        verdict.lost.append(f"{unsaid} messages could not even be sent")
    if outcome.integrity != "ok":
        verdict.lost.append(f"the database is damaged: {outcome.integrity}")
    if outcome.dead_work:
        verdict.lost.append(f"{outcome.dead_work} pieces of work were given up")
    return verdict


def _client_id(message: StoredMessage) -> str:
    return (message.provider_id or "").rpartition(":")[2]


def _judge_stored(story: Story, conversations: list[StoredConversation], verdict: Verdict) -> None:
    if len(conversations) > 1:
        verdict.doubled.append(f"{story.address}: {len(conversations)} conversations")
    stored = {_client_id(m): m for c in conversations for m in c.messages if m.source == "shopper"}
    for client_id, sent in story.sent.items():
        message = stored.get(client_id)
        if sent.refused:
            verdict.lost.append(f"{client_id}: refused for good ({sent.refused})")
        elif not sent.told:
            verdict.lost.append(f"{client_id}: never acknowledged")
        elif message is None:
            verdict.lost.append(f"{client_id}: acknowledged, not stored")
        else:
            numbers = {told.seq for told in sent.told if told.seq is not None}
            if len(numbers) > 1:
                verdict.doubled.append(f"{client_id}: acknowledged under numbers {sorted(numbers)}")
            elif numbers and numbers != {message.seq}:
                verdict.lost.append(f"{client_id}: acknowledged as {numbers.pop()}, stored as {message.seq}")


def _judge_answers(conversation: StoredConversation, verdict: Verdict) -> None:
    seqs = [message.seq for message in conversation.messages]
    for seq, count in Counter(seqs).items():
        verdict.doubled += [f"{conversation.id}: number {seq} was given {count} times"] * (count - 1)
    missing = set(range(1, conversation.last_seq + 1)) - set(seqs)
    verdict.lost += [f"{conversation.id}: number {seq} is missing" for seq in sorted(missing)]
    answered = 0
    covered = 0
    for message in conversation.messages:
        if message.source != "assistant":
            continue
        verdict.replies += 1
        reply_to = message.reply_to or 0
        if reply_to <= answered:
            verdict.doubled.append(f"{conversation.id}: number {reply_to} is answered again by {message.seq}")
        answered = max(answered, reply_to)
        if message.explained:
            covered = answered
        else:
            verdict.lost.append(f"{conversation.id}: {message.seq} apologises instead of answering")
    verdict.lost += [
        f"{conversation.id}: {_client_id(m)} was never answered"
        for m in conversation.messages
        if m.source == "shopper" and m.seq > covered
    ]


def _judge_numbers(story: Story, conversation: StoredConversation, verdict: Verdict) -> None:
    reached: dict[str, int] = {}
    by_number = {(s.stream, s.line.n): s for s in story.sent.values() if s.stream is not None}
    for message in conversation.messages:
        sent = story.sent.get(_client_id(message)) if message.source == "shopper" else None
        if sent is None or sent.stream is None or sent.line.n is None:
            continue
        before = reached.get(sent.stream, 0)
        n = sent.line.n
        if n <= before:
            verdict.lates += 1
            if "late" not in message.flags:
                verdict.out_of_order.append(f"{sent.line.id}: number {n} after {before}, not flagged")
        elif n == before + 1:
            if message.flags:
                verdict.out_of_order.append(f"{sent.line.id}: flagged {message.flags} without cause")
        else:
            verdict.gaps += 1
            if "gap" not in message.flags:
                verdict.out_of_order.append(f"{sent.line.id}: number {n} after {before}, not flagged")
            for missing in range(before + 1, n):
                absent = by_number.get((sent.stream, missing))
                if absent is not None and _was_there(absent, sent):
                    verdict.out_of_order.append(f"{sent.line.id}: {absent.line.id} was not waited for")
        reached[sent.stream] = max(before, n)


def _was_there(absent: Sent, later: Sent) -> bool:
    """Whether ``absent`` had reached a server that lived on, well before ``later`` was stored without it."""
    if not later.told:
        return False
    stored_at = later.told[0].at
    return any(
        attempt.at < stored_at - _PATIENCE - _SLACK and (attempt.over.ended is None or attempt.over.ended > stored_at)
        for attempt in absent.attempts
    )


def _judge_acknowledged_order(story: Story, conversation: StoredConversation, verdict: Verdict) -> None:
    """What was acknowledged before another message first left comes before it; so does what stands before it in one web hook."""
    seqs = {_client_id(m): m.seq for m in conversation.messages if m.source == "shopper"}
    known = [s for s in story.sent.values() if s.line.id in seqs and s.attempts]
    by_told = sorted((s for s in known if s.told), key=lambda s: s.told[0].at)
    highest, place = 0, 0
    for sent in sorted(known, key=lambda s: s.attempts[0].at):
        while place < len(by_told) and by_told[place].told[0].at < sent.attempts[0].at:
            highest = max(highest, seqs[by_told[place].line.id])
            place += 1
        if seqs[sent.line.id] < highest:
            verdict.out_of_order.append(f"{sent.line.id}: stored before one that had been acknowledged when it left")
    if story.way == "messenger":
        hooks: dict[int, list[Sent]] = {}
        for sent in known:
            hooks.setdefault(id(sent.attempts[0].over), []).append(sent)
        for hook in hooks.values():
            numbers = [seqs[sent.line.id] for sent in sorted(hook, key=lambda s: s.place)]
            if numbers != sorted(numbers):
                verdict.out_of_order.append(f"{hook[0].line.id}: its web hook was stored in another order")


def _judge_screens(story: Story, conversation: StoredConversation, verdict: Verdict) -> None:
    ids = {message.seq: message.id for message in conversation.messages}
    for screen in story.screens:
        last = 0
        for shown in screen.shown:
            if shown.seq <= last:
                verdict.doubled.append(f"screen {screen.name}: {shown.seq} was shown after {last}")
            elif shown.seq > last + 1:
                verdict.lost += [f"screen {screen.name}: {seq} was not shown" for seq in range(last + 1, shown.seq)]
            if ids.get(shown.seq) != shown.id:
                verdict.lost.append(f"screen {screen.name}: showed {shown.id} as {shown.seq}, which is not stored")
            last = max(last, shown.seq)
        verdict.lost += [
            f"screen {screen.name}: {seq} was never shown" for seq in range(last + 1, conversation.last_seq + 1)
        ]


def _judge_posts(conversation: StoredConversation, posts: list[Post], verdict: Verdict) -> None:
    ours = {message.id: message.seq for message in conversation.messages if message.source == "assistant"}
    taken: dict[str, Post] = {}
    last = 0
    for post in posts:
        if not post.signed:
            verdict.lost.append(f"{post.id}: posted without a right signature")
        if post.id not in ours or post.key != post.id:
            verdict.doubled.append(f"{post.id}: posted under {post.key}, and is no message of this conversation")
            continue
        if not post.taken:
            continue
        if post.id in taken:
            verdict.repeats_taken += 1  # the same key again: the messenger shows it once
            continue
        taken[post.id] = post
        if ours[post.id] < last:
            verdict.out_of_order.append(f"{post.id}: posted after a later one")
        last = max(last, ours[post.id])
    verdict.lost += [f"{message_id}: was never posted" for message_id in ours if message_id not in taken]


def _judge_effects(story: Story, outcome: Outcome, verdict: Verdict) -> None:
    wanted: Counter[str] = Counter(s.line.adds for s in story.sent.values() if s.line.adds and s.told)
    has = outcome.carts.get(story.address or "", {})
    for product in sorted(set(wanted) | set(has)):
        difference = has.get(product, 0) - wanted[product]
        words = f"{story.address}: {wanted[product]} x {product} wanted, {has.get(product, 0)} in the cart"
        if difference > 0:
            verdict.doubled += [words] * difference
        elif difference < 0:
            verdict.lost += [words] * -difference
