// @ts-check
// What the desk knows, and its line to the shop. Entities by id; one stream tells what changed; what an agent does is shown at once
// and confirmed, or taken back, by the answer.

import { batch, computed, signal } from "./vendor/preact.js";

/** @typedef {Record<string, any>} Any */

/** @type {Any} */
export const start = JSON.parse(document.getElementById("start")?.textContent || "{}");
const proof = document.getElementById("desk")?.dataset.proof || "";

/** A sentence of the member's language, its places filled. */
export const t = (key, values = {}) =>
  (start.words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

export const FILTERS = ["waiting", "mine", "people", "with_assistant", "all"];

export const entries = signal(/** @type {Map<string, Any>} */ (new Map()));
export const filter = signal("waiting");
export const find = signal("");
export const open = signal(/** @type {string | null} */ (null));
export const talks = signal(/** @type {Map<string, Any>} */ (new Map()));
export const connected = signal(true);
export const ready = signal(false);
export const tick = signal(Date.now());
export const more = signal(true);
/** How many rows are drawn; thousands would only slow the list down. */
export const STEP = 100;
export const most = signal(STEP);
/** How far the server's clock is ahead of this one, in milliseconds. */
let ahead = 0;

const inFilter = {
  waiting: (entry) => entry.waits,
  mine: (entry) => entry.holder === "agent" && entry.agent?.id === start.me.id,
  people: (entry) => entry.holder === "agent",
  with_assistant: (entry) => entry.holder === "assistant",
  all: () => true,
};

export const counts = computed(() => {
  const all = [...entries.value.values()];
  return Object.fromEntries(FILTERS.map((name) => [name, all.filter(inFilter[name]).length]));
});

/** Those who wait: the longest first. Everything else: the latest first. */
const order = (a, b) => {
  if (filter.value === "waiting") return (a.since || a.at) < (b.since || b.at) ? -1 : 1;
  return a.at > b.at ? -1 : 1;
};

export const shown = computed(() => {
  const words = find.value.trim().toLowerCase();
  return [...entries.value.values()]
    .filter(inFilter[filter.value])
    .filter((entry) => !words || haystack(entry).includes(words))
    .sort(order);
});

const haystack = (entry) =>
  [nameOf(entry), entry.person.email, entry.person.phone, entry.person.customer, entry.last?.text, entry.handover?.question, entry.handover?.reach]
    .filter(Boolean).join("\n").toLowerCase();

export const nameOf = (entry) => entry.person.name || entry.person.email || t("visitor", { n: entry.contact.slice(-4).toUpperCase() });

// What this browser has seen of each conversation, and drafts: kept, so that closing a tab loses nothing.
const kept = (name) => {
  try { return JSON.parse(localStorage.getItem(`dangol-desk:${start.me.id}:${name}`) || "{}"); } catch { return {}; }
};
const keep = (name, value) => {
  try { localStorage.setItem(`dangol-desk:${start.me.id}:${name}`, JSON.stringify(value)); } catch { /* private mode: kept for this page only */ }
};
const seen = signal(/** @type {Record<string, number>} */ (kept("seen")));
export const drafts = signal(/** @type {Record<string, Any>} */ (kept("drafts")));

export const unread = (entry) =>
  entry.last?.source === "shopper" && entry.holder !== "assistant" && entry.seq > (seen.value[entry.id] || 0);

export const markSeen = (id, seq) => {
  if ((seen.value[id] || 0) >= seq) return;
  const fresh = Object.entries({ ...seen.value, [id]: seq }).slice(-400);
  seen.value = Object.fromEntries(fresh);
  keep("seen", seen.value);
};

/** Keep a draft: its text, whether it is a note, and the last message that stood there when it was begun. */
export const setDraft = (id, draft) => {
  const next = { ...drafts.value };
  if (draft && draft.text) next[id] = draft; else delete next[id];
  drafts.value = next;
  keep("drafts", next);
};

// --- talking to the shop ------------------------------------------------------------------------------------------

/** What went wrong, with the code and the sentence the shop gave. */
export class Refused extends Error {
  constructor(status, error) {
    super(error?.message || t("went_wrong"));
    this.status = status;
    this.code = error?.code || "";
  }
}

const request = async (path, body) => {
  const options = body === undefined ? {} : {
    method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", "x-desk-proof": proof },
  };
  const answer = await fetch(`/desk/api/${path}`, { ...options, signal: AbortSignal.timeout(15000) });
  const data = await answer.json().catch(() => ({}));
  if (answer.status === 401) leave();
  if (!answer.ok) throw new Refused(answer.status, data.error);
  return data;
};

const leave = () => location.assign(`/desk/sign-in?next=${encodeURIComponent(location.pathname)}`);

const put = (list) => {
  const next = new Map(entries.value);
  for (const entry of list) {
    const before = next.get(entry.id);
    next.delete(entry.id);
    next.set(entry.id, entry);
    noticed(before, entry);
  }
  entries.value = next;
};

/** @type {((text: string) => void)[]} */
const listeners = [];
export const onNews = (listener) => listeners.push(listener);
const tell = (text) => listeners.forEach((listener) => listener(text));

const noticed = (before, entry) => {
  if (!ready.value) return;
  if (entry.waits && !before?.waits) tell(t("new_waiting", { name: nameOf(entry) }));
  else if (before && entry.seq > before.seq && entry.last?.source === "shopper" && inFilter.mine(entry))
    tell(t("new_message", { name: nameOf(entry) }));
  if (before && entry.id === open.value && entry.holder === "agent" && entry.agent.id !== start.me.id && inFilter.mine(before))
    tell(t("taken_meanwhile", { name: entry.agent.name }));
};

/** Listen to the stream. The browser resumes it by itself with the id of the last event it had. */
export const listen = () => {
  let source;
  let heard = Date.now();
  const connect = () => {
    source = new EventSource("/desk/feed");
    source.addEventListener("inbox", (event) => {
      heard = Date.now();
      const change = JSON.parse(event.data);
      ahead = Date.parse(change.now) - Date.now();
      batch(() => {
        if (change.whole) {
          const older = ready.value ? entries.value : new Map();
          const listed = new Set(change.entries.map((entry) => entry.id));
          entries.value = new Map([...older].filter(([id, entry]) => listed.has(id) || entry.older));
        }
        if (change.gone.length) {
          const next = new Map(entries.value);
          change.gone.forEach((id) => next.delete(id));
          entries.value = next;
        }
        put(change.entries);
        connected.value = true;
        ready.value = true;
      });
      for (const entry of change.entries) if (talks.value.has(entry.id)) catchUp(entry);
    });
    source.addEventListener("signed-out", leave);
    source.onopen = () => { connected.value = true; };
    source.onerror = () => {
      connected.value = false;
      if (source.readyState === EventSource.CLOSED) setTimeout(again, 2000);
    };
  };
  const again = () => {
    source.close();
    // A session that has ended closes the stream for good: asking for anything says so, and leads to the door.
    request(`inbox?before=${encodeURIComponent("2000-01-01T00:00:00Z")}`).then(connect, () => setTimeout(again, 3000));
  };
  connect();
  setInterval(() => {
    tick.value = Date.now() + ahead;
    if (Date.now() - heard > 120000 && source.readyState === EventSource.CONNECTING) { heard = Date.now(); again(); }
  }, 5000);
  tick.value = Date.now() + ahead;
};

// --- one conversation ---------------------------------------------------------------------------------------------

const change = (id, fields) => {
  const talk = talks.value.get(id);
  if (!talk) return;
  talks.value = new Map(talks.value).set(id, { ...talk, ...(typeof fields === "function" ? fields(talk) : fields) });
};

const merge = (known, found) => {
  const all = new Map(known.map((message) => [message.seq, message]));
  for (const message of found) all.set(message.seq, message);
  return [...all.values()].sort((a, b) => a.seq - b.seq);
};

/** Messages on their way that the shop has meanwhile told us of are no longer on their way. */
const settled = (pending, data) => {
  const arrived = new Set([...data.messages, ...data.notes].map((item) => item.client_id).filter(Boolean));
  return pending.filter((item) => !arrived.has(item.id));
};

/** Show a conversation, and load it. */
export const show = async (id) => {
  open.value = id;
  if (!id) return;
  if (talks.value.has(id)) return refresh(id);
  talks.value = new Map(talks.value).set(id, { state: "loading", messages: [], notes: [], pending: [], panel: null });
  await load(id);
};

const load = async (id) => {
  try {
    const data = await request(`conversations/${id}`);
    batch(() => {
      if (!entries.value.has(id)) put([{ ...data.entry, older: true }]);
      change(id, (talk) => ({
        state: "here", messages: merge(talk.messages, data.messages), notes: data.notes, panel: data.panel, last: data.last, read: data.read,
        pending: settled(talk.pending, data), error: null,
      }));
    });
  } catch (error) {
    change(id, { state: "failed", error: error.message });
  }
};

/** @type {Map<string, { again: boolean, done: Promise<void> }>} */
const refreshing = new Map();

/** Fetch what is new. Two callers at once cause one look, and one more after it: nothing that came in between is missed. */
const refresh = (id) => {
  const running = refreshing.get(id);
  if (running) {
    running.again = true;
    return running.done;
  }
  const look = { again: false, done: Promise.resolve() };
  refreshing.set(id, look);
  look.done = (async () => {
    do {
      look.again = false;
      await lookOnce(id);
    } while (look.again);
    refreshing.delete(id);
  })();
  return look.done;
};

const lookOnce = async (id) => {
  const talk = talks.value.get(id);
  if (!talk) return;
  if (talk.state !== "here") { await load(id); return; }
  const after = talk.messages.at(-1)?.seq || 0;
  try {
    const [data, panel] = await Promise.all([
      request(`conversations/${id}/messages?after=${after}`), request(`conversations/${id}/panel`),
    ]);
    change(id, (now) => ({
      messages: merge(now.messages, data.messages), notes: data.notes, panel, last: data.last, read: data.read, pending: settled(now.pending, data),
    }));
  } catch { /* the next event, or opening it again, tries once more */ }
};

const catchUp = (entry) => {
  const talk = talks.value.get(entry.id);
  if (entry.id === open.value) refresh(entry.id);
  else if (talk) talks.value = new Map([...talks.value].filter(([id]) => id !== entry.id || talk.pending.length));
};

export const loadOlder = async (id) => {
  const first = talks.value.get(id)?.messages[0]?.seq || 1;
  const data = await request(`conversations/${id}/messages?before=${first}`);
  change(id, (talk) => ({ messages: merge(talk.messages, data.messages) }));
};

export const loadEarlier = async () => {
  // A conversation that a person holds is listed however old it is: only the others tell how far back the list reaches.
  const all = [...entries.value.values()];
  const recent = all.filter((entry) => entry.holder === "assistant" && !entry.waits);
  const oldest = (recent.length ? recent : all).map((entry) => entry.at).sort()[0];
  if (!oldest) { more.value = false; return; }
  const data = await request(`inbox?before=${encodeURIComponent(oldest)}`);
  put(data.entries.map((entry) => ({ ...entry, older: true })));
  more.value = data.more;
};

const id = () => Array.from(crypto.getRandomValues(new Uint8Array(18)), (byte) => (byte % 36).toString(36)).join("");

const act = async (conversation, verb, body = {}) => {
  const data = await request(`conversations/${conversation}/${verb}`, body);
  if (data.entry) put([data.entry]);
  refresh(conversation);
  return data;
};

/** Take a conversation: shown as ours at once, and as it was if the shop says no. */
export const take = async (conversation, over = false) => {
  const before = entries.value.get(conversation);
  if (before) put([{ ...before, holder: "agent", agent: start.me, waits: false }]);
  try {
    await act(conversation, "take", { over });
  } catch (error) {
    if (before) put([before]);
    throw error;
  }
};
export const giveBack = (conversation) => act(conversation, "give-back");
export const settle = (conversation) => act(conversation, "settle");

/** Send a reply or a note: it is shown at once, and stays with a way to try again if it does not arrive. */
export const send = (conversation, text, { note = false, read, mail = false } = {}) => {
  const item = { id: id(), text, note, mail, read, at: new Date(Date.now() + ahead).toISOString(), state: "sending" };
  change(conversation, (talk) => ({ pending: [...talk.pending, item] }));
  return deliver(conversation, item);
};

const deliver = async (conversation, item) => {
  const mark = (fields) =>
    change(conversation, (talk) => ({ pending: talk.pending.map((one) => (one.id === item.id ? { ...one, ...fields } : one)) }));
  mark({ state: "sending", error: null });
  try {
    const body = item.note ? { id: item.id, text: item.text } : { id: item.id, text: item.text, mail: item.mail, ...(item.read == null ? {} : { read: item.read }) };
    await act(conversation, item.note ? "notes" : "reply", body);
  } catch (error) {
    if (error.code === "overtaken") refresh(conversation);
    mark({ state: "failed", error: error instanceof Refused ? error.message : t("failed"), code: error.code });
    throw error;
  }
};

export const retry = (conversation, item) => {
  const read = item.read == null ? null : lastShopperSeq(talks.value.get(conversation));
  return deliver(conversation, { ...item, read }).catch(() => {});
};
export const discard = (conversation, item) =>
  change(conversation, (talk) => ({ pending: talk.pending.filter((one) => one.id !== item.id) }));

export const lastShopperSeq = (talk) =>
  (talk?.messages || []).reduce((seq, message) => (message.source === "shopper" ? message.seq : seq), 0);
