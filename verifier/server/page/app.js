// The page of `verify serve`: one draft, checked again as it is edited.
"use strict";
import { Page, button, claimItem, cut, draft, el, filters, strip, stripTable, table } from "./draw.js";

const $ = (id) => document.getElementById(id);
const here = document.body.dataset.here;
const WAIT = 250; // ms after the last key before the draft is checked again
const state = { page: null, file: null, current: -1, ticket: 0, editing: true, about: null };

// --- the service ------------------------------------------------------------------------------------------------

const ask = async (path, body) => {
  const answer = await fetch(`${here}api/${path}`, {
    method: body === undefined ? "GET" : "POST", headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body), cache: "no-store",
  });
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error || `The service answered ${answer.status}.`);
  return answer;
};
const json = async (path, body) => (await ask(path, body)).json();
const given = () => (state.file && !state.file.edited
  ? { file: state.file.data, name: $("name").value } : { text: $("text").value, name: $("name").value, format: state.file ? "text" : undefined });

const tell = (words, ...buttons) => { $("told").replaceChildren(...(words ? [words, ...buttons] : [])); };
const lost = (error) => error instanceof TypeError;
const told = (error) => (lost(error) ? "The service is not reachable. Your text is kept in this page; start “verify serve” again and it goes on." : error.message);

// --- the text is kept in the page: closed tabs, two tabs, a stopped service lose nothing ---------------------------

const tab = sessionStorage.getItem("verify-tab") || String(Date.now()) + Math.random().toString(36).slice(2, 7);
sessionStorage.setItem("verify-tab", tab);
const key = (id) => `verify-draft:${id}`;
const keep = () => {
  const text = $("text").value;
  try {
    if (text.trim()) localStorage.setItem(key(tab), JSON.stringify({ name: $("name").value, text, kept: Date.now() }));
    else localStorage.removeItem(key(tab));
  } catch { /* a browser that keeps nothing, or a text too long for it: the page itself still has it */ }
};
const kept = () => Object.keys(localStorage).filter((name) => name.startsWith("verify-draft:") && name !== key(tab))
  .map((name) => [name, JSON.parse(localStorage.getItem(name))]).sort((a, b) => b[1].kept - a[1].kept);
const restore = () => {
  const own = localStorage.getItem(key(tab));
  if (own) { const was = JSON.parse(own); $("name").value = was.name; $("text").value = was.text; check(); return; }
  const [latest] = kept();
  if (!latest) return;
  const [name, was] = latest;
  tell(`A draft from another tab is kept here: “${cut(was.text, 60)}”`,
    button("Open it", "Open the kept draft", () => { $("name").value = was.name; $("text").value = was.text; tell(""); check(); }),
    button("Forget it", "Forget the kept draft", () => { localStorage.removeItem(name); tell(""); }));
};

// --- checking ---------------------------------------------------------------------------------------------------

let timer = 0, retry = 0;
const later = () => { clearTimeout(timer); timer = setTimeout(check, WAIT); };
const check = async () => {
  clearTimeout(retry);
  keep();
  const ticket = ++state.ticket;
  if (!state.file && !$("text").value.trim()) { show(null); tell(""); return; }
  try {
    const answer = await json("verify", given());
    if (ticket !== state.ticket) return;
    if (answer.text !== undefined && state.file && !state.file.edited) $("text").value = answer.text;
    tell(answer.fault ? `The rules as they stand now cannot be used; those before them still hold.\n${answer.fault}` : "");
    show(new Page({ ...answer, types: state.about.types, text: answer.text ?? $("text").value }));
  } catch (error) {
    if (ticket !== state.ticket) return;
    tell(told(error));
    if (lost(error)) retry = setTimeout(check, 2000);
  }
};

