// @ts-check
// The list: who waits, who is with whom, who was here.

import { html, useState } from "./vendor/preact.js";
import {
  FILTERS, STEP, counts, drafts, entries, filter, find, loadEarlier, more, most, nameOf, open, ready, shown, start, t, tick, unread,
} from "./store.js";
import { go } from "./route.js";
import { Timer, icon, language, short } from "./words.js";

const holderOf = (entry) => {
  if (entry.holder === "agent") return entry.agent?.id === start.me.id ? t("held_by_you") : t("held_by", { name: entry.agent?.name || "" });
  if (entry.holder === "queue") return t("held_by_nobody");
  return entry.waits ? t("question_kept") : t("held_by_assistant");
};

const WHO = { shopper: "shopper", assistant: "assistant", agent: "you" };

const Row = ({ entry }) => {
  const name = nameOf(entry);
  const fresh = unread(entry);
  const from = entry.last && entry.last.source !== "shopper" && WHO[entry.last.source];
  const speaker = from && (from === "you" && entry.agent?.id !== start.me.id ? entry.agent?.name : t(from));
  const choose = (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go({ open: entry.id });
  };
  return html`
    <li>
      <a class=${`row ${fresh ? "fresh" : ""} ${entry.waits ? "waits" : ""}`} href=${`/desk/c/${entry.id}`} aria-current=${open.value === entry.id ? "true" : null} onClick=${choose} data-id=${entry.id}>
        <span class="face" aria-hidden="true">${[...name][0]?.toUpperCase()}</span>
        <span class="row-body">
          <span class="row-top"><b class="row-name">${name}</b>${fresh && html`<span class="dot"><span class="hidden">${t("unread")}</span></span>`}<time class="soft" datetime=${entry.at}>${short(entry.at, tick.value)}</time></span>
          <span class="row-last" lang=${entry.last?.lang} dir="auto">${drafts.value[entry.id] && html`<i class="draft">${t("draft")}</i> `}${speaker && html`<span class="soft">${speaker}: </span>`}${entry.last?.text}</span>
          <span class="row-foot">
            ${entry.since ? html`<${Timer} since=${entry.since} now=${tick.value} />` : null}
            ${!(entry.since && entry.holder === "queue") && html`<span class=${`chip ${entry.holder}`}>${icon(entry.holder === "assistant" ? "machine" : "person")}${holderOf(entry)}</span>`}
            <span class="chip lang">${language(entry.lang)}</span>
          </span>
        </span>
      </a>
    </li>`;
};

const Filters = () => html`
  <div class="filters" role="group" aria-label=${t("filters")}>
    ${FILTERS.map((name) => html`
      <button type="button" key=${name} aria-pressed=${filter.value === name ? "true" : "false"} onClick=${() => go({ filter: name })}>
        ${t(name)}${name !== "all" && html` <span class=${`count ${name === "waiting" && counts.value[name] ? "hot" : ""}`}>${counts.value[name]}</span>`}
      </button>`)}
  </div>`;

export const Inbox = () => {
  const [busy, setBusy] = useState(false);
  const all = shown.value;
  const list = all.slice(0, most.value);
  const undrawn = all.length > list.length;
  const stored = more.value && ["all", "with_assistant"].includes(filter.value) && entries.value.size > 0;
  const earlier = async () => {
    most.value += STEP;
    if (undrawn) return;
    setBusy(true);
    try { await loadEarlier(); } catch { /* the button stays, to try again */ }
    setBusy(false);
  };
  return html`
    <section class="inbox" aria-label=${t("inbox")}>
      <h2 class="hidden">${t("inbox")}</h2>
      <${Filters} />
      <label class="find"><span class="hidden">${t("find")}</span><input type="search" placeholder=${t("find")} value=${find.value} onInput=${(event) => { find.value = event.currentTarget.value; }} /></label>
      <ul class="rows">${list.map((entry) => html`<${Row} entry=${entry} key=${entry.id} />`)}</ul>
      ${ready.value && !list.length && html`<p class="empty">${t(find.value.trim() ? "empty_find" : `empty_${filter.value}`)}</p>`}
      ${ready.value && (undrawn || stored) && html`<p class="center"><button type="button" disabled=${busy} onClick=${earlier}>${t("earlier")}</button></p>`}
    </section>`;
};

export { holderOf };
