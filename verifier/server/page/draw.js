// A report as the page shows it. Words of the draft go into the page as text, never as markup.
"use strict";

export const MARKS = {
  High: ["●", "HIGH", "#003C8F"], Moderate: ["◐", "MODERATE", "#2E86AB"], Low: ["◔", "LOW", "#A66300"],
  Unsourced: ["○", "UNSOURCED", "#7A0019"], "Own view": ["–", "VIEW", "#9a9a9a"], "Not scored": ["·", "NONE", "#c4c4c4"],
};
const CHECK = ["▲", "CHECK"];

/** An element with attributes and children; strings become text. */
export const el = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
};

const svg = (tag, attributes, ...children) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
};

export const table = (head, rows) => el("table", {},
  el("thead", {}, el("tr", {}, head.map((name) => el("th", { scope: "col" }, name)))),
  el("tbody", {}, rows.map((row) => el("tr", {}, row.map((value) => el("td", {}, value === null || value === undefined ? "" : String(value)))))));

export const cut = (text, most) => {
  const flat = text.replace(/\s+/gu, " ").trim();
  return flat.length > most ? `${flat.slice(0, most - 1)}…` : flat;
};

/** What is looked up again and again in one report. Offsets of the report count code points; strings here count UTF-16. */
export class Page {
  constructor(answer) {
    this.report = answer.report;
    this.text = answer.text;
    this.answer = answer;
    this.letters = Array.from(answer.text);
    this.claims = this.report.claims.filter((claim) => claim.kind !== "none");
    this.byId = new Map(this.claims.map((claim) => [claim.id, claim]));
    this.checks = new Set(this.report.summary.check);
    this.open = this.report.findings.filter((found) => !found.dismissed);
    this.lead = (this.report.summary.lead || []).map((at) => this.report.findings[at]);
  }
  words(span) { return this.letters.slice(span.start, span.end).join(""); }
  about(found) { return found.claims && found.claims.length ? found.claims : found.claim ? [found.claim] : []; }
  findings(id) { return this.open.filter((found) => this.about(found).includes(id)); }
  questions() { return this.open.filter((found) => found.question && found.severity !== "note" && this.about(found).length); }
  mark(claim) { return MARKS[claim.mark] || MARKS["Not scored"]; }
  sources(claim) {
    const names = claim.attributions.map((at) => this.report.attributions[at].source).filter(Boolean)
      .map((source) => (source.resolved && source.resolved.name) || source.name || this.words(source));
    return [...new Set(names)];
  }
  type(name) { return this.answer.types[name] || name.replaceAll("_", " "); }
}

/** The draft: a paragraph a zone; each stretch of a claim is a link to its reasons, the words that decided in bold. */
export const draft = (page) => page.report.zones.map((zone) => {
  const paragraph = el("p", { class: zone.kind, dir: "auto" });
  const rows = page.claims.filter((claim) => claim.start >= zone.start && claim.end <= zone.end);
  const bold = rows.flatMap((claim) => [
    ...claim.factors.map((factor) => factor.span).filter(Boolean),
    ...claim.attributions.flatMap((at) => [page.report.attributions[at].cue, page.report.attributions[at].source]).filter(Boolean),
  ]).filter((span) => !rows.some((claim) => claim.start === span.start && claim.end === span.end));
  const edges = new Set([zone.start, zone.end]);
  for (const span of [...rows, ...bold]) for (const at of [span.start, span.end]) if (at > zone.start && at < zone.end) edges.add(at);
  const places = [...edges].sort((a, b) => a - b);
  let link = null, holder = null;
  const last = new Map();
  const owner = (at) => rows.filter((claim) => claim.start <= at && at < claim.end)
    .sort((a, b) => (a.end - a.start) - (b.end - b.start))[0] || null;
  for (let i = 0; i + 1 < places.length; i += 1) {
    const claim = owner(places[i]);
    if (claim !== holder || !link) {
      holder = claim;
      link = claim ? linkOf(page, claim, last) : paragraph;
      if (claim) { paragraph.append(link); last.set(claim.id, link); }
    }
    const words = page.letters.slice(places[i], places[i + 1]).join("");
    const strong = bold.some((span) => span.start <= places[i] && places[i + 1] <= span.end);
    link.append(strong ? el("b", {}, words) : words);
  }
  for (const [id, end] of last) {
    const claim = page.byId.get(id);
    end.append(el("sup", {}, `${page.checks.has(id) ? CHECK[0] : page.mark(claim)[0]}${id.replace(/^C/u, "")}`));
  }
  return paragraph;
});

const linkOf = (page, claim, last) => el("a", {
  class: `claim ${page.checks.has(claim.id) ? "CHECK" : page.mark(claim)[1]}`, href: `#p-${claim.id}`,
  "data-claim": claim.id, id: last.has(claim.id) ? null : `a-${claim.id}`,
});

/** One bar a claim in reading order, as high as the claim is strong; and the same numbers as a table. */
export const strip = (page) => {
  const wide = 1000 / Math.max(1, page.claims.length);
  const bars = page.claims.map((claim, at) => {
    const high = claim.resolved_strength === null ? 4 : 4 + claim.resolved_strength * 0.3;
    const title = svg("title", {});
    title.textContent = `${claim.id} ${claim.mark} ${claim.resolved_strength ?? ""}`;
    return svg("rect", { "data-claim": claim.id, x: at * wide + 1, y: 34 - high, width: Math.max(1, wide - 2), height: high, fill: page.mark(claim)[2] }, title);
  });
  return svg("svg", { viewBox: "0 0 1000 34", preserveAspectRatio: "none", role: "img", "aria-label": "Strength of each claim, in reading order" }, ...bars);
};
export const stripTable = (page) => table(["Claim", "Level", "As written", "After a look elsewhere"],
  page.claims.map((claim) => [claim.id, claim.mark, claim.strength, claim.resolved_strength]));

