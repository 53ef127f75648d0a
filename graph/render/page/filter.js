// What is shown: a pure function of the data and the state.

const MARKS = /\p{M}/gu;

/** Fold case and accents away. @param {string} text */
export const folded = (text) => text.normalize("NFD").replace(MARKS, "").toLowerCase();

/** Look-ups that never change. */
export function index(data) {
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const readings = new Map(data.readings.map((reading) => [reading.id, reading]));
  const named = new Map(data.nodes.map((node) => [node.id, folded([node.label, ...(node.offices ?? []), ...(node.aliases ?? [])].join("\n"))]));
  const about = (reading) => [reading.holder, reading.target, ...(reading.concerns ?? [])].filter(Boolean);
  const texts = new Map(
    data.readings.map((reading) => [
      reading.id,
      [...about(reading).map((id) => named.get(id)), folded([...(reading.chain ?? []), reading.speaker, reading.text].join("\n"))].join("\n"),
    ]),
  );
  const sources = new Map(data.sources.map((source) => [source.id, source]));
  const symbols = new Map(data.network.nodes.map((node) => [node.id, node]));
  return { ...data, sourceOf: sources, symbolOf: symbols, nodeOf: nodes, readingOf: readings, named, texts, about };
}

const kindsOf = (node) => [node.category, node.base];

/** Whether a reading may have been said between two days; what is not known is not left out. */
function within(reading, from, to) {
  const first = (reading.earliest || reading.latest || reading.published || "").slice(0, 10);
  const last = (reading.latest || reading.earliest || reading.published || "").slice(0, 10);
  return (!from || !last || last >= from) && (!to || !first || first <= to);
}

/** Whether another reading had taken the place of this one by the end of the time that is shown. */
const isOver = (reading, to) => Boolean(reading.ended) && (!to || reading.ended.slice(0, 10) <= to);

function passes(reading, state, data, query) {
  return (
    (state.offStory || !reading.off_story) &&
    (state.earlier || !isOver(reading, state.to)) &&
    (!state.issue || reading.issues.includes(state.issue)) &&
    !state.positionsOff.includes(reading.step) &&
    !state.groundsOff.includes(reading.ground) &&
    kindsOf(data.nodeOf.get(reading.holder)).some((kind) => !state.kindsOff.includes(kind)) &&
    within(reading, state.from, state.to) &&
    (!query || data.texts.get(reading.id).includes(query))
  );
}

/** Whether a state leaves anything out that the page shows at first. */
export const narrowed = (state) =>
  Boolean(state.query || state.issue || state.from || state.to || state.kindsOff.length || state.positionsOff.length || state.groundsOff.length);

/** Whether a tie leads to or from the chosen node. */
const isChosen = (link, selected) => selected?.kind === "node" && [link.source, link.target].includes(selected.id);

/**
 * Return the ids of the readings, nodes and links (by number) that a state shows.
 * Mediation and representation bring the nodes at their ends along, and so does all that is off-story where that is
 * wanted; an event that is shown brings those that take part.
 * Who belongs where is shown for a chosen node alone.
 */
export function shown(data, state) {
  const query = folded(state.query.trim());
  const readings = new Set(data.readings.filter((reading) => passes(reading, state, data, query)).map((reading) => reading.id));
  const nodes = new Set();
  for (const reading of data.readings) {
    if (reading.target && readings.has(reading.id)) nodes.add(reading.holder).add(reading.target);
  }
  if (query) for (const [id, name] of data.named) if (name.includes(query) && data.nodeOf.get(id).category !== "outlet") nodes.add(id);
  const links = new Set();
  const admit = (test) => {
    data.links.forEach((link, number) => {
      if (test(link)) links.add(number);
    });
  };
  const outlet = (id) => data.nodeOf.get(id).category === "outlet";
  const rests = (link) => (link.readings ?? []).some((id) => readings.has(id));
  const isTie = (link) => rests(link) && !outlet(link.source) && !outlet(link.target);
  const isAside = (link) => state.offStory && link.kind === "takes-part" && link.readings.some((id) => data.readingOf.get(id).off_story);
  admit((link) => (["mediates", "represents"].includes(link.kind) || isAside(link)) && isTie(link));
  for (const number of links) nodes.add(data.links[number].source).add(data.links[number].target);
  admit((link) => link.kind === "takes-part" && isTie(link) && nodes.has(link.target));
  for (const number of links) nodes.add(data.links[number].source);
  if (state.outlets) {
    for (const node of data.nodes) if (node.category === "outlet" && (!query || data.named.get(node.id).includes(query))) nodes.add(node.id);
  }
  const isWanted = { reports: () => state.outlets, causes: () => true };
  admit((link) => (link.registered || rests(link)) && nodes.has(link.source) && nodes.has(link.target) && (isWanted[link.kind]?.() || isChosen(link, state.selected)));
  return { readings, nodes, links };
}

/** Count readings, alternatives of one another once. */
export function count(readings) {
  const counted = new Set();
  let total = 0;
  for (const reading of readings) {
    if (!(reading.alternative_to ?? []).some((id) => counted.has(id))) total += 1;
    counted.add(reading.id);
  }
  return total;
}
