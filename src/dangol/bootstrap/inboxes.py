"""The inboxes of a shop: checked, opened as channels, and as flows see them."""

from __future__ import annotations

import os
from dataclasses import replace

from dangol.channels.webhook.adapter import WebhookChannel
from dangol.conversations.ports import Abilities, Channel
from dangol.dialogue.carrying import Carrier
from dangol.runtime.clock import Clock
from dangol.runtime.errors import SettingInvalid
from dangol.runtime.http import Outbound
from dangol.runtime.settings import InboxSettings, Settings, Shop


def check_inboxes(shop: Shop) -> None:
    """Raises ``SettingInvalid`` for an inbox that cannot work, whatever the machine."""
    problems = []
    for number, inbox in enumerate(shop.inboxes, start=1):
        where = f"shop.toml, [[inboxes]] number {number}"
        if inbox.channel != "webhook":
            problems.append(f"{where}: there is no channel {inbox.channel!r}. Write webhook.")
        if not inbox.url:
            problems.append(f"{where}: it has no url. Write the address our messages are posted to.")
        if not inbox.secret_env:
            problems.append(
                f"{where}: it has no secret_env. Write the name of the environment variable with its secret."
            )
    if problems:
        raise SettingInvalid("\n".join(problems))


def open_channels(settings: Settings, clock: Clock, http: Outbound) -> dict[str, Channel]:
    """The channel of each inbox, by name. Raises ``SettingInvalid`` for one without its secret."""
    channels: dict[str, Channel] = {}
    check_inboxes(settings.shop)
    for inbox in settings.shop.inboxes:
        secret = os.environ.get(inbox.secret_env, "")
        if len(secret) < 16:
            raise SettingInvalid(
                f"Inbox {inbox.name} has no secret.",
                cure=f"Set {inbox.secret_env or 'secret_env, and that variable,'} to at least 16 characters.",
            )
        channels[inbox.name] = WebhookChannel(inbox.url, secret, clock, http, abilities_of(inbox))
    return channels


def abilities_of(inbox: InboxSettings) -> Abilities:
    """What an inbox can carry: what its channel can, or less where the shop says so."""
    abilities = WebhookChannel.abilities
    if inbox.buttons is not None:
        # Whoever carries fewer is another program behind ours: what it does with more is for the shop to say.
        abilities = replace(abilities, buttons=inbox.buttons, degrade="")
    return replace(abilities, degrade=inbox.beyond) if inbox.beyond else abilities


def carriers_of(shop: Shop) -> list[Carrier]:
    """Every channel of the shop as flows see it. The widget carries any number of buttons."""
    found = [Carrier("the widget")]
    for inbox in shop.inboxes:
        abilities = abilities_of(inbox)
        found.append(Carrier(f"the inbox {inbox.name}", abilities.buttons, bool(abilities.degrade)))
    return found
