// @ts-check
// The address is the view: which conversation, which list. Back and forward work, and a link can be sent to a colleague.

import { FILTERS, STEP, filter, most, open, show } from "./store.js";

const read = () => {
  const id = location.pathname.match(/^\/desk\/c\/([a-z0-9_]+)$/)?.[1] || null;
  const wanted = new URLSearchParams(location.search).get("show") || "";
  if (FILTERS.includes(wanted)) filter.value = wanted;
  if (id !== open.value) show(id);
};

/** Go to a conversation (null: the list alone) or another list. */
export const go = ({ open: id = open.value, filter: list = filter.value }) => {
  const address = `${id ? `/desk/c/${id}` : "/desk"}${list === "waiting" ? "" : `?show=${list}`}`;
  if (address !== location.pathname + location.search) history.pushState(null, "", address);
  if (list !== filter.value) most.value = STEP;
  filter.value = list;
  if (id !== open.value) show(id);
};

export const follow = () => {
  addEventListener("popstate", read);
  read();
};