const show = (page) => {
  const at = page && state.page ? scrollY : null;
  state.page = page;
  for (const id of ["mail", "download"]) $(id).disabled = !page;
  $("sum").hidden = !page;
  $("list").replaceChildren();
  $("shown").replaceChildren();
  if (!page) { editing(true); return; }
  $("verdict").replaceChildren(el("strong", {}, page.answer.verdict[0]), ` ${page.answer.verdict.slice(1).join(" ")}`);
  $("counts").textContent = `${page.claims.length} ${page.claims.length === 1 ? "claim" : "claims"}.`;
  $("strip").replaceChildren(strip(page));
  $("strip-table").replaceChildren(stripTable(page));
  keepChoices(() => $("filters").replaceChildren($("filters").firstElementChild, ...filters(page, filter)));
  $("shown").replaceChildren(...draft(page));
  panel();
  if (at !== null) scrollTo(0, at);
};

/** Boxes and choices stay as they were set while the draft is checked again. */
const keepChoices = (draw) => {
  const boxes = new Map([...document.querySelectorAll("#filters input")].map((box) => [box.value, box.checked]));
  const choices = new Map([...document.querySelectorAll("#filters select")].map((one) => [one.id, one.value]));
  draw();
  for (const box of document.querySelectorAll("#filters input")) if (boxes.has(box.value)) box.checked = boxes.get(box.value);
  for (const one of document.querySelectorAll("#filters select")) if (choices.has(one.id)) one.value = choices.get(one.id);
  for (const one of document.querySelectorAll("#filters select")) if (one.selectedIndex < 0) one.value = "";
};

const panel = () => {
  const { page } = state;
  const rank = new Map(page.lead.flatMap((found) => page.about(found)).map((id, at, ids) => [id, ids.indexOf(id)]));
  const place = (claim) => (rank.has(claim.id) ? rank.get(claim.id) : page.findings(claim.id).length ? 1000 - claim.risk : 2000);
  const rows = [...page.claims];
  if ($("order").value === "worst") rows.sort((a, b) => place(a) - place(b) || a.start - b.start);
  $("list").replaceChildren(...rows.map((claim) => claimItem(page, claim, act)));
  filter();
};

const filter = () => {
  const levels = new Set([...document.querySelectorAll("#filters input:checked")].map((box) => box.value));
  const wants = [...document.querySelectorAll("#filters select")].filter((one) => one.value).map((one) => [one.dataset.filter, one.value]);
  let left = 0;
  for (const item of $("list").children) {
    const level = levels.has(item.dataset.level) || (item.dataset.check === "1" && levels.has("CHECK"));
    const on = wants.length ? wants.every(([name, value]) => item.dataset[name].split("\n").includes(value)) : level;
    item.hidden = !on;
    left += on;
    for (const part of parts(item.dataset.claim)) part.classList.toggle("off", !on);
  }
  $("left").textContent = `${left} of ${$("list").children.length} shown.`;
};
const parts = (id) => [...document.querySelectorAll(`#shown a.claim[data-claim="${id}"]`)];

const go = (id, focus) => {
  if (state.editing) editing(false);
  for (const old of document.querySelectorAll(".on")) old.classList.remove("on");
  state.current = state.page.claims.findIndex((claim) => claim.id === id);
  const item = $(`p-${id}`);
  for (const part of parts(id)) part.classList.add("on");
  parts(id)[0]?.scrollIntoView({ block: "nearest" });
  item.hidden = false;
  item.classList.add("on");
  item.scrollIntoView({ block: "nearest" });
  if (focus) item.focus({ preventScroll: true });
};
const step = (by) => {
  if (!state.page || !state.page.claims.length) return;
  const inPlace = state.page.claims.filter((claim) => !$(`p-${claim.id}`).hidden);
  const rows = inPlace.length ? inPlace : state.page.claims;
  const at = rows.findIndex((claim) => claim.id === state.page.claims[state.current]?.id);
  go(rows[(at + by + rows.length) % rows.length].id, true);
};

const editing = (on) => {
  state.editing = on;
  $("edit").setAttribute("aria-pressed", String(on));
  $("edit").textContent = on ? "Show claims" : "Edit";
  $("text").hidden = !on;
  document.querySelector("label[for=text]").hidden = !on;
  $("shown").hidden = on;
};

