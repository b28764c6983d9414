// @ts-check
// One conversation: what was said, what may be done, and the place to write.

import { html, useEffect, useLayoutEffect, useRef, useState } from "./vendor/preact.js";
import {
  discard, drafts, entries, giveBack, lastShopperSeq, loadOlder, markSeen, nameOf, open, retry, send, setDraft, settle, start, t, take, talks, tick,
} from "./store.js";
import { go } from "./route.js";
import { Blocks } from "./blocks.js";
import { holderOf } from "./inbox.js";
import { Panel } from "./panel.js";
import { Timer, dayOf, icon, language, time } from "./words.js";

const isMine = (entry) => entry.holder === "agent" && entry.agent?.id === start.me.id;

const Why = ({ why }) => why.length > 0 && html`
  <details class="why"><summary>${t("why")}</summary>
    <ul>${why.map((wish, n) => html`<li key=${n}>${wish.labels.join(", ")}${wish.did.length > 0 && html` <span class="soft code">${wish.did.join(", ")}</span>`}</li>`)}</ul>
  </details>`;

const speakerOf = (message, entry) => {
  if (message.source === "shopper") return nameOf(entry);
  if (message.source === "agent") return message.author_id === start.me.id ? t("you") : message.author?.name || "";
  return message.author?.name || t("assistant");
};

