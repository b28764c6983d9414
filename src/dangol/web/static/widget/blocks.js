// @ts-check
// The rich blocks: one pure function each, from a block of docs/protocol.md (dangol.messages.content) to a node. Fetched by
// core.js when the first of them arrives. See docs/widget.md for the commands they send.

import { WORDS, h, hidden, icon } from "./core.js";

/** @typedef {Record<string, any>} Any */
/** @typedef {any} Chat the element of core.js */

const SAY = {
  en: {
    prev: "Previous", next: "Next", products: "{0} products", soldOut: "sold out", before: "Regular price",
    fewer: "One fewer: {0}", more: "One more: {0}", remove: "Remove", removeThis: "Remove {0}", count: "Quantity", cart: "Cart",
    order: "Order {0}", done: "done", current: "now", ahead: "to come", stopped: "did not work", contents: "In this order",
    source: "Source", copy: "Copy", copied: "Copied", optional: "optional", choose: "Please choose", empty: "Please fill this in.",
    email: "This does not look like an e-mail address.", differs: "differs", download: "Download", map: "Map", total: "Total",
  },
  ko: {
    prev: "이전", next: "다음", products: "상품 {0}개", soldOut: "품절", before: "정가",
    fewer: "{0} 하나 줄이기", more: "{0} 하나 늘리기", remove: "삭제", removeThis: "{0} 삭제", count: "수량", cart: "장바구니",
    order: "주문 {0}", done: "완료", current: "진행 중", ahead: "예정", stopped: "처리되지 않음", contents: "주문 상품",
    source: "출처", copy: "복사", copied: "복사했습니다", optional: "선택", choose: "선택해 주세요", empty: "입력해 주세요.",
    email: "이메일 주소를 다시 확인해 주세요.", differs: "차이 있음", download: "내려받기", map: "지도", total: "합계",
  },
  ja: {
    prev: "前へ", next: "次へ", products: "商品{0}点", soldOut: "売り切れ", before: "通常価格",
    fewer: "{0}を1つ減らす", more: "{0}を1つ増やす", remove: "削除", removeThis: "{0}を削除", count: "数量", cart: "カート",
    order: "ご注文 {0}", done: "完了", current: "現在", ahead: "これから", stopped: "完了できませんでした", contents: "ご注文の商品",
    source: "出典", copy: "コピー", copied: "コピーしました", optional: "任意", choose: "選択してください", empty: "入力してください。",
    email: "メールアドレスをご確認ください。", differs: "違いあり", download: "ダウンロード", map: "地図", total: "合計",
  },
};
for (const [lang, words] of Object.entries(SAY)) WORDS[lang] = { ...WORDS[lang], ...words };

const PIN = "M12 21s7-6.200 7-11.500A7 7 0 0 0 5 9.500C5 14.800 12 21 12 21zM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5";
const PAGE = "M6 3h8l4 4v14H6zM14 3v4h4M12 11v6M9.500 14.500 12 17l2.500-2.500";
const TICK = "M5 12.500 10 17 19 7";
/** @param {string} id */
const row = (id) => (id.startsWith("variant:") ? id : "variant:" + id);

let made = 0;
const fresh = () => "d" + ++made;

/** @param {Any | null | undefined} image @param {Chat} chat @param {string} look */
const picture = (image, chat, look) => {
  const src = chat.url(image?.url);
  if (!src) return null;
  const { alt, width, height } = /** @type {Any} */ (image);
  const node = h("img", { class: look, src, alt, width, height, loading: "lazy", decoding: "async", referrerpolicy: "no-referrer" });
  node.onerror = () => node.classList.add("gone");
  return node;
};

/** What it costs, and what it cost. @param {Any} block @param {Chat} chat */
const price = ({ price, list_price }, chat) =>
  h(
    "p",
    { class: "price" },
    h("b", { class: list_price ? "sale" : "" }, price.text),
    list_price && [" ", h("s", {}, hidden(chat.t("before") + " "), list_price.text)],
  );

/** @param {Any[] | undefined} buttons @param {Chat} chat */
const actions = (buttons, chat) => buttons?.[0] && h("div", { class: "acts" }, buttons.map((button) => chat.button(button)));