// --- what one can do with a claim ---------------------------------------------------------------------------------

const copy = async (words, what) => {
  try { await navigator.clipboard.writeText(words); tell(`${what} copied.`); }
  catch { dialog("Select and copy", [el("textarea", { rows: "12", class: "words", readonly: true, "aria-label": what }, words)]); }
};
const act = {
  copy: (claim) => copy([`${claim.id}, line ${claim.line}: “${cut(state.page.words(claim), 160)}”`,
    ...state.page.findings(claim.id).map((found) => found.question || found.title)].join("\n"), `Questions on ${claim.id}`),
  explain: (claim) => json("explain", { ...given(), claim: claim.id }).catch((error) => ({ raises: [told(error)] })),
  dismiss: async (claim) => {
    const found = state.page.findings(claim.id);
    const reason = el("input", { type: "text", id: "reason", required: true, autocomplete: "off" });
    const which = el("select", { id: "which" }, el("option", { value: "" }, "all of them"), found.map((one) => el("option", { value: one.rule }, one.rule)));
    const done = await dialog(`Dismiss ${claim.id}`, [el("p", { class: "said" }, `“${cut(state.page.words(claim), 160)}”`),
      el("label", { for: "which" }, "Which finding"), which, el("label", { for: "reason" }, "Why (kept and shown)"), reason], "Dismiss");
    if (!done) return;
    try {
      const answer = await json("dismiss", { ...given(), claim: claim.id, rule: which.value, reason: reason.value });
      await check();
      tell(`Kept in ${answer.kept}.`);
    } catch (error) { tell(told(error)); }
  },
};

const dialog = (title, body, ok) => new Promise((resolve) => {
  const box = $("dialog");
  $("dialog-title").textContent = title;
  $("dialog-body").replaceChildren(...body);
  $("dialog-ok").hidden = !ok;
  $("dialog-ok").disabled = !ok; // else Enter would press it, hidden
  $("dialog-ok").textContent = ok || "";
  box.returnValue = "";
  box.onclose = () => {
    $("dialog-body").replaceChildren(); // what had the focus before may be gone: keys must not go to a closed box
    if (document.activeElement === document.body || box.contains(document.activeElement)) $("draft").focus({ preventScroll: true });
    resolve(box.returnValue === "ok");
  };
  box.showModal();
  $("dialog-body").querySelector("textarea, input, select, button")?.focus();
});

// --- files in, files out --------------------------------------------------------------------------------------------

