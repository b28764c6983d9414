// @ts-check
// Follows a training: shows how far it is until it is over, and says so. Without a script the page is loaded again by hand.

const EVERY = 1500; // milliseconds
const MOST_FAILURES = 40;
const said = /** @type {HTMLElement} */ (document.getElementById("training-said"));

/** @returns {HTMLElement | null} */
const card = () => document.getElementById("training");

async function fetched() {
  const answer = await fetch(`/desk/learning/training${location.search}`, { headers: { accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("training");
}

/** What is new in the running card is put into the one that is there: nothing flickers. @param {HTMLElement} old @param {HTMLElement} fresh */
function update(old, fresh) {
  const both = ["progress", ".soft", ".phase"].map((name) => [old.querySelector(name), fresh.querySelector(name)]);
  for (const [mine, theirs] of both) if (mine && theirs && !mine.isEqualNode(theirs)) mine.replaceWith(theirs);
}

/** @param {HTMLElement} shown */
function tell(shown) {
  const phase = shown.querySelector(".phase")?.textContent || "";
  if (said.textContent != phase) said.textContent = phase;
}

async function follow() {
  for (let failures = 0; card()?.hasAttribute("data-running") && failures < MOST_FAILURES; ) {
    await new Promise((done) => setTimeout(done, EVERY));
    const old = card();
    const fresh = await fetched().catch(() => null);
    if (!old || !fresh) {
      failures++;
      continue;
    }
    failures = 0;
    if (fresh.hasAttribute("data-running")) update(old, fresh);
    else old.replaceWith(fresh);
    tell(fresh);
  }
}

follow();
