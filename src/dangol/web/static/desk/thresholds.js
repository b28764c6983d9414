// @ts-check
// The sliders of the owner's page: each moves its number, and the other way round; the lower one is never above the upper one.

const fields = /** @type {Record<string, HTMLInputElement>} */ ({});
const sliders = /** @type {Record<string, HTMLInputElement>} */ ({});
for (const slider of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-for]"))) {
  const name = slider.dataset.for || "";
  const field = /** @type {HTMLInputElement} */ (document.getElementById(name));
  fields[name] = field;
  sliders[name] = slider;
  slider.hidden = false;
  slider.addEventListener("input", () => set(name, slider.value));
  field.addEventListener("change", () => set(name, field.value));
}

/** @param {string} name @param {string} value */
function set(name, value) {
  fields[name].value = sliders[name].value = value;
  const other = name == "act" ? "ask" : "act";
  if (+fields.ask.value > +fields.act.value) fields[other].value = sliders[other].value = value;
}