/** One option of a product: its values to tap, each leading to a variant. @param {Any} option @param {Chat} chat */
const choice = (option, chat) => {
  const id = fresh();
  return h(
    "div",
    { class: "opt", role: "group", "aria-labelledby": id },
    h("span", { id, class: "hint" }, option.name),
    h(
      "div",
      { class: "vals" },
      option.values.map((/** @type {Any} */ { value, available = true, selected = false, variant_id }) => {
        // What leads to no variant cannot be had in any way; what is sold out can still be looked at.
        const dead = !variant_id;
        const slots = { variant: row(variant_id || "") };
        const tap = (/** @type {Any} */ event) => {
          if (!dead && !selected) chat.tap(event.currentTarget, { command: { command: "start", intent: "show_product", slots } }, value);
        };
        return h(
          "button",
          { type: "button", class: "val" + (available ? "" : " out"), "aria-pressed": String(selected), "aria-disabled": dead && "true", onclick: tap },
          h("span", { dir: "auto" }, value),
          !available && hidden(`, ${chat.t("soldOut")}`),
        );
      }),
    ),
  );
};

/** @param {Any} block @param {Chat} chat @param {string} [tag] */
const card = (block, chat, tag = "article") => {
  const id = fresh();
  return h(
    tag,
    { class: "card", "aria-labelledby": id },
    picture(block.image, chat, "shot"),
    h(
      "div",
      { class: "in" },
      block.reason && h("p", { class: "hint", dir: "auto" }, block.reason),
      h("h3", { id, dir: "auto" }, block.url ? chat.link(block.url, {}, block.title) : block.title),
      block.subtitle && h("p", { class: "hint", dir: "auto" }, block.subtitle),
      price(block, chat),
      block.stock_text && h("p", { class: "stock " + block.stock }, block.stock_text),
      block.options?.map((/** @type {Any} */ option) => choice(option, chat)),
      actions(block.buttons, chat),
    ),
  );
};

/** @param {Any} block @param {Chat} chat */
const carousel = ({ items, more }, chat) => {
  const list = h("ul", { class: "reel", "aria-label": chat.t("products", items.length) });
  list.append(...items.map((/** @type {Any} */ item) => h("li", {}, card(item, chat, "div"))), ...(more ? [h("li", { class: "rest" }, chat.button(more))] : []));
  if (!list.querySelector("a,button")) list.tabIndex = 0;
  const move = (/** @type {number} */ way) => () => {
    const step = list.firstChild.getBoundingClientRect().width + 12;
    list.scrollBy({ left: step * way * (chat.dir == "rtl" ? -1 : 1), behavior: matchMedia("(prefers-reduced-motion:reduce)").matches ? "auto" : "smooth" });
  };
  const arrow = (/** @type {string} */ name, /** @type {number} */ way, /** @type {string} */ path) =>
    h("button", { type: "button", class: "turn flip", "aria-label": chat.t(name), onclick: move(way) }, icon(path));
  const [back, on] = [arrow("prev", -1, "M15 6l-6 6 6 6"), arrow("next", 1, "M9 6l6 6-6 6")];
  back.ariaDisabled = "true";
  const turns = h("div", { class: "turns" }, h("span", { class: "hint" }, chat.t("products", items.length)), back, on);
  const ends = () => {
    const at = Math.abs(list.scrollLeft);
    back.ariaDisabled = String(at < 4);
    on.ariaDisabled = String(at > list.scrollWidth - list.clientWidth - 4);
    if (list.clientWidth) turns.hidden = list.scrollWidth < list.clientWidth + 4;
  };
  list.onscroll = ends;
  new ResizeObserver(ends).observe(list);
  return h("div", { class: "wide" }, turns, list);
};

/** @param {Any} block @param {Chat} chat */
const comparison = ({ items, rows }, chat) =>
  h(
    "div",
    { class: "box scroll", tabindex: 0, role: "group", "aria-label": items.map((/** @type {Any} */ item) => item.title).join(", ") },
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("td"),
          items.map((/** @type {Any} */ item) =>
            h("th", { scope: "col" }, picture(item.image, chat, "thumb"), h("span", { dir: "auto" }, item.url ? chat.link(item.url, {}, item.title) : item.title), price(item, chat), actions(item.buttons, chat)),
          ),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map((/** @type {Any} */ { label, values, differs }) =>
          h("tr", { class: differs && "differs" }, h("th", { scope: "row", dir: "auto" }, label, differs && hidden(` (${chat.t("differs")})`)), values.map((/** @type {string} */ value) => h("td", { dir: "auto" }, value))),
        ),
      ),
    ),
  );

