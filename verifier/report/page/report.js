"use strict";
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const items = all("#list > li");
  const filters = document.getElementById("filters");
  const types = document.getElementById("type");
  const shown = () => new Set(all("#filters input:checked").map((box) => box.value));
  const parts = (id) => all(`a.claim[data-claim="${id}"]`);
  let current = -1;

  const filter = () => {
    const levels = shown();
    const type = types.value;
    for (const item of items) {
      const level = levels.has(item.dataset.level) || (item.dataset.check === "1" && levels.has("CHECK"));
      const on = type ? item.dataset.type === type : level;
      item.hidden = !on;
      for (const part of parts(item.dataset.claim)) part.classList.toggle("off", !on);
    }
    const left = items.filter((item) => !item.hidden).length;
    document.getElementById("left").textContent = `${left} of ${items.length} claims shown.`;
  };

  const inOrder = all("#draft a.claim").map((a) => a.dataset.claim).filter((id, at, ids) => ids.indexOf(id) === at);

  const go = (id, focus) => {
    for (const old of all(".on")) old.classList.remove("on");
    current = inOrder.indexOf(id);
    const item = document.getElementById(`p-${id}`);
    for (const part of parts(id)) part.classList.add("on");
    if (!item) return;
    item.hidden = false;
    item.classList.add("on");
    item.scrollIntoView({ block: "nearest" });
    if (focus) item.focus({ preventScroll: true });
  };

  const step = (by) => {
    if (!inOrder.length) return;
    const at = (current + by + inOrder.length) % inOrder.length;
    go(inOrder[at], false);
    parts(inOrder[at])[0].scrollIntoView({ block: "nearest" });
  };

  filters.hidden = false;
  for (const box of all("#filters input")) box.addEventListener("change", filter);
  types.addEventListener("change", filter);
  for (const part of all("#draft a.claim")) {
    part.addEventListener("click", (event) => { event.preventDefault(); go(part.dataset.claim, true); });
  }
  for (const bar of all("#strip [data-claim]")) bar.addEventListener("click", () => go(bar.dataset.claim, true));
  for (const button of all("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const from = document.getElementById(button.dataset.copy);
      const words = from.className === "mail" ? from.textContent : from.innerText;
      try { await navigator.clipboard.writeText(words); button.textContent = "Copied"; }
      catch { button.textContent = "Select and copy by hand"; }
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /INPUT|TEXTAREA|SELECT/.test(event.target.tagName)) return;
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
  });
  filter();
})();
