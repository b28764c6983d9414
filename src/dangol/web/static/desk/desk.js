// @ts-check
// The desk. No build step: what you read is what runs, on one vendored file (vendor/README.md). See docs/desk.md.

import { effect, html, render, useEffect, useRef, useState } from "./vendor/preact.js";
import { connected, counts, listen, onNews, open, t } from "./store.js";
import { follow, go } from "./route.js";
import { Inbox } from "./inbox.js";
import { current } from "./talk.js";
import { icon } from "./words.js";

const KEYS = [
  ["j", "key_next"], ["k", "key_prev"], ["Enter", "key_open"], ["t", "key_take"], ["r", "reply"], ["n", "note"], ["g", "give_back"],
  ["Enter", "key_send"], ["Esc", "key_leave"], ["?", "key_help"],
];
const OFF = "dangol-desk:keys-off";
const stored = () => { try { return localStorage.getItem(OFF) === "1"; } catch { return false; } };
let keysOff = stored();

const Keys = ({ onClose }) => {
  const dialog = useRef(/** @type {any} */ (null));
  const [off, setOff] = useState(keysOff);
  useEffect(() => { dialog.current.showModal(); }, []);
  const change = (event) => {
    keysOff = !event.currentTarget.checked;
    setOff(keysOff);
    try { localStorage.setItem(OFF, keysOff ? "1" : "0"); } catch { /* for this page only, then */ }
  };
  return html`
    <dialog ref=${dialog} class="ask keys" onClose=${onClose} aria-labelledby="keys-title">
      <h2 id="keys-title">${t("keys")}</h2>
      <dl>${KEYS.map(([key, word], n) => html`<div key=${n}><dt><kbd>${key}</kbd></dt><dd>${t(word)}</dd></div>`)}</dl>
      <label class="mail"><input type="checkbox" checked=${!off} onChange=${change} />${t("keys_on")}</label>
      <div class="buttons"><button type="button" class="primary" onClick=${() => dialog.current.close()}>${t("close")}</button></div>
    </dialog>`;
};

/** The row `step` away from the one with focus (or the one open) gets the focus. */
const move = (step) => {
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".rows .row")]);
  if (!rows.length) return;
  const here = document.activeElement?.closest(".row") || document.querySelector('.row[aria-current="true"]');
  const at = rows.indexOf(/** @type {any} */ (here));
  rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))].focus();
};

const tell = (name, detail) => dispatchEvent(new CustomEvent(`desk:${name}`, { detail }));

const press = (event, help) => {
  if (event.isComposing || event.metaKey || event.ctrlKey || event.altKey || document.querySelector("dialog[open]")) return;
  const field = event.target.closest("input, textarea, select");
  if (event.key === "Escape") {
    if (field) field.blur();
    else if (open.value) go({ open: null });
    return;
  }
  if (field || keysOff) return;
  const keys = {
    j: () => move(1), k: () => move(-1), r: () => tell("write", "reply"), n: () => tell("write", "note"),
    g: () => tell("give"), t: () => tell("take"), "?": help,
  };
  if (!keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
};

const Desk = () => {
  const [help, setHelp] = useState(false);
  useEffect(() => {
    const onKey = (event) => press(event, () => setHelp(true));
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return html`
    ${!connected.value && html`<p class="offline" role="status">${icon("late")}${t("offline")}</p>`}
    <main class=${`rooms ${open.value ? "has-talk" : ""}`}>
      <${Inbox} />
      ${current()}
    </main>
    <button type="button" class="icon-button help" aria-label=${t("keys")} onClick=${() => setHelp(true)}>${icon("keys")}</button>
    ${help && html`<${Keys} onClose=${() => setHelp(false)} />`}`;
};

const said = document.getElementById("said");
let before = true;
onNews((text) => { if (said) said.textContent = text; });
effect(() => {
  if (said && connected.value && !before) said.textContent = t("online");
  before = connected.value;
});
const title = document.title;
effect(() => { document.title = counts.value.waiting ? `(${counts.value.waiting}) ${title}` : title; });

follow();
listen();
render(html`<${Desk} />`, /** @type {any} */ (document.getElementById("desk")));
