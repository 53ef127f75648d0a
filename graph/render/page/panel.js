// The panel: what is known of the chosen actor, proposition or line, down to the words of the source.

import { button, find, isolated, joined, make, spoken } from "./dom.js";

const LINKS = {
  mediates: ["mediates in", "mediated by"],
  represents: ["represents", "represented by"],
  "organ-of": ["belongs to", "includes"],
  "member-of": ["is a member of", "has as a member"],
  "takes-part": ["takes part in", "with the participation of"],
  reports: ["quotes", "quoted by"],
};

const TARGETS = ["proposition", "issue", "event", "reading"];

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

  const quote = (evidence) =>
    make(
      "figure",
      {},
      make("blockquote", {}, evidence.prefix ? make("span", { class: "around" }, isolated(evidence.prefix)) : "", make("q", {}, isolated(evidence.exact)), evidence.suffix ? make("span", { class: "around" }, isolated(evidence.suffix)) : ""),
      make(
        "figcaption",
        {},
        make("cite", {}, isolated(evidence.title)),
        evidence.start === undefined ? "" : ` characters ${evidence.start}–${evidence.end}`,
        evidence.region ? [", ", isolated(evidence.region)] : "",
      ),
    );

  const others = (reading) => joined((reading.alternative_to ?? []).map((id) => (data.readingOf.has(id) ? button("the other reading", () => choose("reading", id), { class: "name" }) : id)), ", ");

  function card(reading, chosen) {
    const said = reading.target
      ? [nodeButton(reading.holder), make("span", { class: "stand" }, positionMark(reading), make("strong", {}, isolated(reading.position ? spoken(reading.position) : "no position stated"))), nodeButton(reading.target)]
      : [make("span", { class: "stand" }, make("strong", {}, "Claim")), isolated(reading.text)];
    return make(
      "article",
      { "data-reading": reading.id, ...(chosen ? { class: "chosen" } : {}) },
      make("p", { class: "said" }, ...said),
      reading.flags?.length ? make("p", { class: "flags" }, reading.flags.map((flag) => make("span", { class: "flag" }, isolated(flag)))) : "",
      (reading.evidence ?? []).map(quote),
      make("dl", {}, ...details(reading)),
    );
  }

  const details = (reading) => [
    ...fact("Act", isolated(spoken(reading.act ?? ""))).filter(() => reading.act),
    ...fact("Chain", joined((reading.chain ?? []).map(isolated), " → ")),
    ...fact("Said", reading.uttered ? isolated(reading.uttered) : ""),
    ...fact("Published", reading.day),
    ...fact("Certainty", reading.certainty),
    ...fact("Told as", spoken(reading.attribution ?? "")),
    ...fact("Ground", [reading.ground, reading.basis ? [": ", isolated(reading.basis)] : ""].flat()),
    ...fact("Condition", reading.condition ? isolated(reading.condition) : ""),
    ...fact("Alternative", others(reading)),
    ...fact("Note", reading.note ? isolated(reading.note) : ""),
    ...fact("Id", make("code", {}, reading.id)),
  ];

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
        link.reading && data.readingOf.has(link.reading) ? button("source", () => choose("link", number), { class: "name" }) : "",
      );
    };
    return make("section", {}, make("h3", {}, "Ties"), make("ul", { class: "ties" }, links.map(item)));
  }

  function ofNode(id, visible) {
    const node = data.nodeOf.get(id);
    const list = data.readings.filter((reading) => visible.readings.has(reading.id) && data.about(reading).includes(id));
    const hidden = data.readings.filter((reading) => data.about(reading).includes(id)).length - list.length;
    const kind = [spoken(node.kind), ...(node.roles ?? [])].filter((word, place, all) => all.indexOf(word) === place && !(word === "person" && node.roles));
    const links = [...visible.links].filter((number) => [data.links[number].source, data.links[number].target].includes(id));
    return [
      heading(isolated(node.label), kind.join(", "), node.of ? [" of ", isolated(node.of)] : ""),
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

  function ofLink(number) {
    const link = data.links[number];
    const [source, target] = [link.source, link.target].map(nodeButton);
    const basis = link.reading && data.readingOf.get(link.reading);
    return [
      heading([isolated(data.nodeOf.get(link.source).label), ` ${LINKS[link.kind]?.[0] ?? spoken(link.kind)} `, isolated(data.nodeOf.get(link.target).label)], link.label ? isolated(link.label) : ""),
      basis ? section("Claim that this rests on", [basis]) : make("p", { class: "hint" }, "Known from the registry: ", source, " and ", target, "."),
    ];
  }

  /** All that is drawn, as buttons: the picture for those who do not point at it. */
  function directory(title, ids, counts) {
    const sorted = [...ids].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
    if (!sorted.length) return "";
    return make("section", {}, make("h3", {}, title), make("ul", { class: "directory" }, sorted.map((id) => make("li", {}, nodeButton(id), make("span", {}, String(counts.get(id) ?? 0))))));
  }

  function overview(visible) {
    const counts = new Map();
    for (const id of visible.readings) for (const end of data.about(data.readingOf.get(id))) counts.set(end, (counts.get(end) ?? 0) + 1);
    const isTarget = (id) => TARGETS.includes(data.nodeOf.get(id).category);
    const ids = [...visible.nodes];
    return [directory("What it is about, by number of readings", ids.filter(isTarget), counts), directory("Who", ids.filter((id) => !isTarget(id)), counts)];
  }

  const rest = (_, visible) => [
    make("h2", {}, "How to read this"),
    make("p", {}, "Each line is one stance: it leads from who holds it to what it is about. Blue with an arrow is for, orange with a bar is against; the thicker, the firmer."),
    make("p", {}, "Choose an actor, a proposition or a line to read the stance in the words of its source, and who reported it."),
    ...overview(visible),
  ];

  function render(state, visible, before) {
    const { selected } = state;
    const content = { node: ofNode, reading: ofReading, link: ofLink }[selected?.kind];
    panel.replaceChildren(...(content ?? rest)(selected?.id, visible).filter(Boolean));
    panel.classList.toggle("open", Boolean(content));
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