/** The panel of one claim. */
export const claimItem = (page, claim, act) => {
  const [sign, name] = page.mark(claim);
  const check = page.checks.has(claim.id);
  const strength = claim.resolved_strength === null ? "" : ` ${claim.resolved_strength}`;
  const found = page.findings(claim.id);
  const item = el("li", {
    id: `p-${claim.id}`, class: `b-${check ? "CHECK" : name}`, tabindex: "-1", "data-claim": claim.id, "data-level": name,
    "data-check": check ? "1" : "0", "data-type": claim.type, "data-zone": claim.zone, "data-who": page.sources(claim).join("\n"),
  });
  item.append(el("h3", {}, `${check ? `${CHECK[0]} ` : ""}${sign} ${claim.id} · ${claim.mark}${strength} · ${page.type(claim.type)}`));
  item.append(el("p", { class: "said" }, `“${cut(page.words(claim), 160)}”`));
  const names = page.sources(claim);
  if (names.length) item.append(el("p", {}, `Says who: ${names.join("; ")}${claim.unsure ? " (unsure)" : ""}`));
  if (claim.negative) item.append(el("p", {}, "The draft denies this."));
  if (claim.dismissed) item.append(el("p", {}, `Dismissed: ${claim.dismissed}`));
  if (found.length) {
    item.append(el("ul", { id: `q-${claim.id}` }, found.map((one) => el("li", { class: one.severity === "note" ? "note" : "ask" }, `${one.question || one.title} `, el("code", {}, one.rule)))));
  }
  item.append(el("div", { class: "buttons" },
    found.length ? button(`Copy`, `Copy the questions on ${claim.id}`, () => act.copy(claim)) : null,
    found.length ? button("Dismiss…", `Dismiss the findings on ${claim.id}`, () => act.dismiss(claim)) : null));
  const why = el("details", {}, el("summary", {}, `Why ${claim.id}`));
  why.addEventListener("toggle", () => { if (why.open && why.childElementCount === 1) fillWhy(page, claim, why, act); });
  item.append(why);
  return item;
};

export const button = (words, name, press) => {
  const made = el("button", { type: "button", "aria-label": name }, words);
  made.addEventListener("click", press);
  return made;
};

const fillWhy = async (page, claim, why, act) => {
  const rows = claim.factors.map((factor, at) => [factor.rule, factor.span ? `“${cut(page.words(factor.span), 50)}”` : factor.label, at ? signed(factor.points) : factor.points, factor.where]);
  const sum = claim.factors.reduce((total, factor) => total + factor.points, 0);
  if (sum > claim.cap) rows.push([claim.capped_by || "cap", "no more than", claim.cap, ""]);
  rows.push(["as written", "", claim.strength, ""]);
  if (claim.support && claim.resolved_strength !== claim.strength) {
    rows.push([claim.support.rule, `${claim.support.claim} has ${claim.support.strength}, less ${claim.support.penalty}`, claim.resolved_strength, ""]);
  }
  why.append(table(["Rule", "Found", "Points", "Where"], rows));
  const rises = el("p", { class: "rises" }, "…");
  why.append(rises);
  const told = await act.explain(claim);
  rises.textContent = told.raises.length ? `${told.raises.join("; or ")}.` : "No single edit that the rules know lifts this claim.";
};

const signed = (points) => (points > 0 ? `+${points}` : `−${Math.abs(points)}`);

/** The boxes and choices above the draft. */
export const filters = (page, change) => {
  const counts = new Map(Object.keys(MARKS).map((word) => [word, 0]));
  for (const claim of page.claims) counts.set(claim.mark, (counts.get(claim.mark) || 0) + 1);
  const quiet = new Set(["HIGH", "MODERATE", "VIEW", "NONE"]);
  const chips = [...counts].filter(([, number]) => number).map(([word, number]) => chip(MARKS[word][1], `${MARKS[word][0]} ${word.toLowerCase()} ${number}`, !quiet.has(MARKS[word][1])));
  if (page.checks.size) chips.push(chip("CHECK", `▲ check ${page.checks.size}`, true));
  const chosen = [["type", "Source", page.claims.map((claim) => [claim.type, page.type(claim.type)])],
    ["zone", "Part", page.claims.map((claim) => [claim.zone, claim.zone])],
    ["who", "Who", page.claims.flatMap((claim) => page.sources(claim).map((name) => [name, cut(name, 40)]))]]
    .map(([id, label, pairs]) => choice(id, label, pairs));
  const all = [...chips, ...chosen];
  for (const one of all) one.addEventListener("change", change);
  return all;
};
const chip = (name, words, on) => el("label", { class: `chip ${name}` }, el("input", { type: "checkbox", value: name, checked: on }), words);
const choice = (id, label, pairs) => {
  const counts = new Map(), names = new Map(pairs);
  for (const [value] of pairs) counts.set(value, (counts.get(value) || 0) + 1);
  const options = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([value, number]) => el("option", { value }, `${names.get(value)} ${number}`));
  return el("label", { class: "chip" }, `${label} `, el("select", { id, "data-filter": id }, el("option", { value: "" }, "all"), options));
};
