// @ts-check
// The way without a socket: the same frames, made from plain HTTP and long polling (docs/protocol.md).

/** @typedef {Record<string, any>} Any */

/**
 * Talks for `line` until it is closed or the network fails; then tells `line.closed`.
 * @param {any} line @param {Any} hello @returns {{send: (json: string) => void, close: () => void}}
 */
export const poll = (line, hello) => {
  const stop = new AbortController();
  let token = hello.token;
  let { holder, lang } = { holder: "assistant", lang: hello.lang };
  /** @type {(value?: any) => void} */
  let wake = () => {};
  let queue = Promise.resolve();

  const close = (code = 0) => {
    if (stop.signal.aborted) return;
    stop.abort();
    if (line.wire == wire) line.closed(code);
  };
  /** @param {string} path @param {Any} [body] */
  const ask = async (path, body) => {
    const response = await fetch(line.base + "widget/v1/" + path, {
      method: body ? "POST" : "GET",
      body: body && JSON.stringify(body),
      headers: { ...(token && { Authorization: "Bearer " + token }), ...(body && { "Content-Type": "application/json" }) },
      credentials: "omit",
      cache: "no-store",
      signal: stop.signal,
    });
    if (response.status == 401) close(4401);
    return { status: response.status, after: response.headers.get("Retry-After"), json: await response.json().catch(() => ({})) };
  };
  /** @param {string} fresh */
  const renew = (fresh) => {
    if (fresh && fresh != token) line.frame({ type: "session", token: (token = fresh) });
  };
  /** @param {Any} frame */
  const post = async (frame) => {
    const { status, after, json } = await ask("messages", { ...frame, type: undefined, page: hello.page, lang, identity: hello.identity });
    if (status < 300) {
      renew(json.token);
      line.frame({ ...json, type: "accepted", id: frame.id });
      wake();
    } else if (status != 401) {
      const error = { message: "", ...json.error };
      if (status == 429 || status > 499) error.retry_after ??= +(after || 3);
      line.frame({ type: "refused", id: frame.id, error });
    }
  };
  const run = async () => {
    const { json, status } = await ask("config?lang=" + encodeURIComponent(lang || "") + "&page=" + encodeURIComponent(location.pathname));
    if (status != 200) throw new Error("config: " + status);
    /** @param {string} query */
    const read = async (query) => {
      const got = await ask("messages?after=" + line.seq + query);
      if (got.status != 200) throw new Error("messages: " + got.status);
      return got.json;
    };
    let news = token ? await read("") : { messages: [], last_seq: 0 };
    lang = news.lang || json.shop.lang;
    line.polls = true;
    line.frame({ type: "welcome", shop: json.shop, token, conversation: news.last_seq ? "" : null, last_seq: news.last_seq, lang, holder: news.holder || holder });
    while (!stop.signal.aborted) {
      for (const message of news.messages) line.frame({ type: "message", message });
      renew(news.token);
      if (news.holder && (news.holder != holder || (news.lang && news.lang != lang))) {
        ({ holder, lang = lang } = news);
        line.frame({ type: "state", holder, lang });
      }
      if (!token) await new Promise((resolve) => (wake = resolve));
      news = await read("&wait=25");
    }
  };
  const wire = {
    send: (/** @type {string} */ json) => {
      const frame = JSON.parse(json);
      if (frame.type == "send") queue = queue.then(() => post(frame)).catch(() => close());
    },
    close: () => close(),
  };
  run().catch(() => close());
  return wire;
};
