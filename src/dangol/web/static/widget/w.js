// docs/widget.md
(() => {
  /** @type {any} */
  const page = window,
    doc = page.document;
  if (doc.querySelector("dangol-chat")) return;
  let loading,
    { dataset: data, src } = doc.currentScript,
    queue = (page.dangol ||= []),
    base = new URL(".", src).href,
    lang = (data.lang || doc.documentElement.lang || navigator.language).slice(0, 2),
    accent = data.accent || "__ACCENT__",
    [host, button, icon] = ["dangol-chat", "button", "p"].map((tag) => doc.createElement(tag)),
    load = () => (loading ||= import(base + "widget/__VERSION__/core.js").catch(() => (loading = 0))),
    add = (queue.push = (...commands) => {
      queue.splice(1e9, 0, ...commands);
      commands.some(([name]) => /open|send/.test(name)) && load();
    }),
    start = () => {
      doc.body.append(host);
      data.open && setTimeout(() => queue.push(["open", 1]), data.open * 1e3);
      try {
        localStorage["dangol:" + (data.shop || base)] && load();
      } catch {}
    };
  Object.assign(host, { data, base, lang, queue, role: "region" });
  host.ariaLabel = button.ariaLabel = { ko: "채팅 열기", ja: "チャットを開く" }[lang] || "Open chat";
  host.attachShadow({ mode: "open" }).append(button);
  button.append(icon);
  button.style =
    "position:fixed;z-index:2147483000;bottom:24px;inset-inline-end:24px;width:60px;height:60px;border:0;border-radius:50%;background:" + accent;
  icon.style = `pointer-events:none;height:20px;margin:0 12px;border-radius:9px 9px 9px 1px;background:oklch(from ${accent} calc(99*(.7 - l)) 0 0)`;
  button.onclick = () => add(["open"]);
  button.onfocus = button.onpointerenter = load;
  add(...queue.splice(0));
  doc.body ? start() : doc.addEventListener("DOMContentLoaded", start);
})();
