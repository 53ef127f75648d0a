// The panel: what is known of the chosen actor, proposition or line, down to the words of the source.

import { button, find, isolated, joined, make, spoken } from "./dom.js";

const LINKS = {
  mediates: ["mediates in", "mediated by"],
  represents: ["represents", "represented by"],
  "organ-of": ["belongs to", "includes"],
  "member-of": ["is a member of", "has as a member"],
  "takes-part": ["takes part in", "with the participation of"],
  office: ["holds an office of", "has as an office-holder"],
  causes: ["leads to", "follows from"],
  reports: ["quotes", "quoted by"],
};

/** The drawing of a position, copied from the legend, in the line style of its ground. */
export function positionMark(reading) {
  const mark = find(`.legend .p-${reading.step}`)?.cloneNode(true);
  mark?.setAttribute("class", `mark p-${reading.step} g-${reading.ground}`);
  return mark ?? null;
}

/** Start the panel. */
export function panelView(data, store) {
  const panel = find("#panel");
  const choose = (kind, id) => store.set({ selected: { kind, id } });
  const nodeButton = (id) => button(isolated(data.nodeOf.get(id).label), () => choose("node", id), { class: "name" });
  let opener = null;

  function close() {
    store.set({ selected: null });
    (opener?.isConnected ? opener : find("#canvas .vis-network"))?.focus();
    opener = null;
  }

  const fact = (name, ...value) => (value.flat().some(Boolean) ? [make("dt", {}, name), make("dd", {}, ...value)] : []);

  const words = (evidence) => (evidence.exact ? make("q", {}, isolated(evidence.exact)) : make("code", {}, isolated(evidence.record || `sha256 ${evidence.sha256 ?? ""}`)));

  const quote = (evidence, source) =>
    make(
      "figure",
      {},
      make("blockquote", {}, evidence.prefix ? make("span", { class: "around" }, isolated(evidence.prefix)) : "", words(evidence), evidence.suffix ? make("span", { class: "around" }, isolated(evidence.suffix)) : ""),
      make(
        "figcaption",
        {},
        make("cite", {}, isolated(source.title)),
        [source.publisher, source.day].filter(Boolean).map((part) => [", ", isolated(part)]),
        evidence.start === undefined ? "" : `, characters ${evidence.start}–${evidence.end}`,
        evidence.region ? [", ", isolated(evidence.region)] : "",
      ),
    );

  const said = (reading) => {
    if (!reading.target) return reading.text;
    const [holder, target] = [reading.holder, reading.target].map((id) => data.nodeOf.get(id).label);
    return `${holder}: ${spoken(reading.position ?? reading.act ?? "")} – ${target}`;
  };
  const other = (id) => (data.readingOf.has(id) ? button(isolated(said(data.readingOf.get(id))), () => choose("reading", id), { class: "name" }) : id);
  const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);

  function card(reading, chosen) {
    const sentence = reading.target
      ? [nodeButton(reading.holder), make("span", { class: "stand" }, positionMark(reading), make("strong", {}, isolated(reading.position ? spoken(reading.position) : "no position stated"))), nodeButton(reading.target)]
      : [make("span", { class: "stand" }, make("strong", {}, "Claim")), isolated(reading.text)];
    return make(
      "article",
      { "data-reading": reading.id, ...(chosen ? { class: "chosen" } : {}) },
      make("p", { class: "said" }, ...sentence),
      reading.flags?.length ? make("p", { class: "flags" }, reading.flags.map((flag) => make("span", { class: "flag" }, isolated(flag)))) : "",
      (reading.evidence ?? []).map((evidence) => quote(evidence, data.sourceOf.get(reading.source) ?? {})),
      make("dl", {}, ...details(reading)),
    );
  }

  const details = (reading) => [
    ...fact("Act", isolated(spoken(reading.act ?? ""))).filter(() => reading.act),
    ...fact("Chain", joined((reading.chain ?? []).map(isolated), " → ")),
    ...fact("Said", reading.uttered ? isolated(reading.uttered) : ""),
    ...fact("Published", reading.day),
    ...fact("Holds", reading.held ? isolated(reading.held) : ""),
    ...fact("Certainty", reading.certainty),
    ...fact("Told as", spoken(reading.attribution ?? "")),
    ...fact("Ground", [reading.ground, reading.basis ? [": ", isolated(reading.basis)] : ""].flat()),
    ...(reading.further ?? []).flatMap(([name, value]) => fact(name, isolated(value))),
    ...(reading.relations ?? []).flatMap(([word, id]) => fact(capital(word), other(id))),
    ...(reading.alternative_to ?? []).flatMap((id) => fact("Or read as", other(id))),
    ...fact("Note", reading.note ? isolated(reading.note) : ""),
    ...fact("Id", make("code", {}, reading.id)),
  ];

  const GROUNDS = ["stated", "inferred", "derived"];
  const newestFirst = (a, b) => GROUNDS.indexOf(a.ground) - GROUNDS.indexOf(b.ground) || (b.published ?? "").localeCompare(a.published ?? "");

  function section(title, readings, chosen) {
    return readings.length ? make("section", {}, make("h3", {}, `${title} (${readings.length})`), readings.map((reading) => card(reading, reading.id === chosen))) : "";
  }

  function linkList(links, id) {
    if (!links.length) return "";
    const item = (number) => {
      const link = data.links[number];
      const away = link.source === id;
      return make(
        "li",
        {},
        `${LINKS[link.kind]?.[away ? 0 : 1] ?? spoken(link.kind)} `,
        nodeButton(away ? link.target : link.source),
        [link.label, link.ground === "stated" ? "" : link.ground, link.factuality === "actual" ? "" : link.factuality].filter(Boolean).map((word) => make("span", { class: "flag" }, isolated(word))),
        link.readings ? button("source", () => choose("link", number), { class: "name" }) : "",
      );
    };
    return make("section", {}, make("h3", {}, "Ties"), make("ul", { class: "ties" }, links.map(item)));
  }

  function ofNode(id, visible) {
    const node = data.nodeOf.get(id);
    const all = data.readings.filter((reading) => data.about(reading).includes(id));
    const list = all.filter((reading) => visible.readings.has(reading.id)).sort(newestFirst);
    const hidden = all.length - list.length;
    const kind = [spoken(node.kind), ...(node.roles ?? [])].filter((word, place, all) => all.indexOf(word) === place && !(word === "person" && node.roles));
    const holds = (link) => [link.source, link.target].includes(id) && (link.registered || link.readings.some((name) => visible.readings.has(name)));
    const links = [...data.links.keys()].filter((number) => holds(data.links[number]));
    return [
      heading(isolated(node.label), kind.join(", "), (node.offices ?? []).map((office) => [", ", isolated(office)]).flat()),
      node.aliases ? make("p", { class: "aliases" }, "also ", ...joined(node.aliases.map(isolated), ", ")) : "",
      section("Stances it holds", list.filter((reading) => reading.target && reading.holder === id)),
      section("Stances on it", list.filter((reading) => reading.target === id)),
      linkList(links, id),
      section("Claims", list.filter((reading) => !reading.target)),
      section("Other stances that concern it", list.filter((reading) => reading.target && reading.target !== id && reading.holder !== id)),
      hidden ? make("p", { class: "hint" }, `${hidden} more hidden by the filters.`) : "",
    ];
  }

  function heading(title, ...below) {
    const closer = button("Close", close, { class: "close" });
    return make("header", {}, closer, make("h2", { tabindex: "-1" }, title), make("p", { class: "kind" }, ...below));
  }

  function ofReading(id, visible) {
    const chosen = data.readingOf.get(id);
    if (!chosen.target) return [heading("Claim", "what is said to be so"), section("Claim", [chosen], id)];
    const ends = [chosen.holder, chosen.target];
    const same = data.readings.filter((reading) => reading.target && ends.includes(reading.holder) && ends.includes(reading.target) && (reading.id === id || visible.readings.has(reading.id)));
    same.sort((a, b) => Number(b.id === id) - Number(a.id === id));
    const [holder, target] = ends.map((end) => isolated(data.nodeOf.get(end).label));
    return [heading([holder, " on ", target]), section(same.length > 1 ? "Stances between them" : "Stance", same, same.length > 1 ? id : "")];
  }

  function ofLink(number, visible) {
    const link = data.links[number];
    const [source, target] = [link.source, link.target].map(nodeButton);
    const claims = (link.readings ?? []).map((id) => data.readingOf.get(id)).filter((reading) => reading && (visible.readings.has(reading.id) || link.readings.length === 1));
    return [
      heading([isolated(data.nodeOf.get(link.source).label), ` ${LINKS[link.kind]?.[0] ?? spoken(link.kind)} `, isolated(data.nodeOf.get(link.target).label)], link.label ? isolated(link.label) : ""),
      section(link.kind === "reports" ? "Readings that it passes on" : "Claims that this rests on", claims),
      link.registered ? make("p", { class: "hint" }, "Known from the registry: ", source, " and ", target, ".") : "",
    ];
  }

  function render(state, visible, before) {
    const { selected } = state;
    const content = { node: ofNode, reading: ofReading, link: ofLink }[selected?.kind];
    panel.replaceChildren(...(content?.(selected.id, visible) ?? []).filter(Boolean));
    find("#stage").classList.toggle("open", Boolean(content));
    find("#stage").classList.toggle("table", state.view === "table");
    if (selected && selected !== before?.selected) {
      if (!panel.contains(document.activeElement) && document.activeElement !== document.body) opener = document.activeElement;
      panel.scrollTop = 0;
      panel.querySelector("h2").focus({ preventScroll: true });
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && store.get().selected) close();
  });
  return { render };
}
