// @ts-check
// The chat and its line to the shop: docs/widget.md

/** @typedef {Record<string, any>} Any */

/** @type {Any} */
export const WORDS = {
  en: {
    name: "English", open: "Open chat", unread: "{0} unread", close: "Close chat", log: "Conversation", write: "Write a message", send: "Send",
    person: "Talk to a person", language: "Language", you: "You", sending: "Sending…", sent: "Sent", waiting: "Waiting for a connection",
    failed: "Not sent", retry: "Try again", newer: "New messages", test: "Test mode",
    offline: "No connection. Your messages will be sent when it is back.", queue: "A person has been called", agent: "A person is with you",
    tab: "opens in a new tab",
  },
  ko: {
    name: "한국어", open: "채팅 열기", unread: "안 읽은 메시지 {0}개", close: "채팅 닫기", log: "대화 내용", write: "메시지를 입력해 주세요", send: "보내기",
    person: "상담원 연결", language: "언어", you: "나", sending: "보내는 중…", sent: "보냄", waiting: "연결을 기다리는 중",
    failed: "보내지 못했습니다", retry: "다시 보내기", newer: "새 메시지", test: "테스트 모드",
    offline: "연결이 끊겼습니다. 다시 연결되면 보내 드립니다.", queue: "상담원을 부르고 있습니다", agent: "상담원과 대화 중입니다",
    tab: "새 탭에서 열림",
  },
  ja: {
    name: "日本語", open: "チャットを開く", unread: "未読{0}件", close: "チャットを閉じる", log: "会話", write: "メッセージを入力", send: "送信",
    person: "担当者と話す", language: "言語", you: "あなた", sending: "送信中…", sent: "送信しました", waiting: "接続を待っています",
    failed: "送信できませんでした", retry: "もう一度送る", newer: "新しいメッセージ", test: "テストモード",
    offline: "接続が切れています。つながり次第送信します。", queue: "担当者を呼び出しています", agent: "担当者が対応しています",
    tab: "新しいタブで開きます",
  },
};