/** A line of a cart or an order. @param {Any} line @param {Chat} chat @param {any} [tools] */
const article = (line, chat, tools) =>
  h(
    "li",
    { class: "line" },
    picture(line.image, chat, "thumb"),
    h(
      "div",
      { class: "mid2" },
      h("span", { class: "name", dir: "auto" }, line.title),
      line.options_text && h("span", { class: "hint", dir: "auto" }, line.options_text),
      line.problem && h("span", { class: "bad" }, line.problem),
    ),
    h("div", { class: "sum" }, h("b", {}, line.total.text), h("span", { class: tools ? "hint fixed" : "hint" }, `${line.unit_price.text} × ${line.quantity}`)),
    tools,
  );

/** @param {Any[] | undefined} totals */
const sums = (totals) => totals?.[0] && h("dl", { class: "sums" }, totals.map(({ kind, label, price }) => h("div", { class: kind }, h("dt", {}, label), h("dd", {}, price.text))));

/** Quantity and removal of a line; several taps on + are one message. @param {Any} line @param {Chat} chat */
const stepper = (line, chat) => {
  const most = line.max_quantity ?? 99;
  let wanted = line.quantity;
  let timer = 0;
  const shown = h("output", { "aria-label": chat.t("count") }, wanted);
  const step = (/** @type {number} */ by) => () => {
    const next = Math.min(Math.max(wanted + by, 1), most);
    if (next == wanted) return;
    wanted = next;
    shown.textContent = String(wanted);
    ends();
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (wanted != line.quantity) chat.send({ command: { command: "start", intent: "change_quantity", slots: { line: line.line_id, quantity: wanted } } }, `${line.title} × ${wanted}`);
      line.quantity = wanted;
    }, 700);
  };
  const sign = (/** @type {string} */ name, /** @type {number} */ by, /** @type {string} */ path) =>
    h("button", { type: "button", "aria-label": chat.t(name, line.title), onclick: step(by) }, icon(path));
  const [fewer, more] = [sign("fewer", -1, "M6 12h12"), sign("more", 1, "M6 12h12M12 6v12")];
  const ends = () => {
    fewer.ariaDisabled = String(wanted < 2);
    more.ariaDisabled = String(wanted >= most);
  };
  ends();
  const label = chat.t("removeThis", line.title);
  const remove = (/** @type {Any} */ event) => {
    clearTimeout(timer);
    chat.tap(event.currentTarget, { command: { command: "start", intent: "remove_from_cart", slots: { line: line.line_id } } }, label);
  };
  return h("div", { class: "tools" }, h("div", { class: "steps" }, fewer, shown, more), h("button", { type: "button", class: "quiet", "aria-label": label, onclick: remove }, chat.t("remove")));
};

/** Only the newest of its kind can be changed: what is older is a record. @param {any} node @param {Chat} chat @param {string} kind */
const newest = (node, chat, kind) => {
  node.dataset.kind = kind;
  // Blocks are drawn oldest first; rows that came later are looked for once this one stands in its place.
  queueMicrotask(() => {
    const all = [...chat.log.querySelectorAll(`[data-kind="${CSS.escape(kind)}"]`)];
    all.slice(0, -1).forEach((old) => {
      old.classList.add("past");
      old.removeAttribute("aria-label"); // one landmark of a kind: the one in use
      old.querySelectorAll("fieldset").forEach((/** @type {HTMLFieldSetElement} */ set) => (set.disabled = true));
    });
  });
  return node;
};