const base64 = async (file) => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
};
const take = async (file) => {
  state.file = { data: await base64(file), edited: false };
  $("name").value = file.name;
  await check();
  if (state.page) editing(false);
};
const download = async (format) => {
  try {
    const answer = await ask("render", { ...given(), as: format });
    const name = /filename\*=UTF-8''([^;]+)/u.exec(answer.headers.get("Content-Disposition") || "");
    const link = el("a", { href: URL.createObjectURL(await answer.blob()), download: name ? decodeURIComponent(name[1]) : `draft.${format}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  } catch (error) { tell(told(error)); }
};

// --- beside another draft ---------------------------------------------------------------------------------------------

const chosen = (label) => {
  const words = el("textarea", { rows: "10", class: "words", id: "other-text", dir: "auto" });
  const file = el("input", { type: "file", id: "other-file", "aria-label": "Open it from a file", accept: $("file").accept });
  return { body: [el("label", { for: "other-text" }, label), words, file], read: async () => (file.files[0]
    ? { file: await base64(file.files[0]), name: file.files[0].name } : { text: words.value, name: "other.txt" }) };
};
const compare = async () => {
  if (!state.page) { tell("Open or paste a draft first."); return; }
  const kinds = [["against", "the original this rewrites"], ["diff", "an earlier draft of this"], ["compare", "another draft on the same event"]];
  const kind = el("select", { id: "kind" }, kinds.map(([value, words]) => el("option", { value }, words)));
  const other = chosen("Paste it, or open a file");
  if (!await dialog("Put beside this draft", [el("label", { for: "kind" }, "The other is"), kind, ...other.body], "Compare")) return;
  try {
    const answer = await json(kind.value, { ...given(), other: await other.read() });
    $("other").hidden = false;
    $("other").replaceChildren(...beside(kind.value, answer));
    $("other").scrollIntoView();
  } catch (error) { tell(told(error)); }
};
const marked = (text, spans) => {
  const letters = Array.from(text), out = [];
  let at = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    out.push(letters.slice(at, start).join(""), el("mark", {}, letters.slice(start, end).join("")));
    at = end;
  }
  out.push(letters.slice(at).join(""));
  return el("div", { class: "text", dir: "auto", tabindex: "0" }, out);
};
const beside = (kind, answer) => {
  const close = button("Close", "Close the comparison", () => { $("other").hidden = true; $("edit").focus(); });
  const head = (words) => el("h2", {}, words, " ", close);
  if (kind === "diff") {
    return [head("Since the earlier draft"), table(["", "Claim", "Words", "Then", "Now"], answer.changes.map((one) => [one.state, one.id, cut(one.words, 120), one.then, one.now]))];
  }
  if (kind === "compare") {
    return [head("What both say of one event; never which is right"), answer.relations.length ? table(["", "Here", "There", "Why"], answer.relations.map((one) => [one.kind, `${one.claim} “${cut(one.words, 90)}”`, `${one.other_claim} “${cut(one.other_words, 90)}”`, one.why])) : el("p", {}, "No claim of one bears on a claim of the other.")];
  }
  const rows = answer.drifts.map((one) => [one.title, one.was, one.now, one.question]);
  return [head("What the rewrite did"), el("p", {}, `${answer.drifts.length} ${answer.drifts.length === 1 ? "change" : "changes"} of who stands behind what, how firmly, or in whose words.`),
    answer.kept.length ? el("p", {}, `Kept: ${answer.kept.map(([what, kept, of]) => `${kept} of ${of} ${what}`).join(", ")}.`) : null,
    rows.length ? table(["", "Original", "Rewrite", "Ask"], rows) : null,
    el("div", { class: "two" }, el("div", {}, el("h3", {}, "Original"), marked(answer.original, answer.drifts.map((one) => one.was_span).filter(Boolean))),
      el("div", {}, el("h3", {}, "Rewrite"), marked(answer.text, answer.drifts.map((one) => one.now_span).filter(Boolean))))].filter(Boolean);
};

// --- a rule as it is typed --------------------------------------------------------------------------------------------

const RULE = `rule: house-harbour-office
title: Harbour master’s office
kind: source
type: institution
find: |
  harbour master's office
examples:
  match: |
    The <<harbour master's office>> said {{the channel was closed}}.
`;
const tryRule = async () => {
  const rule = el("textarea", { rows: "12", id: "rule-text", spellcheck: "false" });
  rule.value = sessionStorage.getItem("verify-rule") || RULE;
  const out = el("div", { role: "status", "aria-live": "polite" });
  let wait = 0;
  const run = async () => {
    sessionStorage.setItem("verify-rule", rule.value);
    try {
      const answer = await json("rules/try", { rule: rule.value, ...given() });
      out.replaceChildren(...(answer.faults.length
        ? [el("ul", { class: "faults" }, answer.faults.map((fault) => el("li", {}, fault)))]
        : [el("p", {}, `The rule is whole. It marks ${answer.matches.length} ${answer.matches.length === 1 ? "place" : "places"} in this draft.`),
          el("ul", {}, answer.matches.slice(0, 20).map((one) => el("li", {}, `line ${one.line}: “${one.text}”`)))]));
    } catch (error) { out.replaceChildren(el("p", {}, told(error))); }
  };
  rule.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(run, WAIT); });
  const shown = dialog("Try a rule", [el("label", { for: "rule-text" }, "A rule, as it would stand in a file of the house"), rule, out]);
  run();
  await shown;
};

const find = () => {
  const words = el("input", { type: "text", id: "find", autocomplete: "off" });
  dialog("Find a claim", [el("label", { for: "find" }, "Words, or a number such as C04"), words], "Find").then((done) => {
    const wanted = words.value.toLowerCase();
    const hit = done && state.page && state.page.claims.find((claim) => claim.id.toLowerCase() === wanted || state.page.words(claim).toLowerCase().includes(wanted));
    if (hit) go(hit.id, true); else if (done) tell(`No claim has “${words.value}”.`);
  });
};
const keys = () => dialog("Keys", [table(["Key", "Does"], [["j, k", "next, previous claim"], ["d", "dismiss the claim"], ["e", "edit, show claims"], ["/", "find a claim"],
  ["o", "open a draft"], ["c", "put beside another draft"], ["m", "copy all questions"], ["r", "try a rule"], ["Esc", "leave the text, close"], ["?", "this list"]])]);

// --- start --------------------------------------------------------------------------------------------------------------

const press = {
  j: () => step(1), k: () => step(-1), e: () => { editing(!state.editing); if (state.editing) $("text").focus(); }, o: () => $("file").click(), c: compare,
  m: () => $("mail").click(), r: tryRule, "/": find, "?": keys, d: () => { const claim = state.page?.claims[state.current]; if (claim && state.page.findings(claim.id).length) act.dismiss(claim); },
};
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target === $("text")) { $("text").blur(); if (state.page) editing(false); return; }
  const typing = /INPUT|TEXTAREA|SELECT/u.test(event.target.tagName) && !event.target.closest("dialog:not([open])");
  if (event.ctrlKey || event.metaKey || event.altKey || $("dialog").open || typing) return;
  if (press[event.key]) { event.preventDefault(); press[event.key](); }
});
$("text").addEventListener("input", () => { if (state.file) state.file.edited = true; keep(); later(); });
$("text").addEventListener("paste", (event) => { // a text that would only be refused must not freeze the page first
  const letters = event.clipboardData.getData("text/plain").length;
  if (!state.about || letters <= state.about.longest) return;
  event.preventDefault();
  tell(`${letters.toLocaleString("en")} letters; a draft has at most ${state.about.longest.toLocaleString("en")}. Split it.`);
});
$("name").addEventListener("change", check);
$("edit").addEventListener("click", press.e);
$("open").addEventListener("click", press.o);
$("file").addEventListener("change", () => { if ($("file").files[0]) take($("file").files[0]); $("file").value = ""; });
$("beside").addEventListener("click", compare);
$("rule").addEventListener("click", tryRule);
$("order").addEventListener("change", () => state.page && panel());
$("mail").addEventListener("click", async () => { try { copy(await (await ask("render", { ...given(), as: "mail" })).text(), "All questions"); } catch (error) { tell(told(error)); } });
$("download").addEventListener("change", () => { if ($("download").value) download($("download").value); $("download").value = ""; });
$("shown").addEventListener("click", (event) => {
  const part = event.target.closest("a.claim");
  if (part) { event.preventDefault(); go(part.dataset.claim, true); }
});
$("strip").addEventListener("click", (event) => { const bar = event.target.closest("[data-claim]"); if (bar) go(bar.dataset.claim, true); });
for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    document.body.classList.toggle("drop", name === "dragover");
    if (name === "drop" && event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
  });
}
addEventListener("pagehide", keep);

const start = async () => {
  try { state.about = await json("about"); } catch (error) { tell(told(error)); setTimeout(start, 2000); return; }
  $("about").textContent = `verify ${state.about.version}, rules ${state.about.rules}.`;
  $("download").append(...state.about.formats.map((one) => el("option", { value: one.name }, one.about)));
  tell("");
  restore();
};
start();
