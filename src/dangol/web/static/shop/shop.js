// The shop page's few movements. Everything on it works without them but the chat.
const queue = (window.dangol = window.dangol || []);

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dangol], [data-picture]");
  if (!button) return;
  if (button.dataset.picture) {
    const large = document.getElementById("large");
    large.src = button.dataset.picture;
    large.alt = button.dataset.alt || "";
    for (const other of document.querySelectorAll("[data-picture]")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
    return;
  }
  queue.push(["open"]);
  if (button.dataset.dangol === "command") {
    const command = {
      command: "start",
      intent: button.dataset.intent,
      slots: { product: `product:${button.dataset.product}` },
    };
    queue.push(["send", { command, label: button.textContent.trim() }]);
  }
});
