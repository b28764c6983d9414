"""The words the desk's pages are given, in the member's language."""

from __future__ import annotations

from dangol.desk.mail import kind_label
from dangol.nlu.reject import OUT_OF_SCOPE
from dangol.web.site import Say

WORDS = (
    "desk",
    "email",
    "sign_out",
    "signed_in_as",
    "inbox",
    "filters",
    "waiting",
    "mine",
    "people",
    "with_assistant",
    "all",
    "find",
    "empty_waiting",
    "empty_mine",
    "empty_people",
    "empty_with_assistant",
    "empty_all",
    "empty_find",
    "earlier",
    "visitor",
    "customer",
    "not_customer",
    "you",
    "assistant",
    "shopper",
    "waits",
    "timer_ok",
    "timer_soon",
    "timer_late",
    "held_by",
    "held_by_you",
    "held_by_assistant",
    "held_by_nobody",
    "question_kept",
    "unread",
    "take",
    "take_over",
    "take_over_ask",
    "take_from_assistant",
    "cancel",
    "give_back",
    "settle",
    "reply",
    "reply_here",
    "reply_locked",
    "note",
    "note_here",
    "note_private",
    "send",
    "save_note",
    "sending",
    "failed",
    "retry",
    "discard",
    "mail_too",
    "mailed_to",
    "overtaken",
    "send_anyway",
    "keep_writing",
    "taken_meanwhile",
    "draft",
    "older",
    "conversation",
    "details",
    "back",
    "close",
    "choose",
    "choose_lead",
    "who",
    "wants",
    "their_words",
    "reach",
    "reach_none",
    "order_number",
    "asked_at",
    "tags",
    "understood",
    "model",
    "why",
    "language",
    "phone",
    "page",
    "since",
    "cart",
    "cart_empty",
    "orders",
    "orders_none",
    "test",
    "past",
    "form_sent",
    "offered",
    "seen",
    "offline",
    "online",
    "new_waiting",
    "new_message",
    "keys",
    "keys_on",
    "key_next",
    "key_prev",
    "key_open",
    "key_take",
    "key_help",
    "key_leave",
    "key_send",
    "went_wrong",
    "gone",
)
"""Keys below ``deskui.``."""

# The page fills these in itself; a sentence without one of them does not mind.
_PLACES = {name: f"{{{name}}}" for name in ("name", "n", "time")}


def words(say: Say, lang: str) -> dict[str, str]:
    """Every word of the page by its key, places left open."""
    return {key: say(f"deskui.{key}", lang, **_PLACES) for key in WORDS}


# What is said of these is a button's word, not the name of a flow.
_BUTTONS = {
    "affirm": "option.yes",
    "deny": "option.no",
    "cancel": "option.cancel",
    "back": "option.back",
    "repeat": "option.repeat",
    "restart": "option.restart",
    OUT_OF_SCOPE: "learning.out_of_scope",
}


def meaning(say: Say, intent: str, lang: str) -> str:
    """What a message means by ``intent``, in a member's words."""
    key = _BUTTONS.get(intent)
    return say(key, lang) if key is not None else kind_label(say, intent, lang)