/** @param {Any} block @param {Chat} chat */
const cart = (block, chat) => {
  const edit = block.editable !== false && !block.order_number;
  const name = block.order_number ? chat.t("order", block.order_number) : chat.t(edit ? "cart" : "contents");
  const node = h(
    "section",
    { class: "box", role: "group", "aria-label": name },
    h("h3", {}, name),
    h("ul", { class: "lines" }, block.lines.map((/** @type {Any} */ line) => article(line, chat, edit && stepper(line, chat)))),
    sums(block.totals),
    block.note && h("p", { class: "hint", dir: "auto" }, block.note),
    actions(block.buttons, chat),
  );
  return edit ? newest(node, chat, "cart") : node;
};

/** @param {Any} block @param {Chat} chat */
const order = (block, chat) => {
  const id = fresh();
  const signs = { done: TICK, current: "", ahead: "", failed: "M7 7l10 10M17 7 7 17" };
  return h(
    "section",
    { class: "box", role: "group", "aria-labelledby": id },
    h("h3", { id, dir: "auto" }, block.title, block.test && h("span", { class: "tag" }, chat.t("test"))),
    h("p", { class: "name", dir: "auto" }, block.state_text),
    h(
      "ol",
      { class: "way" },
      block.steps.map((/** @type {Any} */ { label, at, state = "ahead" }) =>
        h("li", { class: state, "aria-current": state == "current" && "step" }, h("i", {}, signs[/** @type {"done"} */ (state)] && icon(signs[/** @type {"done"} */ (state)])), h("span", { dir: "auto" }, label, hidden(` (${chat.t(state == "failed" ? "stopped" : state)})`)), at && h("small", {}, at)),
      ),
    ),
    block.lines?.[0] && h("details", {}, h("summary", {}, chat.t("contents")), h("ul", { class: "lines" }, block.lines.map((/** @type {Any} */ line) => article(line, chat))), sums(block.totals)),
    actions([block.tracking, ...(block.buttons || [])].filter(Boolean), chat),
  );
};

/** One question of a form: node, and how to read and judge it. @param {Any} field @param {Chat} chat */
const question = (field, chat) => {
  const { name, label, kind = "text", required = true, value, options = [], placeholder, autocomplete, inputmode, max_length } = field;
  const [id, note, fault] = [fresh(), fresh(), fresh()];
  const help = field.help && h("p", { class: "hint", id: note, dir: "auto" }, field.help);
  const error = h("p", { class: "bad", id: fault, hidden: !field.error }, field.error);
  const said = [field.help && note, fault].filter(Boolean).join(" ");
  const common = { id, name, "aria-describedby": said, "aria-required": String(required), "aria-invalid": field.error && "true", autocomplete, inputmode, placeholder, maxlength: max_length };
  const title = [label, !required && h("span", { class: "hint" }, ` (${chat.t("optional")})`)];
  /** @type {any} */
  let input;
  /** @type {any} */
  let body;
  if (kind == "choice") {
    body = h(
      "fieldset",
      { class: "radios", "aria-describedby": said },
      h("legend", { dir: "auto" }, title),
      options.map((/** @type {Any} */ option) =>
        h("label", { class: "radio" }, h("input", { type: "radio", name: id, value: option.value, checked: option.value == value }), h("span", { class: "grow", dir: "auto" }, option.label, option.detail && h("small", { class: "hint" }, option.detail)), option.price && h("b", {}, option.price.text)),
      ),
    );
    input = body.querySelector("input");
  } else if (kind == "checkbox") {
    input = h("input", { ...common, type: "checkbox", checked: value == "true", maxlength: null, placeholder: null });
    body = h("label", { class: "radio" }, input, h("span", { class: "grow", dir: "auto" }, title));
  } else {
    if (kind == "select") input = h("select", { ...common, maxlength: null, placeholder: null, inputmode: null }, !value && h("option", { value: "" }, chat.t("choose")), options.map((/** @type {Any} */ option) => h("option", { value: option.value, selected: option.value == value }, option.label)));
    else if (kind == "textarea") input = h("textarea", { ...common, rows: 3, dir: "auto" }, value);
    else input = h("input", { ...common, type: kind == "number" ? "text" : kind, inputmode: inputmode || (kind == "number" ? "numeric" : null), value, dir: kind == "text" && "auto" });
    body = [h("label", { for: id, dir: "auto" }, title), input];
  }
  const read = () => {
    if (kind == "choice") return body.querySelector(":checked")?.value || "";
    if (kind == "checkbox") return input.checked ? "true" : "";
    // Digits and signs typed in full width count as typed in half width where only those make sense.
    const text = input.value.trim();
    return /^(email|tel|number)$/.test(kind) || inputmode == "numeric" ? text.normalize("NFKC") : text;
  };
  const judge = () => {
    const now = read();
    const wrong = !now && required ? chat.t("empty") : kind == "email" && now && !/^\S+@\S+\.\S+$/.test(now) ? chat.t("email") : "";
    error.textContent = wrong;
    error.hidden = !wrong;
    const marked = kind == "choice" ? body : input;
    wrong ? marked.setAttribute("aria-invalid", "true") : marked.removeAttribute("aria-invalid");
    return !wrong;
  };
  return { name, read, judge, focus: () => input?.focus(), node: h("div", { class: "field" }, body, help, error) };
};

