"""Content cut down to what a channel can carry, by rule and without losing a choice.

Choices beyond what a channel has buttons for become a numbered list in the text, which goes on counting through the message; whoever
answers *2*, *the second one* or types a choice's words means the same as with a tap.
"""

from __future__ import annotations

from dangol.messages.content import Block, Buttons, Content, Text


def degrade(content: Content, buttons: int) -> Content:
    """``content`` for a channel whose messages carry at most ``buttons`` buttons in a row."""
    blocks: list[Block] = []
    count = 0
    for block in content:
        if not isinstance(block, Buttons) or len(block.options) <= buttons:
            blocks.append(block)
            continue
        lines = [block.prompt] if block.prompt else []
        for button in block.options:
            if button.url:
                lines.append(f"{button.label}: {button.url}")
            else:
                count += 1
                lines.append(f"{count}. {button.label}")
        blocks.append(Text(text="\n".join(lines)))
    return tuple(blocks)
