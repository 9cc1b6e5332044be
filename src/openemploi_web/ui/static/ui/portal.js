// Nothing depends on this file. It puts the focus on a form's errors, opens folded parts before printing,
// and brings the state of long work up to date without reloading the page.
"use strict";

const summary = document.querySelector(".error-summary");
if (summary) summary.focus();

let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("main details:not([open])")];
  for (const part of folded) part.open = true;
});
addEventListener("afterprint", () => {
  for (const part of folded) part.open = false;
});

addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector(".menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

async function refresh(id) {
  const now = document.getElementById(id);
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = answer.ok && page.getElementById(id);
    if (!next || !next.hasAttribute("data-refresh")) return location.reload();
    if (now.textContent !== next.textContent) now.replaceChildren(...next.childNodes);
  } catch {
    // The network is away: what was shown stays, and the next turn asks again.
  }
  setTimeout(refresh, 4000, id);
}
for (const part of document.querySelectorAll("[data-refresh][id]")) setTimeout(refresh, 4000, part.id);