/** @param {Any} block @param {Chat} chat */
const form = (block, chat) => {
  const fields = block.fields.map((/** @type {Any} */ field) => question(field, chat));
  const set = h("fieldset", { class: "fields" });
  const send = h("button", { class: "b primary", type: "submit" }, block.submit);
  const node = h(
    "form",
    {
      class: "box",
      novalidate: true,
      "aria-label": block.title || block.submit,
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        const bad = fields.filter((/** @type {Any} */ field) => !field.judge());
        if (bad[0]) return bad[0].focus();
        const values = Object.fromEntries(fields.map((/** @type {Any} */ { name, read }) => [name, read()]));
        set.disabled = true;
        chat.focusIn();
        chat.send({ form: { id: block.form_id, values } }, `✓ ${block.title || block.submit}`, (/** @type {boolean} */ ok) => {
          if (!ok) set.disabled = false;
        });
      },
    },
    set,
  );
  set.append(...(block.title ? [h("h3", { dir: "auto" }, block.title)] : []), ...fields.map((/** @type {Any} */ field) => field.node), h("div", { class: "acts" }, send, block.cancel && chat.button(block.cancel)));
  return newest(node, chat, "form");
};

/** Markdown without HTML, as far as answers need it: headings, lists, bold, slanted, code, links. @param {string} text @param {Chat} chat */
export const markdown = (text, chat) => {
  const inline = (/** @type {string} */ line) =>
    line.split(/(\*\*.+?\*\*|`[^`]+`|\[[^\]]+\]\((?:[^()\s]|\([^()\s]*\))+\)|(?<![\w*\\])\*[^*\s][^*]*\*(?![\w*]))/).map((part, i) => {
      const link = i % 2 && /^\[(.+)\]\((.+)\)$/.exec(part);
      if (link) return chat.link(link[2], {}, link[1]);
      if (i % 2 == 0) return part.replace(/\\([\\`*_[\]()#+.!-])/g, "$1");
      return part[0] == "`" ? h("code", {}, part.slice(1, -1)) : part[1] == "*" ? h("strong", {}, part.slice(2, -2)) : h("em", {}, part.slice(1, -1));
    });
  /** @type {any[]} */
  const nodes = [];
  /** @type {any} */
  let open = null;
  for (const line of text.split(/\r?\n/)) {
    const item = /^\s*(?:([-*+])|\d+[.)])\s+(.*)/.exec(line);
    const title = /^#{1,6}\s+(.*)/.exec(line);
    if (item) {
      const tag = item[1] ? "UL" : "OL";
      if (open?.tagName != tag) nodes.push((open = h(tag.toLowerCase(), { dir: "auto" })));
      open.append(h("li", {}, inline(item[2])));
    } else if (title) {
      open = null;
      nodes.push(h("p", { dir: "auto" }, h("strong", {}, inline(title[1]))));
    } else if (!line.trim()) open = null;
    else if (open?.tagName == "P") open.append(h("br"), ...inline(line).flat());
    else if (open && /^\s/.test(line)) open.lastChild.append(" ", ...inline(line).flat());
    else nodes.push((open = h("p", { dir: "auto" }, inline(line))));
  }
  return nodes;
};

