// @ts-check
// Times, languages and icons as the member reads them.

import { html } from "./vendor/preact.js";
import { start, t } from "./store.js";

const locale = start.lang;
const clock = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
const day = new Intl.DateTimeFormat(locale, { month: "short", day: "numeric" });
const full = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
const long = new Intl.DateTimeFormat(locale, { dateStyle: "full" });
const names = new Intl.DisplayNames([locale], { type: "language" });
const units = (unit) => new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" });
const [minutes, hours, days] = [units("minute"), units("hour"), units("day")];

export const language = (code) => { try { return names.of(code) || code; } catch { return code; } };

const sameDay = (a, b) => a.toDateString() === b.toDateString();

/** The time for today, the day before that. */
export const short = (iso, now) => {
  const at = new Date(iso);
  return sameDay(at, new Date(now)) ? clock.format(at) : day.format(at);
};
export const time = (iso) => clock.format(new Date(iso));
export const moment = (iso) => full.format(new Date(iso));
export const dayOf = (iso) => long.format(new Date(iso));

/** How long somebody has waited, in words, and how that is: fine, soon, late. */
export const waited = (since, now) => {
  const gone = Math.max(0, Math.floor((now - Date.parse(since)) / 60000));
  const text = gone < 1 ? `<${minutes.format(1)}` : gone < 60 ? minutes.format(gone) : gone < 1440 ? hours.format(Math.floor(gone / 60)) : days.format(Math.floor(gone / 1440));
  return { text, level: gone < 2 ? "ok" : gone < 10 ? "soon" : "late" };
};

const PATHS = {
  ok: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3 2",
  soon: "M7 3h10M7 21h10M8 3c0 5 8 5 8 9s-8 4-8 9M16 3c0 5-8 5-8 9s8 4 8 9",
  late: "M12 4 2.5 20h19zM12 10v4M12 17v.5",
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  details: "M4 5h16v14H4zM15 5v14",
  note: "M6 10V7a6 6 0 0 1 12 0v3M5 10h14v11H5zM12 14v3",
  reply: "M4 5h16v11H10l-6 5z",
  send: "M4 12h14M12 5l7 7-7 7",
  mail: "M3 6h18v13H3zM3 7l9 7 9-7",
  keys: "M3 7h18v11H3zM6 10h1M10 10h1M14 10h1M18 10h.5M7 14.500h10",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 21c0-5 4-7 8-7s8 2 8 7",
  machine: "M5 9h14v11H5zM12 9V5M12 4.500v.5M9 13.500v1M15 13.500v1M2.500 13v4M21.500 13v4",
  done: "M4 12l5 6L20 6",
  cart: "M3 4h3l2 11h10l2-8H7M9.500 19.500v.5M16.500 19.500v.5",
};

export const icon = (name) => html`<svg viewBox="0 0 24 24" aria-hidden="true" class="icon"><path d=${PATHS[name]} /></svg>`;

/** A timer: colour, icon and words together, so that none of them has to be seen. */
export const Timer = ({ since, now }) => {
  const { text, level } = waited(since, now);
  return html`<span class=${`timer ${level}`}>${icon(level)}<span>${t("waits", { time: text })}${level !== "ok" && html`<span class="hidden"> · ${t(`timer_${level}`)}</span>`}</span></span>`;
};

/** Only addresses a browser should follow. */
export const safe = (url) => (/^(https?:\/\/|\/(?!\/))/.test(url || "") ? url : null);