const Message = ({ message, entry, seen }) => {
  if (message.source === "system")
    return html`<li class="said system" lang=${message.lang}><${Blocks} blocks=${message.blocks} /></li>`;
  return html`
    <li class=${`said ${message.source}`}>
      <p class="by"><b>${speakerOf(message, entry)}</b> <time datetime=${message.at}>${time(message.at)}</time></p>
      <div class="bubble" lang=${message.lang} dir="auto"><${Blocks} blocks=${message.blocks} />
        ${message.form && html`<p class="soft">${t("form_sent")}</p><dl class="form">${Object.entries(message.form).map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`}
      </div>
      ${message.mailed_to && html`<p class="foot">${icon("mail")}${t("mailed_to", { name: message.mailed_to })}</p>`}
      ${seen && html`<p class="foot">${icon("done")}${t("seen")}</p>`}
      <${Why} why=${message.why} />
    </li>`;
};

const Note = ({ note }) => html`
  <li class="said note">
    <p class="by">${icon("note")}<b>${t("note")} · ${note.author}</b> <time datetime=${note.at}>${time(note.at)}</time></p>
    <p class="text" dir="auto">${note.text}</p>
  </li>`;

const Pending = ({ id, item }) => html`
  <li class=${`said ${item.note ? "note" : "agent"} ${item.state}`}>
    <p class="by">${item.note && icon("note")}<b>${item.note ? `${t("note")} · ${start.me.name}` : t("you")}</b></p>
    <div class=${item.note ? "" : "bubble"}><p class="text" dir="auto">${item.text}</p></div>
    ${item.state === "sending" ? html`<p class="foot">${t("sending")}</p>` : html`
      <p class="foot bad" role="alert">${icon("late")}${t("failed")}: ${item.error}
        <button type="button" onClick=${() => retry(id, item)}>${t("retry")}</button><button type="button" onClick=${() => discard(id, item)}>${t("discard")}</button></p>`}
  </li>`;

/** Messages and notes by time, with a line where a day begins. */
const timeline = (talk) => {
  const all = [
    ...talk.messages.map((message) => ({ at: message.at, key: message.id, message })),
    ...talk.notes.map((note) => ({ at: note.at, key: note.id, note })),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  let before = "";
  return all.flatMap((item) => {
    const day = dayOf(item.at);
    const line = day === before ? [] : [{ key: `day-${day}`, day }];
    before = day;
    return [...line, item];
  });
};

const Log = ({ id, entry, talk }) => {
  const log = useRef(/** @type {any} */ (null));
  const last = talk.messages.at(-1)?.seq || 0;
  const pinned = useRef(true);
  useLayoutEffect(() => {
    if (log.current && pinned.current) log.current.scrollTop = log.current.scrollHeight;
  }, [last, talk.pending.length, talk.notes.length, id]);
  useEffect(() => {
    // Pictures that arrive and blocks that open make the list grow: who reads at its end stays there.
    const grown = new ResizeObserver(() => { if (pinned.current && log.current) log.current.scrollTop = log.current.scrollHeight; });
    grown.observe(log.current.querySelector("ol"));
    grown.observe(log.current);
    return () => grown.disconnect();
  }, [id]);
  useEffect(() => { if (document.visibilityState === "visible") markSeen(id, last); }, [id, last]);
  const onScroll = (event) => {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget; // Not the ref: the view may have left meanwhile.
    pinned.current = scrollHeight - scrollTop - clientHeight < 80;
  };
  const lastSeen = talk.messages.filter((message) => message.source === "agent" && message.seq <= talk.read).at(-1)?.seq;
  return html`
    <div class="log" ref=${log} onScroll=${onScroll} tabindex="0" role="log" aria-live="off" aria-label=${t("conversation")}>
      ${talk.messages[0]?.seq > 1 && html`<p class="center"><button type="button" onClick=${() => { pinned.current = false; loadOlder(id).catch(() => {}); }}>${t("older")}</button></p>`}
      <ol>
        ${timeline(talk).map((item) => {
          if (item.day) return html`<li class="day" key=${item.key}><span>${item.day}</span></li>`;
          return item.note ? html`<${Note} note=${item.note} key=${item.key} />` : html`<${Message} message=${item.message} entry=${entry} seen=${item.message.seq === lastSeen} key=${item.key} />`;
        })}
        ${talk.pending.map((item) => html`<${Pending} id=${id} item=${item} key=${item.id} />`)}
      </ol>
    </div>`;
};

const Composer = ({ id, entry, talk, failed }) => {
  const box = useRef(/** @type {any} */ (null));
  const [stopped, setStopped] = useState(false);
  const [mail, setMail] = useState(false);
  const draft = drafts.value[id] || { text: "", note: false };
  const [note, setNote] = useState(Boolean(draft.note));
  const mine = isMine(entry);
  const latest = lastShopperSeq(talk);
  const overtaken = !note && draft.text && draft.base != null && latest > draft.base;
  const mailTo = talk.panel?.mail_to;
  useEffect(() => { setNote(Boolean(drafts.value[id]?.note)); setStopped(false); setMail(Boolean(entry.handover?.reach?.includes("@"))); }, [id]);
  useEffect(() => {
    const focus = (event) => {
      setNote(event.detail === "note");
      // At once where that is possible, so that no key typed next is lost; a locked field opens with the next drawing.
      if (box.current?.disabled) requestAnimationFrame(() => box.current?.focus());
      else box.current?.focus();
    };
    addEventListener("desk:write", focus);
    return () => removeEventListener("desk:write", focus);
  }, []);
  const write = (text, asNote = note) => setDraft(id, { text, note: asNote, base: draft.text && draft.base != null ? draft.base : latest });
  const choose = (asNote) => { setNote(asNote); if (draft.text) write(draft.text, asNote); requestAnimationFrame(() => box.current?.focus()); };
  const go_ = async (anyway = false) => {
    const text = draft.text.trim();
    if (!text || (!note && !mine)) return;
    if (overtaken && !anyway) { setStopped(true); return; }
    setStopped(false);
    setDraft(id, null);
    box.current?.focus();
    try {
      await send(id, text, { note, read: latest, mail: mail && Boolean(mailTo) });
    } catch (error) { failed(error.message); }
  };
  const onKeyDown = (event) => {
    // Enter that ends a composition chooses a Korean or Japanese word: it is not meant to send.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) { event.preventDefault(); go_(); }
  };
  const locked = !note && !mine;
  return html`
    <form class=${`composer ${note ? "note" : ""}`} onSubmit=${(event) => { event.preventDefault(); go_(); }}>
      <div class="modes" role="group" aria-label=${`${t("reply")} / ${t("note")}`}>
        <button type="button" aria-pressed=${note ? "false" : "true"} onClick=${() => choose(false)}>${icon("reply")}${t("reply")}</button>
        <button type="button" aria-pressed=${note ? "true" : "false"} onClick=${() => choose(true)}>${icon("note")}${t("note")}</button>
        ${note && html`<span class="private">${t("note_private")}</span>`}
      </div>
      ${(stopped || overtaken) && html`
        <div class="overtaken" role="alert">${icon("late")}<p>${t("overtaken")}</p>
          <button type="button" onClick=${() => go_(true)}>${t("send_anyway")}</button>
          <button type="button" onClick=${() => { setDraft(id, { ...draft, base: latest }); setStopped(false); box.current?.focus(); }}>${t("keep_writing")}</button>
        </div>`}
      <div class="write">
        <textarea ref=${box} rows="2" dir="auto" lang=${note ? start.lang : entry.lang} maxlength="8000" aria-label=${t(note ? "note_here" : "reply_here")} placeholder=${t(locked ? "reply_locked" : note ? "note_here" : "reply_here")} disabled=${locked} value=${draft.text} onInput=${(event) => write(event.currentTarget.value)} onKeyDown=${onKeyDown}></textarea>
        <button type="submit" class="primary" disabled=${locked || !draft.text.trim()}>${t(note ? "save_note" : "send")}${icon(note ? "note" : "send")}</button>
      </div>
      ${!note && mine && mailTo && html`<label class="mail"><input type="checkbox" checked=${mail} onChange=${(event) => setMail(event.currentTarget.checked)} />${t("mail_too", { name: mailTo })}</label>`}
    </form>`;
};

const Ask = ({ text, yes, onYes, onNo }) => {
  const dialog = useRef(/** @type {any} */ (null));
  useEffect(() => { dialog.current.showModal(); }, []);
  return html`
    <dialog ref=${dialog} class="ask" onClose=${onNo} aria-labelledby="ask-text">
      <p id="ask-text">${text}</p>
      <div class="buttons"><button type="button" onClick=${() => dialog.current.close()}>${t("cancel")}</button><button type="button" class="primary" onClick=${() => { onYes(); dialog.current.close(); }}>${yes}</button></div>
    </dialog>`;
};

export const Talk = ({ id }) => {
  const entry = entries.value.get(id);
  const talk = talks.value.get(id);
  const [asking, setAsking] = useState(/** @type {string} */ (""));
  const [error, setError] = useState("");
  const [details, setDetails] = useState(false);
  const busy = useRef(false);
  const doing = async (work) => {
    if (busy.current) return;
    busy.current = true;
    setError("");
    try { await work(); } catch (trouble) { setError(trouble.message); } finally { busy.current = false; }
  };
  const writing = () => dispatchEvent(new CustomEvent("desk:write", { detail: "reply" }));
  // The focus moves with the tap, not with the answer: that may come while something else is being written.
  const taking = (over = false) => { doing(() => take(id, over)); writing(); };
  const wantTake = () => {
    const now = entries.value.get(id);
    if (!now || isMine(now)) return;
    if (now.holder === "agent") setAsking("over");
    else if (now.holder === "assistant" && !now.waits) setAsking("assistant");
    else taking();
  };
  useEffect(() => { setError(""); setDetails(false); setAsking(""); }, [id]);
  useEffect(() => {
    const keys = { "desk:take": wantTake, "desk:give": () => { const now = entries.value.get(id); if (now && isMine(now)) doing(() => giveBack(id)); } };
    Object.entries(keys).forEach(([name, call]) => addEventListener(name, call));
    return () => Object.entries(keys).forEach(([name, call]) => removeEventListener(name, call));
  }, [id]);

  if (!talk || (talk.state === "failed" && !talk.messages.length))
    return html`<section class="talk empty-talk"><p>${talk?.error || t("gone")}</p><button type="button" onClick=${() => go({ open: null })}>${t("back")}</button></section>`;
  if (!entry || talk.state === "loading") return html`<section class="talk" aria-busy="true" aria-label=${t("conversation")}></section>`;
  const mine = isMine(entry);
  return html`
    <section class="talk" aria-label=${t("conversation")}>
      <header class="talk-head">
        <button type="button" class="icon-button back" aria-label=${t("back")} onClick=${() => go({ open: null })}>${icon("back")}</button>
        <div class="grow title">
          <h2>${nameOf(entry)}</h2>
          <p class="row-foot">
            ${entry.since ? html`<${Timer} since=${entry.since} now=${tick.value} />` : null}
            ${!(entry.since && entry.holder === "queue") && html`<span class=${`chip ${entry.holder}`}>${icon(entry.holder === "assistant" ? "machine" : "person")}${holderOf(entry)}</span>`}<span class="chip lang">${language(entry.lang)}</span>
          </p>
        </div>
        <div class="buttons">
          ${!mine && html`<button type="button" class=${entry.waits ? "primary" : ""} onClick=${wantTake}>${t(entry.holder === "agent" ? "take_over" : "take")}</button>`}
          ${mine && html`<button type="button" onClick=${() => doing(() => giveBack(id))}>${t("give_back")}</button>`}
          ${(entry.waits || (mine && entry.handover)) && html`<button type="button" onClick=${() => doing(() => settle(id))}>${t("settle")}</button>`}
          <button type="button" class="icon-button toggle" aria-label=${t("details")} aria-expanded=${details ? "true" : "false"} onClick=${() => setDetails(!details)}>${icon("details")}</button>
        </div>
      </header>
      ${error && html`<p class="alert" role="alert">${error}<button type="button" class="icon-button" aria-label=${t("close")} onClick=${() => setError("")}>${icon("close")}</button></p>`}
      <${Log} id=${id} entry=${entry} talk=${talk} key=${id} />
      <${Composer} id=${id} entry=${entry} talk=${talk} failed=${setError} />
      ${asking && html`<${Ask} text=${asking === "over" ? t("take_over_ask", { name: entry.agent?.name || "" }) : t("take_from_assistant")} yes=${t(asking === "over" ? "take_over" : "take")} onYes=${() => taking(asking === "over")} onNo=${() => setAsking("")} />`}
    </section>
    <${Panel} talk=${talk} entry=${entry} shown=${details} close=${() => setDetails(false)} />`;
};

export const Nothing = () => html`<section class="talk empty-talk"><h2>${t("choose")}</h2><p class="soft">${t("choose_lead")}</p></section>`;

export const current = () => (open.value ? html`<${Talk} id=${open.value} />` : html`<${Nothing} />`);