/** @param {Any} block @param {Chat} chat */
const quote = ({ text, source }, chat) =>
  h(
    "figure",
    { class: "text quote" },
    h("blockquote", {}, markdown(text, chat)),
    h("figcaption", {}, h("span", {}, chat.t("source") + ": "), h("cite", { dir: "auto", title: source.reference, "data-reference": source.reference, "data-version": source.version }, source.url ? chat.link(source.url, {}, source.title) : source.title)),
  );

/** @param {Any} block @param {Chat} chat */
const payment = (block, chat) =>
  h(
    "section",
    { class: "box", role: "group", "aria-label": chat.t("order", block.order_number) },
    h("p", { class: "hint" }, chat.t("order", block.order_number), block.test && h("span", { class: "tag" }, chat.t("test"))),
    h("p", { class: "big" }, block.amount.text),
    // In a tab of its own: the conversation stays, and the confirmation arrives in it.
    chat.link(block.url, { class: "b primary full", target: "_blank", rel: "noopener" }, block.label),
    block.expires_text && h("p", { class: "hint", dir: "auto" }, block.expires_text),
  );

/** @param {Any} block @param {Chat} chat */
const place = ({ name, address, hours, url }, chat) =>
  h("section", { class: "box side" }, icon(PIN), h("div", { class: "grow" }, h("h3", { dir: "auto" }, name), h("p", { dir: "auto" }, address), hours && h("p", { class: "hint", dir: "auto" }, hours), url && chat.link(url, { class: "b" }, chat.t("map"))));

/** @param {Any} block @param {Chat} chat */
const file = ({ name, url, size_text }, chat) =>
  chat.link(url, { class: "box side file", download: "", target: "_blank", rel: "noopener" }, icon(PAGE), h("span", { class: "grow" }, hidden(chat.t("download") + " "), h("span", { class: "name", dir: "auto" }, name), size_text && h("span", { class: "hint" }, size_text)));

/** @param {Any} block @param {Chat} chat */
const coupon = ({ code, text, expires_text }, chat) => {
  const shown = h("code", { class: "code" }, code);
  const copy = h("button", {
    type: "button",
    class: "b",
    onclick: async () => {
      try {
        await navigator.clipboard.writeText(code);
        copy.textContent = chat.t("copied");
        chat.announce(chat.t("copied"));
      } catch {
        getSelection()?.selectAllChildren(shown); // not allowed here: at least it is marked, ready to be copied
      }
    },
  }, chat.t("copy"), hidden(" " + code));
  return h("section", { class: "box coupon" }, h("p", { class: "name", dir: "auto" }, text), h("div", { class: "acts" }, shown, copy), expires_text && h("p", { class: "hint", dir: "auto" }, expires_text));
};

/** One tap; the answer stays to be seen. @param {Any} block @param {Chat} chat */
const rating = ({ prompt, labels }, chat) => {
  const id = fresh();
  const last = Math.max(labels.length - 1, 1);
  const set = h("div", { class: "rates" });
  labels.forEach((/** @type {string} */ label, /** @type {number} */ i) => {
    const node = h("button", {
      type: "button",
      class: "val",
      "aria-pressed": "false",
      onclick: () => {
        if (set.dataset.given) return;
        set.dataset.given = label;
        node.setAttribute("aria-pressed", "true");
        chat.send({ command: { command: "rate", value: 1 + Math.round((i * 4) / last) } }, label, (/** @type {boolean} */ ok) => {
          if (!ok) delete set.dataset.given, node.setAttribute("aria-pressed", "false");
        });
      },
    }, label);
    set.append(node);
  });
  return h("div", { class: "box", role: "group", "aria-labelledby": id }, h("p", { id, class: "name", dir: "auto" }, prompt), set);
};

/** @type {Record<string, (block: Any, chat: Chat) => any>} */
export const BLOCKS = {
  card, carousel, comparison, cart, order, form, quote, place, file, coupon, rating,
  payment_link: payment,
  picture: ({ image }, chat) => picture(image, chat, "photo") || chat.text(image?.alt || ""),
};

