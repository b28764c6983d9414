"""All flows of a shop, in every version a conversation may still be in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dangol.dialogue.errors import BadFlow
from dangol.dialogue.flow import Flow


class FlowBook:
    """Flows by name, intent and version. A later flow of the same name takes the place of an earlier one (a shop's own of a shipped one);
    ``older`` versions serve only the conversations that are still in them."""

    def __init__(self, flows: Iterable[Flow], older: Iterable[Flow] = ()) -> None:
        self._current: dict[str, Flow] = {}
        self._versions: dict[tuple[str, str], Flow] = {}
        for flow in older:
            self._versions[flow.name, flow.version] = flow
        for flow in flows:
            self._current[flow.name] = flow
        for flow in self._current.values():
            self._versions[flow.name, flow.version] = flow
        self._intents: dict[str, Flow] = {}
        for flow in self._current.values():
            for intent in flow.start_on:
                taken = self._intents.get(intent)
                if taken is not None:
                    raise BadFlow(
                        f"The intent {intent!r} already starts the flow {taken.name} ({taken.file}).",
                        file=flow.file,
                        line=flow.intent_lines.get(intent, flow.line),
                        cure="Take it out of one of the two.",
                    )
                self._intents[intent] = flow
        self._menu = tuple(
            sorted((f for f in self._current.values() if f.menu and f.start_on), key=lambda f: (f.menu or 0, f.name))
        )

    def __iter__(self) -> Iterable[Flow]:
        return iter(self._current.values())

    @property
    def flows(self) -> Mapping[str, Flow]:
        """The current flows by name."""
        return self._current

    @property
    def intents(self) -> frozenset[str]:
        """Every intent that starts a flow."""
        return frozenset(self._intents)

    @property
    def menu(self) -> tuple[Flow, ...]:
        """What is offered when nothing was understood, in order."""
        return self._menu

    def for_intent(self, intent: str) -> Flow | None:
        """The flow that ``intent`` starts."""
        return self._intents.get(intent)

    def version(self, name: str, version: str) -> Flow | None:
        """One version of a flow; none when it is not kept."""
        return self._versions.get((name, version))

    @property
    def versions(self) -> tuple[Flow, ...]:
        """Every version kept, current and older."""
        return tuple(self._versions.values())

    def keep(self, flow: Flow) -> None:
        """Keep one more older version, for the conversations that are still in it."""
        self._versions.setdefault((flow.name, flow.version), flow)

    def with_flows(self, flows: Iterable[Flow]) -> FlowBook:
        """A book in which these flows are current and everything this one holds is kept as an older version."""
        replaced = {flow.name: flow for flow in flows}
        return FlowBook({**self._current, **replaced}.values(), older=self._versions.values())
