// @ts-check
// The rich blocks of a message, to be read: what the shopper was shown, without anything to tap.

import { html } from "./vendor/preact.js";
import { t } from "./store.js";
import { icon, safe } from "./words.js";

const Picture = ({ image, size = 48 }) =>
  image && safe(image.url) ? html`<img class="pic" src=${safe(image.url)} alt=${image.alt} width=${size} height=${size} loading="lazy" />` : null;

const Prices = ({ item }) =>
  html`<span class="price">${item.price.text}${item.list_price && html` <s>${item.list_price.text}</s>`}</span>`;

const Card = ({ item }) => html`
  <li class="item">
    <${Picture} image=${item.image} />
    <span class="grow"><b>${item.title}</b>${item.subtitle && html`<span class="soft"> · ${item.subtitle}</span>`}<br />
      <${Prices} item=${item} />${item.stock_text && html`<span class="soft"> · ${item.stock_text}</span>`}
      ${item.reason && html`<br /><span class="soft">${item.reason}</span>`}</span>
  </li>`;

export const Lines = ({ lines, totals = [] }) => html`
  <ul class="items">
    ${lines.map((line) => html`
      <li class="item" key=${line.line_id}>
        <${Picture} image=${line.image} />
        <span class="grow"><b>${line.title}</b>${line.options_text && html`<br /><span class="soft">${line.options_text}</span>`}
          ${line.problem && html`<br /><span class="bad">${line.problem}</span>`}</span>
        <span class="sum">${line.quantity} × ${line.unit_price.text}</span>
      </li>`)}
  </ul>
  ${totals.length > 0 && html`<dl class="totals">${totals.map((total) => html`<div class=${total.kind} key=${total.label}><dt>${total.label}</dt><dd>${total.price.text}</dd></div>`)}</dl>`}`;

const MARKS = { done: "●", current: "◉", ahead: "○", failed: "✕" };

export const Steps = ({ steps }) => html`
  <ol class="steps">${steps.map((step, n) => html`<li class=${step.state} key=${n}><span aria-hidden="true">${MARKS[step.state]}</span> ${step.label}${step.at && html` <span class="soft">${step.at}</span>`}</li>`)}</ol>`;

const Link = ({ url, children }) =>
  safe(url) ? html`<a href=${safe(url)} target="_blank" rel="noopener noreferrer">${children}</a>` : html`<span>${children}</span>`;

const Offered = ({ options }) => html`
  <p class="offered"><span class="hidden">${t("offered")}: </span>${options.map((option) => html`<span class="chip" key=${option.label}>${option.label}</span> `)}</p>`;

const KINDS = {
  text: ({ block }) => html`<p class="text">${block.text}</p>`,
  notice: ({ block }) => html`<p class="text">${block.text}</p>`,
  quote: ({ block }) => html`<blockquote><p class="text">${block.text}</p><footer class="soft">${block.source.title} · ${block.source.reference}</footer></blockquote>`,
  buttons: ({ block }) => html`${block.prompt && html`<p class="text">${block.prompt}</p>`}<${Offered} options=${block.options} />`,
  card: ({ block }) => html`<ul class="items"><${Card} item=${block} /></ul>`,
  carousel: ({ block }) => html`<ul class="items">${block.items.map((item) => html`<${Card} item=${item} key=${item.product_id} />`)}</ul>`,
  comparison: ({ block }) => html`
    <div class="scroll" tabindex="0" role="group" aria-label=${block.items.map((item) => item.title).join(", ")}><table>
      <thead><tr><td></td>${block.items.map((item) => html`<th scope="col" key=${item.product_id}>${item.title}</th>`)}</tr></thead>
      <tbody>${block.rows.map((row) => html`<tr key=${row.label}><th scope="row">${row.label}</th>${row.values.map((value, n) => html`<td key=${n}>${value}</td>`)}</tr>`)}</tbody>
    </table></div>`,
  cart: ({ block }) => html`<${Lines} lines=${block.lines} totals=${block.totals} />${block.note && html`<p class="soft">${block.note}</p>`}`,
  order: ({ block }) => html`<p><b>${block.title}</b> · ${block.state_text}</p><${Steps} steps=${block.steps} /><${Lines} lines=${block.lines || []} totals=${block.totals} />`,
  form: ({ block }) => html`<p class="soft">${block.title}</p><ul class="plain">${block.fields.map((field) => html`<li key=${field.name}>${field.label}${field.error && html` <span class="bad">${field.error}</span>`}</li>`)}</ul>`,
  payment_link: ({ block }) => html`<p>${block.label}: <b>${block.amount.text}</b>${block.expires_text && html` <span class="soft">${block.expires_text}</span>`}</p>`,
  place: ({ block }) => html`<p><b>${block.name}</b><br />${block.address}${block.hours && html`<br /><span class="soft">${block.hours}</span>`}</p>`,
  file: ({ block }) => html`<p><${Link} url=${block.url}>${block.name}<//></p>`,
  coupon: ({ block }) => html`<p><code>${block.code}</code> ${block.text}</p>`,
  picture: ({ block }) => html`<${Picture} image=${block.image} size="160" />`,
  rating: ({ block }) => html`<p class="text">${block.prompt}</p><${Offered} options=${block.labels.map((label) => ({ label }))} />`,
};

/** A message's blocks; one we do not know shows what words it has. */
export const Blocks = ({ blocks }) =>
  blocks.map((block, n) => {
    const Kind = KINDS[block.type];
    return Kind ? html`<${Kind} block=${block} key=${n} />` : html`<p class="text" key=${n}>${block.text || block.title || block.prompt || ""}</p>`;
  });

export const Order = ({ order }) => html`
  <details class="order">
    <summary><span class="grow"><b>${order.number}</b>${order.test && html` <span class="chip">${t("test")}</span>`}<br /><span class="soft">${order.state_text}</span></span><span class="sum">${order.total}</span></summary>
    <${Steps} steps=${order.block.steps} />
    <${Lines} lines=${order.block.lines || []} totals=${order.block.totals || []} />
    ${order.block.tracking && html`<p>${icon("send")} <${Link} url=${order.block.tracking.url}>${order.block.tracking.label}<//></p>`}
  </details>`;