export const STYLE = `h3{margin:0;font-size:1em;font-weight:600;line-height:1.35;overflow-wrap:anywhere}h3 a{color:inherit;text-decoration:none}h3 a:hover{text-decoration:underline}
.hint{font-size:.8125em;line-height:1.45;color:var(--soft)}.bad{font-size:.8125em;color:var(--bad)}.name{font-weight:600;overflow-wrap:anywhere}.hint,.bad,.name{display:block}legend .hint,label .hint{display:inline}.grow{flex:1;min-width:0}.gone{visibility:hidden}
.card,.box,.reel{position:relative}.card,.box{width:100%;border:1px solid var(--line);border-radius:16px;background:var(--s);overflow:hidden}.card{max-width:19em}.box{container-type:inline-size;display:flex;flex-direction:column;gap:.75em;padding:1em}.in{display:flex;flex-direction:column;gap:.375em;padding:.875em 1em 1em;flex:1}
.shot{display:block;width:100%;height:auto;aspect-ratio:4/3;object-fit:cover;background:var(--s1)}.thumb{flex:none;width:3.5em;height:3.5em;object-fit:cover;border-radius:10px;background:var(--s1)}.photo{display:block;max-width:min(100%,18em);height:auto;border-radius:16px}
.price b{font-weight:650;font-size:1.0625em}.sale{color:var(--bad)}s{font-size:.875em;color:var(--soft)}.stock{font-size:.8125em;color:var(--good)}.stock.low{color:var(--warn)}.stock.out_of_stock{color:var(--soft)}
.acts,.vals,.rates{display:flex;flex-wrap:wrap;gap:.5em;align-items:center}.in>.acts{margin-top:auto;padding-top:.5em}.in>.acts>.b,:is(.box,.fields)>.acts>.primary,.full{flex:1 1 auto}.opt{margin-top:.25em}.vals{margin-top:.25em}
.val{border-color:var(--edge);padding:.375em .75em;font-size:.9375em}.val[aria-pressed=true]{border-color:var(--ink);box-shadow:inset 0 0 0 1px var(--ink);color:var(--ink);font-weight:600}.val.out{color:var(--soft);text-decoration:line-through;border-style:dashed}
.wide{width:100%}.reel{display:flex;gap:.75em;margin:0;margin-inline:-2px -1em;padding:2px;padding-inline-end:1em;list-style:none;overflow-x:auto;scroll-snap-type:x proximity;scrollbar-width:none}.reel li{flex:0 0 13.5em;max-width:82%;display:flex;scroll-snap-align:start;scroll-margin-inline:2px}.reel .card{display:flex;flex-direction:column}.rest{align-items:center}.reel .rest{flex-basis:auto}
.turns{display:flex;align-items:center;margin-bottom:.25em}.turns .hint{flex:1}.turn{padding:0}[dir=rtl] .turn.flip{transform:scaleX(-1)}
.scroll{overflow-x:auto;display:block;padding:.25em 0}table{border-collapse:collapse;font-size:.875em;min-width:100%}th,td{padding:.625em;text-align:start;vertical-align:top;border-bottom:1px solid var(--line);min-width:6.5em}tr:last-child>*{border:0}tbody th{font-weight:400;color:var(--soft);min-width:4em;padding-inline-start:1em}thead th{font-weight:600}thead .thumb{display:block;margin-bottom:.5em}.differs td{font-weight:600}
.lines{margin:0;padding:0;list-style:none;display:flex;flex-direction:column;gap:.875em}.line{display:grid;grid-template-columns:auto minmax(0,1fr) auto;gap:0 .75em}.line .thumb{grid-row:1/3}.mid2{grid-column:2}.sum{text-align:end;white-space:nowrap}.tools{grid-column:2/4;display:flex;align-items:center;gap:.25em;flex-wrap:wrap;margin-top:.375em}.steps{display:flex;align-items:center;border:1px solid var(--edge);border-radius:12px}.steps button{padding:0}.steps output{min-width:1.75em;text-align:center;font-weight:600}.quiet{color:var(--soft);font-size:.8125em;text-decoration:underline;text-underline-offset:3px;padding:0 .5em}
.past .tools,.past .acts,.box:not(.past) .fixed{display:none}.past{opacity:1;background:var(--s1);color:var(--soft)}
.sums{margin:0;padding-top:.75em;border-top:1px solid var(--line);display:flex;flex-direction:column;gap:.25em;font-size:.9375em}.sums div{display:flex;justify-content:space-between;gap:1em}dd{margin:0;text-align:end}.sums .total{font-weight:650;font-size:1.0667em;padding-top:.25em}.sums .discount{color:var(--good)}
.way{margin:0;padding:0;list-style:none}.way li{position:relative;display:grid;grid-template-columns:1.5em 1fr auto;gap:0 .75em;padding-bottom:1em;align-items:baseline}.way li:last-child{padding-bottom:0}.way i{width:1.375em;height:1.375em;border-radius:50%;border:2px solid var(--edge);background:var(--s);display:grid;place-items:center;align-self:start}.way svg{width:.875em;height:.875em;stroke-width:3}.way li:not(:last-child):before{content:"";position:absolute;inset-block:1.375em 0;inset-inline-start:.625em;width:2px;background:var(--line)}.way .done i,.way .current i{border-color:var(--fill)}.way .done i{background:var(--fill);color:var(--on)}.way .current i:after{content:"";width:.5em;height:.5em;border-radius:50%;background:var(--ink)}.way .current{font-weight:600}.way .ahead{color:var(--soft)}.way .failed i{border-color:var(--bad);color:var(--bad)}small{font-size:.8125em;font-weight:400;color:var(--soft)}
summary{min-height:44px;display:flex;align-items:center;cursor:pointer;font-size:.875em;color:var(--ink)}summary:after{content:"";width:.5em;height:.5em;margin:-.25em .75em 0;border:solid;border-width:0 2px 2px 0;transform:rotate(45deg)}
.fields,.radios{border:0;margin:0;padding:0;min-width:0;display:flex;flex-direction:column;gap:1em}.radios{gap:.5em}.field{display:flex;flex-direction:column;gap:.25em}label,legend{font-size:.875em;font-weight:600;padding:0}legend{margin-bottom:.5em}
.box :is(input,textarea,select){width:100%;min-height:46px;height:auto;padding:.5em .75em;border:1px solid var(--edge);border-radius:12px;background:var(--s);font-size:max(16px,1em);line-height:1.4}.box :is(input,textarea,select):focus-visible{outline:2px solid var(--ink);outline-offset:-1px}[aria-invalid=true]:is(input,textarea,select){border-color:var(--bad)}
.radio{display:flex;align-items:center;gap:.75em;min-height:46px;padding:.5em .875em;border:1px solid var(--edge);border-radius:12px;font-weight:500;font-size:.9375em;cursor:pointer}.radio small{display:block}.radio:has(:checked){border-color:var(--ink);box-shadow:inset 0 0 0 1px var(--ink)}.box .radio input{flex:none;width:1.25em;height:1.25em;min-height:0;margin:0;accent-color:var(--ink)}fieldset:disabled{opacity:.65}
.quote{white-space:normal}blockquote{margin:0;display:flex;flex-direction:column;gap:.5em}.quote ul,.quote ol{margin:0;padding-inline-start:1.25em}code{font:.9em ui-monospace,monospace}figcaption{margin-top:.625em;padding-top:.5em;border-top:1px solid var(--line);font-size:.8125em;color:var(--soft)}cite{font-style:normal}figure{margin:0}
.big{font-size:1.5em;font-weight:650;line-height:1.2}.side{flex-direction:row;align-items:flex-start}.side>svg{color:var(--ink)}.side .grow{display:flex;flex-direction:column;gap:.25em;align-items:flex-start}.file{color:inherit;text-decoration:none;align-items:center}.file:hover{background:var(--s1)}
.coupon{border-style:dashed;border-color:var(--ink)}.code{padding:.5em .75em;border-radius:10px;background:var(--s1);font-weight:700;font-size:1em;letter-spacing:.06em;user-select:all}.rates{gap:.375em}.rates .val{padding-inline:.625em}
@container(max-width:17em){.line{grid-template-columns:auto minmax(0,1fr)}.line .thumb{width:2.25em;height:2.25em}.sum{grid-column:2;text-align:start;white-space:normal}.tools{grid-column:1/3}.way li{grid-template-columns:1.5em 1fr}.way small{grid-column:2}}
@media(forced-colors:active){.card,.box,.val,.radio{border:1px solid CanvasText}.val[aria-pressed=true],.radio:has(:checked){outline:2px solid Highlight}.way .done i{background:CanvasText}}`;