/** An element; functions are listeners, what is empty is left out. */
export const h = (tag, props = {}, ...kids) => {
  const node = /** @type {any} */ (document.createElement(tag));
  for (const [name, value] of Object.entries(props)) {
    if (typeof value == "function") node[name] = value;
    else if (value != null && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...kids.flat(9).filter((kid) => kid || kid === 0));
  return node;
};

export const icon = (path) => {
  const [svg, line] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
};

export const hidden = (words) => h("span", { class: "vh" }, words);

const key = () => Array.from(crypto.getRandomValues(new Uint8Array(14)), (byte) => (byte % 36).toString(36)).join("");

const plain = (block) =>
  [
    block.text || block.prompt || block.title || block.name || block.label,
    block.state_text, block.price?.text, block.amount?.text, block.code,
    ...(block.items || block.lines || block.fields || (block.type == "buttons" && block.options) || []).map(plain),
    block.totals?.at(-1)?.price.text,
  ].filter(Boolean).join(", ");

const NIGHT = `color-scheme:dark;--s:#17191e;--s1:#23262d;--line:#383d48;--edge:#8a90a0;--text:#f1f2f5;--soft:#b0b5c1;--bad:#ff9a91;--good:#6fd6a4;--warn:#f3cd7c;--warns:#332b17;--shade:#0008;--hi:1;--lo:.79;--dark:.37`;
// The accent, corrected until it can be read.
const LOOK = `:host{all:initial;color-scheme:light;--s:#fff;--s1:#f3f4f6;--line:#e2e4e9;--edge:#858b98;--text:#181a1f;--soft:#5b616e;--bad:#b3261e;--good:#14734a;--warn:#6d4600;--warns:#fff4dc;--shade:#1a1d242e;--hi:.48;--lo:0;--dark:0;--accent:#2f4858;--ink:var(--text);--fill:#2f4858;--on:#fff}
@supports(color:oklch(from red calc(l) c h)){:host{--ink:oklch(from var(--accent) clamp(var(--lo),l,var(--hi)) c h);--fill:oklch(from var(--accent) max(var(--dark),l - clamp(0,(.7 - l)*999,1)*max(0,l - .5)) c h);--on:oklch(from var(--accent) calc((.7 - l)*999) 0 0)}}
@media(prefers-color-scheme:dark){:host(:not([theme=light])){${NIGHT}}}:host([theme=dark]){${NIGHT}}
*,:before,:after{box-sizing:border-box}[hidden]{display:none!important}
:lang(ko){font-family:system-ui,"Apple SD Gothic Neo","Malgun Gothic","Noto Sans KR","Noto Sans CJK KR",sans-serif;word-break:keep-all}
:lang(ja){font-family:system-ui,"Hiragino Sans","Yu Gothic UI","Yu Gothic",Meiryo,"Noto Sans JP","Noto Sans CJK JP",sans-serif;line-break:strict;word-break:auto-phrase;-webkit-locale:"ja"}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
svg{width:1.375em;height:1.375em;flex:none;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
p,h2{margin:0;text-wrap:pretty}button *{pointer-events:none}button,select,textarea,input{font:inherit;color:inherit;margin:0}
button,.b{min-width:44px;min-height:44px;border:1px solid transparent;border-radius:12px;background:none;padding:.5em .875em;display:inline-flex;align-items:center;justify-content:center;gap:.5em;text-decoration:none;line-height:1.3;cursor:pointer}button:hover{background:var(--s1)}
a{color:var(--ink)}:focus-visible{outline:2px solid var(--ink);outline-offset:2px}
.launch{width:60px;height:60px;border-radius:30px}.launch svg{width:27px;height:27px}.launch:focus-visible{outline:3px solid var(--s);box-shadow:0 0 0 6px var(--ink)}
.count{position:absolute;top:-4px;inset-inline-end:-4px;min-width:22px;padding:0 6px;border-radius:11px;background:#b3261e;color:#fff;font-size:.75em;line-height:22px}
.panel{all:initial;font:1em/1.5 system-ui,sans-serif;width:404px;max-width:calc(100vw - 48px);height:min(704px,100dvh - 48px);display:flex;flex-direction:column;overflow:hidden;background:var(--s);color:var(--text);border:1px solid var(--line);border-radius:20px}
.launch,.panel{position:fixed;z-index:2147483000;bottom:24px;inset-inline-end:24px;box-shadow:0 2px 6px var(--shade),0 12px 40px var(--shade)}:host([side=left]) :is(.launch,.panel){inset-inline:24px auto}
.head{display:flex;align-items:center;gap:.75em;padding-block:.75em;padding-inline:1em .5em;border-bottom:1px solid var(--line)}.head>button,.foot{color:var(--soft)}
.face{flex:none;width:2.5em;height:2.5em;border-radius:50%;object-fit:cover;background:var(--s1);color:var(--ink);display:grid;place-items:center;font-weight:600}
.who{flex:1;min-width:0}h2{font-size:1em;line-height:1.35;overflow-wrap:anywhere}.who p{font-size:.8125em;line-height:1.4;color:var(--soft)}
.tag{display:inline-block;margin-inline-start:.5em;padding:0 .5em;border-radius:6px;font-size:.6875em;font-weight:600;line-height:1.6}.tag,.bar{background:var(--warns);color:var(--warn)}.bar{padding:.5em 1em;font-size:.8125em}
.mid{position:relative;flex:1;min-height:0;display:flex;flex-direction:column;mask:linear-gradient(#000 calc(100% - 1em),#0000)}.log{overflow:auto;overscroll-behavior:contain;padding-block:1em}.log:focus-visible{outline-offset:-2px}
.newer,.newer:hover{position:absolute;bottom:1em;inset-inline:0;margin:auto;width:max-content;background:var(--text);color:var(--s);border-radius:22px;font-size:.875em}
.row{position:relative;display:grid;grid-template-columns:2em minmax(0,1fr);column-gap:.625em;padding:.25em 1em;content-visibility:auto;contain-intrinsic-size:auto 4em}.row>.face{width:2em;height:2em;font-size:.875em;margin-top:.125em}
.say{grid-column:2;display:flex;flex-direction:column;align-items:flex-start;gap:.5em;min-width:0}.assistant+.assistant>.face,.agent+.agent>.face{visibility:hidden}.shopper .say{grid-column:1/3;align-items:end}.system .say{grid-column:1/3;align-items:center}.shopper,.shopper+.row{padding-top:.75em}.shopper+.shopper{padding-top:.25em}
.text{max-width:100%;padding:.625em .875em;border-radius:16px;border-start-start-radius:4px;background:var(--s1);white-space:pre-wrap;overflow-wrap:anywhere}.shopper .text{max-width:86%;background:var(--fill);color:var(--on);border-radius:16px;border-end-end-radius:4px}.shopper a{color:inherit}.text>span{display:inline-block}.agent .text{background:none;border:1px solid var(--line)}:not(.agent)+.agent .vh{position:static;width:auto;height:auto;clip-path:none;font-size:.75em;color:var(--soft)}
.notice{margin:auto;padding:.25em .75em;border-radius:8px;font-size:.8125em;color:var(--soft);text-align:center}.success{color:var(--good)}.warning{color:var(--warn);background:var(--warns)}
.state{display:flex;align-items:center;font-size:.75em;color:var(--soft)}.state.failed{color:var(--bad)}.state button{color:var(--ink);font-weight:600;text-decoration:underline}.shopper:has(~:is(.shopper,.assistant)) .sent,.row:has(~.row) .quick{display:none}
.picks{display:flex;flex-wrap:wrap;gap:.5em;max-width:100%}.b{border-color:var(--edge);font-size:.9375em;overflow-wrap:anywhere;color:var(--text)}.b:hover{background:var(--s1)}.quick .b{border-color:var(--ink);color:var(--ink);border-radius:22px}.launch,.go,.b.primary,:is(.launch,.go,.b.primary):hover{background:var(--fill);color:var(--on);border-color:transparent}.primary{font-weight:600}.b.danger{color:var(--bad);border-color:var(--bad)}[aria-disabled=true]{opacity:.65}
.typing{padding-block:.25em;padding-inline:3.625em;display:flex;gap:5px;align-items:center;height:2.5em}.typing i{width:7px;height:7px;border-radius:50%;background:var(--edge)}
.ask{display:flex;align-items:end;margin:.25em .75em 0;padding-block:.25em;padding-inline:.875em .25em;border:1px solid var(--edge);border-radius:24px}.ask:focus-within{border-color:var(--ink);box-shadow:0 0 0 1px var(--ink)}.go{padding:0;border-radius:22px}[dir=rtl] .flip{transform:scaleX(-1)}
.panel:focus,textarea:focus{outline:0}textarea{flex:1;min-width:0;height:2.75em;min-height:44px;max-height:8.5em;padding:.625em 0;border:0;background:none;resize:none;line-height:1.4;font-size:max(16px,1em)}::placeholder{color:var(--soft);opacity:1}
.foot{display:flex;align-items:center;justify-content:space-between;padding:.125em .625em .25em;font-size:.8125em}.foot button{padding-inline:.5em;text-align:start}.foot b{display:block;color:var(--text)}select{min-height:44px;border:1px solid transparent;border-radius:12px;background:var(--s);padding:0 .375em}
@media(max-width:520px){.panel{inset:0;top:var(--vt,0);width:100%;max-width:none;height:var(--vh,100dvh);border:0;border-radius:0;padding:env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left)}.launch{bottom:max(16px,env(safe-area-inset-bottom));inset-inline-end:16px}.row{grid-template-columns:0 1fr;column-gap:0}.row>.face{display:none}.typing{padding-inline:1.5em}}
@media(prefers-reduced-motion:no-preference){.panel{animation:in .18s ease-out}@keyframes in{from{opacity:0;transform:translateY(12px)}}.typing i{animation:dot 1.2s infinite}.typing i+i{animation-delay:.15s}.typing i+i+i{animation-delay:.3s}@keyframes dot{30%{transform:translateY(-4px)}}}
@media(forced-colors:active){button,.b,.text,.count{border:1px solid ButtonText!important}.typing i{background:CanvasText}}`;

class Line {
  constructor(base, shop, hear, greet) {
    this.base = base;
    this.hear = hear;
    this.greet = greet;
    this.name = "dangol:" + shop;
    this.seq = this.tries = this.n = 0;
    this.stream = key();
    /** @type {any} */
    this.wire = this.identity = null;
    this.kept = this.read(this.name) || {}; // t: token, s: seen up to, o: left open
    this.polls = false;
    this.used = !!this.kept.t; // nothing is stored before the first message
    /** @type {Any[]} */
    this.box = [];
    for (const home of Object.keys(this.disk()))
      if (home.startsWith(this.name + ":")) for (const frame of this.read(home) || []) this.box.push({ frame, home, state: "waiting" });
    addEventListener("online", () => this.connect());
    addEventListener("offline", () => this.wire?.close());
    addEventListener("storage", ({ key, newValue }) => {
      if (key != this.name || !newValue) return;
      const fresh = !this.used;
      const { s = 0, ...news } = JSON.parse(newValue);
      this.kept = { ...news, s: Math.max(s, this.kept.s || 0) };
      this.used = true;
      if (fresh && news.t) this.again();
      hear({});
    });
  }
  disk() {
    try {
      return localStorage;
    } catch {
      return {};
    }
  }
  read(name) {
    try {
      return JSON.parse(this.disk()[name] || "null");
    } catch {}
  }
  write(name, value) {
    try {
      value ? (this.disk()[name] = JSON.stringify(value)) : delete this.disk()[name];
    } catch {}
  }
  keep(change) {
    Object.assign(this.kept, change);
    if (this.used) this.write(this.name, this.kept);
  }
  store(home) {
    const frames = this.box.filter((item) => item.home == home).map((item) => item.frame);
    this.write(home, frames[0] && frames);
  }
  send(said, settle) {
    const frame = { type: "send", id: key(), stream: this.stream, n: ++this.n, sent_at: new Date().toISOString(), ...said };
    const item = { frame, home: this.name + ":" + this.stream, state: "", settle };
    this.box.push(item);
    this.used = true;
    this.keep();
    this.store(item.home);
    this.post(item);
  }
  mark(item, state, news) {
    item.state = state;
    this.hear({ ...news, type: "mark", item });
  }
  post(item) {
    clearTimeout(item.timer);
    this.mark(item, this.up ? "sending" : "waiting");
    if (!this.up) return this.connect();
    this.wire.send(JSON.stringify(item.frame));
    item.timer = setTimeout(() => {
      this.mark(item, "failed");
      this.wire?.close();
    }, 1e4);
  }
  tell(frame) {
    if (this.up) this.wire.send(JSON.stringify(frame));
  }
  again() {
    if (this.kept.t != this.token) this.seq = 0;
    this.tries = -1;
    this.wire ? this.wire.close() : this.wanted && this.connect();
  }
  async connect() {
    this.wanted = true;
    clearTimeout(this.timer);
    if (this.wire || !navigator.onLine) return;
    this.token = this.kept.t || null;
    const hello = { type: "hello", token: this.token, after: this.seq, identity: this.identity, ...this.greet() };
    if (this.polls || this.tries % 3 == 2) {
      this.wire = { close() {} };
      const { poll } = await import("./poll.js").catch(() => /** @type {Any} */ ({}));
      if (poll) this.wire = poll(this, hello);
      else this.closed(0);
      return;
    }
    const wire = (this.wire = new WebSocket(this.base.replace("http", "ws") + "widget/v1/socket"));
    const close = ({ code = 0 } = {}) => {
      clearTimeout(slow);
      if (this.wire == wire) this.closed(code);
    };
    const shut = wire.close.bind(wire);
    wire.close = () => {
      shut();
      close();
    };
    const slow = setTimeout(() => wire.close(), 8e3);
    wire.onopen = () => wire.send(JSON.stringify(hello));
    wire.onmessage = ({ data }) => {
      clearTimeout(slow);
      if (this.wire == wire) this.frame(JSON.parse(data));
    };
    wire.onclose = close;
  }
  closed(code) {
    this.up = false;
    this.wire = null;
    clearInterval(this.beat);
    for (const item of this.box) {
      clearTimeout(item.timer);
      if (item.state == "sending") this.mark(item, "waiting");
    }
    // An expired identity goes first, then the token.
    if (code == 4401 && this.identity) this.identity = null;
    else if (code == 4401) {
      this.kept = {};
      this.write(this.name);
      this.seq = 0;
      this.used = !!this.box[0];
      this.hear({ type: "reset" });
    }
    const wait = this.tries++ < 0 ? 0 : Math.min(3e4, (code == 4429 ? 8e3 : 200) * 2 ** this.tries) * (0.6 + Math.random());
    this.hear({ type: "down" });
    this.timer = setTimeout(() => this.connect(), wait);
  }
  frame(frame) {
    const { type, error, message } = frame;
    if (type == "welcome") {
      this.up = true;
      this.tries = 0;
      this.beat = setInterval(() => this.tell({ type: "ping" }), 45e3);
    }
    if (frame.token) this.keep({ t: (this.token = frame.token) });
    if (message) {
      if (message.seq <= this.seq) return;
      this.seq = message.seq;
    }
    if (type == "accepted" || type == "refused") {
      const item = this.box.find((item) => item.frame.id == frame.id);
      if (!item) return;
      clearTimeout(item.timer);
      if (error?.retry_after != null) {
        this.mark(item, "waiting");
        item.timer = setTimeout(() => this.post(item), error.retry_after * 1e3 + 200);
        return;
      }
      this.box = this.box.filter((other) => other != item);
      this.store(item.home);
      if (error) (this.stream = key()), (this.n = 0); // else the number is waited for
      this.mark(item, error ? "refused" : "sent", frame);
      return item.settle?.(!error);
    }
    this.hear(frame);
    if (type == "welcome") this.box.map((item) => this.post(item));
  }
}

class Chat extends HTMLElement {
  /** @type {Line} */
  line;
  /** @type {Any} */
  shop = {};
  rows = new Map();
  /** @type {Any} */
  hooks = {};
  /** @type {any} */
  past;
  /** @type {any} */
  fresh;
  /** @type {Any} */
  page = {};
  told = 0;
  holder = "assistant";
  pinned = true;
  connectedCallback() {
    if (this.line) return;
    if (document.querySelector("dangol-chat") != this) return this.remove();
    const { data, base, queue, lang } = /** @type {Any} */ (this);
    this.data = data;
    this.base = base;
    /** @type {string} */
    this.lang = lang;
    this.page.product = data.product;
    /** @type {any} */
    this.root = this.shadowRoot;
    // In the page itself, and early, or the first words are missed.
    this.voice = h("div", { role: "status", "aria-live": "polite" });
    this.voice.style = "position:fixed;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";
    this.after(this.voice);
    for (const name of ["theme", "side"]) if (data[name]) this.setAttribute(name, data[name]);
    this.sheet(LOOK);
    this.color(data.accent || this.root.firstChild.style.background);
    this.line = new Line(base, data.shop || base, this.hear.bind(this), () => ({
      lang: this.lang,
      page: { url: location.href.split("#")[0].slice(0, 2000), title: document.title.slice(0, 300), ...this.page },
    }));
    this.build();
    this.dress();
    for (const item of this.line.box) this.mine(item, {});
    if (this.line.used || this.line.box[0]) this.line.connect();
    if (this.line.kept.o) this.show();
    queue.push = (...commands) => commands.forEach((command) => this.obey(...command));
    for (const name of ["open", "close", "send", "identify", "on", "page"]) queue[name] = (...args) => this.obey(name, ...args);
    queue.push(...queue.splice(0));
  }
  obey(name, first, second) {
    if (name == "open") this.show(!first);
    if (name == "close") this.hide();
    if (name == "send") this.send(first?.command ? first : { text: first + "" });
    if (name == "on") (this.hooks[first] ||= []).push(second);
    if (name == "page") Object.assign(this.page, first);
    if (name == "identify") {
      this.line.identity = first;
      this.line.again();
    }
  }
  fire(event, detail) {
    for (const hook of this.hooks[event] || []) hook(detail);
  }
  sheet(css) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    this.root.adoptedStyleSheets.push(sheet);
  }
  color(color) {
    if (CSS.supports("color", color)) this.style.setProperty("--accent", color);
  }
  t(name, value) {
    return (this.shop.strings?.[name] || WORDS[this.lang.slice(0, 2)]?.[name] || WORDS.en[name] || name).replace("{0}", value);
  }
  url(url) {
    try {
      const full = new URL(url, this.base);
      return url && /^(https?|mailto|tel):$/.test(full.protocol) ? full.href : null;
    } catch {}
  }
  link(url, props, ...kids) {
    const href = this.url(url);
    if (!href) return h("span", props, ...kids);
    const away = !href.startsWith(location.origin + "/") || null;
    return h("a", { href, target: away && "_blank", rel: away && "noopener", ...props }, kids, away && hidden(` (${this.t("tab")})`));
  }
  face(who) {
    const src = this.url(who?.picture);
    return src ? h("img", { class: "face", src, alt: "" }) : h("span", { class: "face", "aria-hidden": "true" }, [...(who?.name || this.shop.name || "")][0]);
  }
  button({ label, command, url, style = "" }) {
    const look = { class: "b " + style, dir: "auto" };
    if (!command && url) return this.link(url, look, label);
    return h("button", { ...look, type: "button", onclick: (event) => this.tap(event.currentTarget, { command }, label) }, label);
  }
  tap(node, said, label) {
    if (node.ariaDisabled) return;
    const free = () => (node.ariaDisabled = null);
    node.ariaDisabled = "true";
    setTimeout(free, 4e3);
    if (node.closest(".quick")) this.focusIn();
    this.send(said, label, free);
  }
  send(said, label, settle) {
    this.pinned = true;
    this.line.send(label ? { ...said, label } : said, settle);
  }

  build() {
    const button = (name, onclick, ...kids) => h("button", { class: name, type: "button", onclick }, kids);
    this.launch = this.root.firstChild;
    this.launch.className = "launch";
    this.launch.style = "";
    this.launch.setAttribute("aria-haspopup", "dialog");
    this.launch.onfocus = this.launch.onpointerenter = null;
    this.launch.onclick = () => this.show(true);
    this.log = h("div", { class: "log", role: "log", "aria-live": "off", tabindex: 0, onscroll: () => this.scrolled() });
    this.log.addEventListener("contentvisibilityautostatechange", () => this.down());
    this.wait = h("div", { class: "typing", hidden: true }, h("i"), h("i"), h("i"));
    this.newer = button("newer", () => this.down(true));
    this.field = h("textarea", { rows: 1, maxlength: 4000, enterkeyhint: "send", oninput: () => this.typed() });
    this.go = button("go flip", (event) => this.submit(event), icon("M5 12h14M13 6l6 6-6 6"));
    this.ask = h("div", { class: "ask" }, this.field, this.go);
    this.bar = h("p", { class: "bar", hidden: true });
    this.name = h("h2", { id: "name" });
    this.about = h("p");
    this.top = h("i");
    this.shut = button("", () => this.hide(), icon("M6 6l12 12M18 6L6 18"));
    this.call = button("", () => this.tap(this.call, { command: { command: "person" } }, this.t("person")));
    this.tongue = h("select", { onchange: () => this.speak() });
    this.panel = h(
      "div",
      { class: "panel", role: "dialog", "aria-labelledby": "name", tabindex: -1, hidden: true, onkeydown: (event) => this.keyed(event) },
      h("div", { class: "head" }, this.top, h("div", { class: "who" }, this.name, this.about), this.shut),
      this.bar,
      h("div", { class: "mid" }, this.log, this.wait, this.newer),
      this.ask,
      h("div", { class: "foot" }, this.call, this.tongue),
    );
    this.panel.onkeyup = this.panel.onkeypress = (event) => event.stopPropagation();
    this.root.append(this.panel);
    const view = /** @type {VisualViewport} */ (window.visualViewport);
    view.onresize = view.onscroll = () => {
      this.panel.style.setProperty("--vh", view.height + "px");
      this.panel.style.setProperty("--vt", view.offsetTop + "px");
      this.down();
    };
    document.addEventListener("visibilitychange", () => this.read());
  }
  dress() {
    const { assistant, name, test_mode, person, inputs, languages = [], accent } = this.shop;
    const t = this.t.bind(this);
    this.color(accent);
    this.panel.lang = this.lang;
    this.panel.dir = this.dir = this.data.dir || (/^(ar|fa|he|ur)/.test(this.lang) ? "rtl" : "ltr");
    this.name.replaceChildren(assistant?.name || name || "", test_mode ? h("span", { class: "tag" }, t("test")) : "");
    this.about.textContent = this.holder == "assistant" ? assistant?.disclosure : t(this.holder);
    this.top.replaceWith((this.top = this.face(assistant)));
    this.shut.ariaLabel = t("close");
    this.log.ariaLabel = t("log");
    this.go.ariaLabel = t("send");
    this.field.ariaLabel = this.field.placeholder = t("write");
    this.newer.textContent = t("newer");
    this.bar.textContent = t("offline");
    this.call.replaceChildren(icon("M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 20c1-4 4-5 8-5s7 1 8 5"), h("span", {}, h("b", {}, t("person")), person?.text));
    this.ask.hidden = inputs?.text === false;
    this.tongue.ariaLabel = t("language");
    this.tongue.hidden = !languages[1];
    this.tongue.replaceChildren(...languages.map((code) => h("option", { value: code, lang: code }, WORDS[code]?.name || new Intl.DisplayNames(code, { type: "language" }).of(code))));
    this.tongue.value = this.lang;
    this.launch.replaceChildren(icon("M20 11.500c0 4-3.600 7-8 7-1 0-2-.1-2.900-.4L4.5 20l1.200-3.600A6.700 6.700 0 0 1 4 11.500c0-4 3.600-7 8-7s8 3 8 7"));
    this.unread = -1;
    this.count();
  }
  hear(frame) {
    const { type, message } = frame;
    if (type == "mark") this.mine(frame.item, frame);
    if (type == "message") this.add(message);
    if (type == "typing") this.typing(true);
    if (type == "down" && (!navigator.onLine || this.line.tries > 1)) this.online(false);
    if (type == "welcome") {
      this.shop = frame.shop;
      this.lang = frame.lang;
      this.holder = frame.holder;
      this.past ??= frame.last_seq; // history is shown, not announced
      this.greet();
      this.online(true);
    }
    if (type == "state") {
      this.holder = frame.holder;
      if (frame.lang != this.lang) this.retell(frame.lang);
      this.dress();
    }
    if (type == "reset") {
      this.past = undefined;
      this.rows.forEach((row, id) => row.seq < Infinity && (row.remove(), this.rows.delete(id)));
    }
    this.count();
  }
  online(up) {
    if (!up && this.bar.hidden) this.announce(this.t("offline"));
    this.bar.hidden = up;
  }
  speak() {
    const lang = this.tongue.value;
    if (this.line.seq) this.send({ command: { command: "language", lang } }, this.tongue.selectedOptions[0].text);
    this.retell(lang);
  }
  async retell(lang) {
    this.lang = lang;
    this.dress();
    if (!this.line.seq) return this.line.again();
    const { shop } = await fetch(this.base + "widget/v1/config?" + new URLSearchParams({ lang, page: location.pathname })).then((answer) => answer.json()).catch(() => ({}));
    if (shop && this.lang == lang) this.shop = shop;
    this.greet();
  }
  greet() {
    this.dress();
    const { greeting, assistant } = this.shop;
    if (greeting) this.add({ ...greeting, id: "hi", seq: 0, source: "assistant", author: assistant, lang: this.lang });
  }

  mine(item, /** @type {Any} */ { seq, error }) {
    const { frame, state } = item;
    const { id, text, label, sent_at } = frame;
    const row =
      this.rows.get(id) ||
      this.add({ id, client_id: id, seq: Infinity, source: "shopper", at: sent_at, lang: this.lang, blocks: [{ type: "text", text: text || label || "✓" }] });
    const bad = /failed|refused/.test(state);
    const words = this.t(bad ? "failed" : state) + (error ? ": " + error.message : "");
    if (seq || error) this.place(row, seq || this.line.seq + 0.5);
    row.state.className = "state " + (bad ? "failed" : state);
    row.state.replaceChildren(words);
    if (state == "failed") row.state.append(h("button", { type: "button", onclick: () => this.line.post(item) }, this.t("retry")));
    if (bad) this.announce(words);
    if (state == "sent") this.fire("sent", frame);
  }
  place(row, seq) {
    let before = this.log.lastChild;
    row.seq = seq;
    while (before && (before == row || before.seq > seq)) before = before.previousSibling;
    const next = before ? before.nextSibling : this.log.firstChild;
    if (next != row && (next || row.nextSibling || !row.isConnected)) this.log.insertBefore(row, next);
  }
  add(message) {
    const { id, seq, source, client_id } = message;
    const own = source == "shopper";
    const old = this.rows.get(id) || this.rows.get(client_id);
    if (old && own) {
      this.rows.set(id, old);
      return this.place(old, seq);
    }
    const row = this.row(message);
    const held = this.root.activeElement;
    row.seq = seq;
    this.rows.set(id, row);
    if (own) this.rows.set(client_id, row);
    if (seq && (own || !message.reply_to) && !(seq <= this.past)) this.last = row;
    if (old?.contains(held)) old.addEventListener("focusout", () => old.replaceWith(row), { once: true });
    else if (old) old.replaceWith(row);
    else this.place(row, seq);
    if (held?.closest(".quick") && !held.offsetParent) this.focusIn();
    if (seq && !own) {
      this.typing();
      this.fresh = row;
      if (seq > this.past) {
        this.announce((message.author ? message.author.name + ": " : "") + message.blocks.map(plain).join(" "));
        this.fire("message", message);
      }
    }
    this.down();
    this.read();
    return row;
  }
  row({ source, author, at, lang, blocks }) {
    const own = source == "shopper";
    if (blocks.every(({ type }) => type == "notice")) source = "system";
    const who = own ? this.t("you") : author?.name;
    const time = at && new Date(at).toLocaleTimeString(this.lang, { timeStyle: "short" });
    const row = h("div", { class: "row " + source, lang }, !own && source != "system" && this.face(author));
    row.state = h("p", { class: "state" });
    row.append(h("div", { class: "say" }, hidden([who, time].filter(Boolean).join(", ")), blocks.map((block) => this.block(block)), own && row.state));
    return row;
  }
  block(block) {
    const { type, text, options, quick } = block;
    if (type == "text") return this.text(text);
    if (type == "notice") return h("p", { class: "notice " + block.tone, dir: "auto" }, text);
    if (type == "buttons")
      return [block.prompt && this.text(block.prompt), h("div", { class: "picks" + (quick === false ? "" : " quick") }, options.map((b) => this.button(b)))];
    if (this.kit) return this.kit[type]?.(block, this) || this.text(plain(block));
    const later = h("div", { class: "later" });
    import("./blocks.js")
      .then(({ BLOCKS, STYLE }) => {
        if (!this.kit) this.sheet(STYLE);
        this.kit = BLOCKS;
        return this.block(block);
      })
      .catch(() => this.text(plain(block)))
      .then((node) => {
        later.replaceWith(node);
        this.down();
      });
    return later;
  }
  text(words) {
    const parts = words.split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,:;!?)\]]|\b\d+(?:-\w+)+)/);
    return h("p", { class: "text", dir: "auto" }, parts.map((part, i) => (i % 2 ? this.link(part[0] == "h" && part, {}, part) : part)));
  }
  announce(words) {
    const line = h("p", { lang: this.lang }, words);
    this.voice.append(line);
    setTimeout(() => line.remove(), 7e3);
  }

  typing(on) {
    clearTimeout(this.timer);
    this.wait.hidden = !on;
    if (on) this.timer = setTimeout(() => this.typing(), 12e3);
    this.down();
  }
  /** To the newest, but not past the last words or news. */
  down(all) {
    const { log, last } = this;
    if (all) this.pinned = true;
    requestAnimationFrame(() => {
      if (this.pinned) {
        log.scrollTop = 1e9;
        if (last && !all && log.scrollTop > last.offsetTop + (last.matches(".shopper") ? 40 : -8)) log.scrollTop = last.offsetTop - 8;
      }
      if (this.fresh?.offsetTop > log.scrollTop + log.clientHeight - 40) this.newer.hidden = false;
      this.fresh = this.was = NaN;
      this.scrolled();
    });
  }
  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.log;
    if (scrollHeight == this.tall && (scrollTop - this.was) ** 2 > 9) this.pinned = false;
    if (scrollHeight - scrollTop - clientHeight < 60) this.pinned = this.newer.hidden = true;
    this.was = scrollTop;
    this.tall = scrollHeight;
  }
  keyed(event) {
    event.stopPropagation();
    if (event.isComposing || event.keyCode == 229) return; // ends a syllable
    if (event.key == "Escape") this.hide();
    if (event.key == "Enter" && event.target == this.field && !event.shiftKey) this.submit(event);
  }
  submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (text) this.send({ text });
    this.field.value = "";
    this.typed(true);
    this.focusIn();
  }
  typed(quiet) {
    const { style, value } = this.field;
    this.field.dir = value && "auto";
    style.height = "";
    style.height = this.field.scrollHeight + "px";
    const now = Date.now();
    if (quiet || now < this.told + 3e3) return;
    this.told = now;
    this.line.tell({ type: "typing" });
  }

  /** On a phone not the field, or the keyboard jumps up. */
  focusIn() {
    (this.ask.hidden || matchMedia("(pointer:coarse)").matches ? this.panel : this.field).focus({ preventScroll: true });
  }
  /** Unasked, a phone's page is not covered. */
  show(asked) {
    this.line.connect();
    if (!asked && matchMedia("(max-width:520px)").matches) return;
    const was = this.launch.hidden;
    this.panel.hidden = false;
    this.launch.hidden = true;
    if (asked) this.focusIn();
    if (was) return;
    this.line.keep({ o: 1 });
    this.down();
    this.read();
    this.fire("open");
  }
  hide() {
    if (this.panel.hidden) return;
    const held = this.root.activeElement;
    this.panel.hidden = true;
    this.launch.hidden = false;
    if (held) this.launch.focus();
    this.line.keep({ o: 0 });
    this.fire("close");
  }
  read() {
    const { line } = this;
    const { seq } = line;
    if (!this.panel.hidden && !document.hidden && seq > (line.kept.s || 0)) {
      line.keep({ s: seq });
      line.tell({ type: "read", seq });
    }
    this.count();
  }
  count() {
    const seen = this.line.kept.s || 0;
    let unread = 0;
    for (const row of this.log.children) unread += row.seq > seen && !row.matches(".shopper") ? 1 : 0;
    if (unread == this.unread) return;
    this.unread = unread;
    this.launch.querySelector(".count")?.remove();
    if (unread) this.launch.append(h("span", { class: "count", "aria-hidden": "true" }, unread));
    this.launch.ariaLabel = this.t("open") + (unread ? ", " + this.t("unread", unread) : "");
    this.fire("unread", unread);
  }
}

customElements.define("dangol-chat", Chat);
