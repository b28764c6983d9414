// @ts-check
// Beside the conversation: the wish, the person, the cart, the orders, earlier talks.

import { html } from "./vendor/preact.js";
import { nameOf, t, tick } from "./store.js";
import { go } from "./route.js";
import { Lines, Order } from "./blocks.js";
import { icon, language, moment, safe, short } from "./words.js";

const Reach = ({ reach }) => {
  if (!reach) return t("reach_none");
  return reach.includes("@") ? html`<a href=${`mailto:${reach}`}>${reach}</a>` : html`<a href=${`tel:${reach}`}>${reach}</a>`;
};

const Wish = ({ panel }) => {
  const { handover } = panel;
  if (!handover) return null;
  return html`
    <section class="wish">
      <h3>${t("wants")}</h3>
      <p class="big">${handover.label}</p>
      <dl>
        ${handover.question && html`<div><dt>${t("their_words")}</dt><dd class="text" dir="auto">${handover.question}</dd></div>`}
        <div><dt>${t("reach")}</dt><dd><${Reach} reach=${handover.reach} /></dd></div>
        ${handover.order && html`<div><dt>${t("order_number")}</dt><dd>${handover.order}</dd></div>`}
        <div><dt>${t("asked_at")}</dt><dd>${moment(handover.at)}</dd></div>
      </dl>
    </section>`;
};

const Who = ({ panel, entry }) => {
  const { person, page } = panel;
  return html`
    <section>
      <h3>${t("who")}</h3>
      <p><b>${nameOf(entry)}</b><br /><span class=${person.customer ? "chip good" : "soft"}>${person.customer ? html`${icon("done")}${t("customer")} · ${person.customer}` : t("not_customer")}</span></p>
      <dl>
        ${person.email && html`<div><dt>${t("email")}</dt><dd><a href=${`mailto:${person.email}`}>${person.email}</a></dd></div>`}
        ${person.phone && html`<div><dt>${t("phone")}</dt><dd><a href=${`tel:${person.phone}`}>${person.phone}</a></dd></div>`}
        <div><dt>${t("language")}</dt><dd>${language(entry.lang)}</dd></div>
        ${page?.url && html`<div><dt>${t("page")}</dt><dd>${safe(page.url) ? html`<a href=${safe(page.url)} target="_blank" rel="noopener noreferrer">${page.title || page.url}</a>` : page.title || page.url}</dd></div>`}
        <div><dt>${t("since")}</dt><dd>${moment(person.since)}</dd></div>
      </dl>
    </section>`;
};

const Understood = ({ wishes }) => wishes.some((wish) => wish.labels.length) && html`
  <section>
    <h3>${t("understood")}</h3>
    <ol class="plain">${wishes.filter((wish) => wish.labels.length).map((wish, n) => html`<li key=${n}>${wish.labels.join(", ")}${wish.did.length > 0 && html`<span class="soft code">${wish.did.join(", ")}</span>`}</li>`)}</ol>
  </section>`;

const Past = ({ past }) => past.length > 0 && html`
  <section>
    <h3>${t("past")}</h3>
    <ul class="plain">${past.map((entry) => html`<li key=${entry.id}><a href=${`/desk/c/${entry.id}`} onClick=${(event) => { event.preventDefault(); go({ open: entry.id }); }}>${short(entry.at, tick.value)} · ${entry.last?.text || nameOf(entry)}</a></li>`)}</ul>
  </section>`;

export const Panel = ({ talk, entry, shown, close }) => {
  const { panel } = talk;
  if (!panel) return null;
  return html`
    <aside class=${`panel ${shown ? "shown" : ""}`} aria-label=${t("details")}>
      <button type="button" class="icon-button panel-close" aria-label=${t("close")} onClick=${close}>${icon("close")}</button>
      <h2 class="hidden">${t("details")}</h2>
      <${Wish} panel=${panel} />
      <${Who} panel=${panel} entry=${entry} />
      ${panel.tags?.length > 0 && html`<section><h3>${t("tags")}</h3><p>${panel.tags.map((tag) => html`<span class="chip" key=${tag}>${tag}</span> `)}</p></section>`}
      <${Understood} wishes=${panel.wishes} />
      <section>
        <h3>${t("cart")}</h3>
        ${panel.cart ? html`<${Lines} lines=${panel.cart.lines} totals=${panel.cart.totals} />` : html`<p class="soft">${t("cart_empty")}</p>`}
      </section>
      <section>
        <h3>${t("orders")}</h3>
        ${panel.orders.length ? panel.orders.map((order) => html`<${Order} order=${order} key=${order.id} />`) : html`<p class="soft">${t("orders_none")}</p>`}
      </section>
      ${panel.spent?.length > 0 && html`<section><h3>${t("model")}</h3>${panel.spent.map((words) => html`<p key=${words}>${words}</p>`)}</section>`}
      <${Past} past=${panel.past} />
    </aside>`;
};
