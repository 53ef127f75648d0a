// The network view: vis-network draws what pyvis holds; places come from Python, colours from the theme.

import { find } from "./dom.js";
import { onThemeChange, readTheme } from "./theme.js";

const FADE = 0.76;
const PADDING = 16; // kept free around the picture, in pixels
const MOST_ZOOM = 1.2;
const FAN = 22; // pixels between parallel lines
const WIDEST_FAN = 150; // pixels that all of them take
const FLATTEST = 0.16; // how far apart they are at most, over their length
const BULGE = 0.39; // how far a curve swings out, over its length and its roundness
const SMALL = 11; // size of the font of what an official belongs to
const LINE = 1.22; // height of a line over the size of its font
const stanceOf = (edge) => edge.replace(/^core:/, "");

/** Start the view. @returns {{render: (state: any, visible: any) => void, whereIs: (id: string) => any}} */
export function networkView(data, store) {
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const frame = find("#canvas");
  const network = new vis.Network(frame, { nodes, edges }, data.network.options);
  let theme = readTheme();
  let last = null;
  let fitted = "";

  const inner = frame.querySelector(".vis-network");
  inner.focus = () => HTMLElement.prototype.focus.call(inner, { preventScroll: true }); // vis-network focuses it when it is touched
  inner.setAttribute("role", "application");
  inner.setAttribute("aria-label", "Picture of the network: arrow keys move it, plus and minus zoom");

  const narrow = matchMedia("(max-width: 720px)");
  const tall = () => narrow.matches;
  const placed = (node) => {
    const [x, y] = tall() ? data.network.tall[node.id] : [node.x, node.y];
    return { ...node, x, y };
  };

  function painted(node, dim) {
    const { category, roles } = data.nodeOf.get(node.id);
    const { colour } = theme;
    const fade = (hex) => (dim ? theme.faded(hex, FADE) : hex);
    const own = colour(`n-${category}`);
    const hollow = roles?.includes("inferred") ? "paper" : undefined;
    const inside = hollow ?? { proposition: "card", reading: "card", issue: "panel", event: "panel", group: "paper", anonymous: "paper" }[category];
    return {
      ...placed(node),
      dim,
      color: { background: fade(inside ? colour(inside) : own), border: fade(own) },
      font: { ...node.font, color: fade(colour("ink")), strokeColor: colour("paper"), strokeWidth: node.size ? 4 : 0 },
    };
  }

  function inked(edge, dim) {
    const { colour } = theme;
    const name = stanceOf(edge.id);
    const reading = data.readingOf.get(name);
    const link = reading ? null : data.links[Number(name.slice("link:".length))];
    const own = reading ? colour(`p-${reading.step}`) : colour(link.kind === "mediates" ? "n-mediator" : "tie");
    const hex = edge.id.startsWith("core:") ? colour("paper") : dim ? theme.faded(own, FADE) : own;
    const ink = dim ? theme.faded(colour("soft"), FADE) : colour("ink");
    return { ...edge, color: { color: hex, highlight: hex, hover: hex, inherit: false }, font: { color: ink, strokeColor: colour("paper") } };
  }

  /** What stands out: the chosen thing with its neighbours; null where nothing is chosen. */
  function spotlight(selected) {
    if (!selected) return null;
    const pair = selected.kind === "reading" ? data.readingOf.get(selected.id) : selected.kind === "link" ? data.links[selected.id] : null;
    if (selected.kind !== "node" && !pair) return null;
    const ends = pair && [pair.holder ?? pair.source, pair.target].filter(Boolean);
    const touches = (edge) => (pair ? ends.includes(edge.from) && ends.includes(edge.to) : edge.from === selected.id || edge.to === selected.id);
    const lit = edges.get({ filter: touches });
    return { edges: new Set(lit.map((edge) => edge.id)), nodes: new Set([...(ends ?? [selected.id]), ...lit.flatMap((edge) => [edge.from, edge.to])]) };
  }

  /** Bend lines between the same two nodes apart by so many pixels, whichever end each starts from. */
  function fan(lines) {
    const bundles = new Map();
    for (const { id, from, to } of lines) {
      const ends = [from, to].sort().join(" ");
      if (!bundles.has(ends)) bundles.set(ends, []);
      if (stanceOf(id) === id) bundles.get(ends).push(id);
    }
    for (const line of lines) {
      const { from, to } = line;
      const bundle = bundles.get([from, to].sort().join(" "));
      const [a, b] = [from, to].map((id) => placed(data.symbolOf.get(id)));
      const length = Math.hypot(a.x - b.x, a.y - b.y) || 1;
      const apart = Math.min(FAN, WIDEST_FAN / bundle.length, length * FLATTEST);
      const aside = (bundle.indexOf(stanceOf(line.id)) - (bundle.length - 1) / 2) * apart * (from < to ? 1 : -1);
      line.smooth = aside ? { enabled: true, type: aside > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(aside) / length / BULGE } : { enabled: false };
    }
  }

  function replace(set, items) {
    const keep = new Set(items.map((item) => item.id));
    set.remove(set.getIds().filter((id) => !keep.has(id)));
    set.update(items);
  }

  function render(state, visible, before) {
    last = [state, visible];
    find("#view-network").hidden = state.view !== "network";
    find("#nothing").hidden = visible.nodes.size > 0;
    if (state.view !== "network") return;
    const showsEdge = (edge) => {
      const name = stanceOf(edge.id);
      return data.readingOf.has(name) ? visible.readings.has(name) : visible.links.has(Number(name.slice("link:".length)));
    };
    const visibleNodes = data.network.nodes.filter((node) => visible.nodes.has(node.id));
    const visibleEdges = data.network.edges.filter(showsEdge).map((edge) => ({ ...edge }));
    replace(nodes, visibleNodes.map((node) => painted(node, false)));
    fan(visibleEdges);
    replace(edges, visibleEdges.map((edge) => inked(edge, false)));
    const light = spotlight(state.selected);
    if (light) {
      nodes.update(visibleNodes.filter((node) => !light.nodes.has(node.id)).map((node) => painted(node, true)));
      edges.update(visibleEdges.filter((edge) => !light.edges.has(edge.id)).map((edge) => inked(edge, true)));
    }
    const shape = `${tall()} ${[...visible.nodes].join(" ")}`;
    if (shape !== fitted) {
      fitted = shape;
      fit();
    }
    if (light && state.selected !== before?.selected) uncover(light.nodes);
  }

  /** Return what nodes cover of the plane. */
  function bounds(ids) {
    const boxes = ids.map((id) => network.getBoundingBox(id));
    const [left, top] = ["left", "top"].map((side) => Math.min(...boxes.map((box) => box[side])));
    const [right, bottom] = ["right", "bottom"].map((side) => Math.max(...boxes.map((box) => box[side])));
    return { left, top, right, bottom };
  }

  /** Move the picture to the left, or on a narrow screen the page up, as far as the panel hides what stands out. */
  function uncover(lit) {
    const panel = find("#panel").getBoundingClientRect();
    const { left: start, right: end, top: above } = frame.getBoundingClientRect();
    const { left, right, top, bottom } = bounds([...lit].filter((id) => nodes.get(id)));
    if (tall()) {
      const [first, last] = [top, bottom].map((y) => network.canvasToDOM({ x: 0, y }).y + above);
      if (last > panel.top || first < 0) scrollBy({ top: Math.min(first - PADDING, last + PADDING - panel.top) });
      return;
    }
    if (panel.left <= start || panel.left >= end) return;
    const [first, last] = [left, right].map((x) => network.canvasToDOM({ x, y: 0 }).x + start);
    const shift = Math.min(last + PADDING - panel.left, first - PADDING - start);
    if (shift <= 0) return;
    const { x, y } = network.getViewPosition();
    network.moveTo({ position: { x: x + shift / network.getScale(), y }, animation: false });
  }

  function fit() {
    if (!nodes.length || !frame.clientWidth || !frame.clientHeight) return;
    network.redraw(); // boxes are measured when they are drawn
    const { left, top, right, bottom } = bounds(nodes.getIds());
    const width = frame.clientWidth - 2 * PADDING;
    // A narrow screen scrolls: there the picture is as high as it needs to be.
    frame.parentElement.style.height = tall() ? `${Math.round(((bottom - top) * width) / (right - left)) + 2 * PADDING}px` : "";
    network.setSize(`${frame.clientWidth}px`, `${frame.clientHeight}px`);
    const scale = Math.min(width / (right - left), (frame.clientHeight - 2 * PADDING) / (bottom - top), MOST_ZOOM);
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: false });
  }

  // What an official belongs to stands below the name.
  function drawBelow(context) {
    context.font = `${SMALL}px ${data.network.options.nodes.font.face}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3;
    context.strokeStyle = theme.colour("paper");
    for (const { id, of } of data.network.nodes) {
      const node = of && nodes.get(id);
      if (!node) continue;
      const place = [of, node.x, node.y + node.size + 4 + LINE * (node.label.split("\n").length * node.font.size + SMALL * 0.5)];
      context.fillStyle = node.dim ? theme.faded(theme.colour("soft"), FADE) : theme.colour("soft");
      context.strokeText(...place);
      context.fillText(...place);
    }
  }

  // A mediator shows what it is besides: a disc for a state, a triangle for a person, a square for an organisation.
  function drawInside(context) {
    for (const { id, category, base, roles } of data.nodes) {
      if (category !== "mediator" || !nodes.get(id)) continue;
      const own = roles.includes("inferred") ? theme.colour("n-mediator") : theme.colour("paper");
      context.fillStyle = nodes.get(id).dim ? theme.faded(own, FADE) : own;
      const { x, y } = network.getPosition(id);
      context.beginPath();
      if (base === "state") context.arc(x, y, 4.2, 0, 2 * Math.PI);
      else if (base === "person") [[0, -4.8], [4.6, 3.4], [-4.6, 3.4]].forEach(([dx, dy]) => context.lineTo(x + dx, y + dy));
      else context.rect(x - 3.6, y - 3.6, 7.2, 7.2);
      context.fill();
    }
  }

  function drawHalo(context) {
    const { selected } = store.get();
    if (selected?.kind !== "node" || !nodes.get(selected.id)) return;
    context.strokeStyle = theme.colour("focus");
    context.lineWidth = 2.5;
    context.beginPath();
    const { size } = nodes.get(selected.id);
    const { x, y } = network.getPosition(selected.id);
    const { left, top, right, bottom } = network.getBoundingBox(selected.id);
    if (size) context.arc(x, y, size + 6, 0, 2 * Math.PI);
    else context.roundRect(left - 5, top - 5, right - left + 10, bottom - top + 10, 7);
    context.stroke();
  }

  function choose({ nodes: [node], edges: [edge] }) {
    const name = edge && stanceOf(edge);
    const chosen = !edge || data.readingOf.has(name) ? { kind: "reading", id: name } : { kind: "link", id: Number(name.slice("link:".length)) };
    store.set({ selected: node ? { kind: "node", id: node } : edge ? chosen : null });
  }

  // The wheel scrolls the page until the picture has been touched, or with Ctrl.
  let active = false;
  document.addEventListener("pointerdown", (event) => {
    active = frame.contains(event.target);
  });
  frame.addEventListener("wheel", (event) => active || event.ctrlKey || event.metaKey || event.stopPropagation(), { capture: true });

  network.on("click", choose);
  network.on("beforeDrawing", drawHalo);
  network.on("afterDrawing", drawInside);
  network.on("afterDrawing", drawBelow);
  for (const event of ["hoverNode", "hoverEdge"]) network.on(event, () => frame.classList.add("over"));
  for (const event of ["blurNode", "blurEdge"]) network.on(event, () => frame.classList.remove("over"));
  onThemeChange(() => {
    theme = readTheme();
    if (last) render(...last);
  });
  new ResizeObserver(() => {
    if (!last || !frame.clientWidth) return;
    fitted = "";
    network.setSize(`${frame.clientWidth}px`, `${frame.clientHeight}px`);
    render(...last);
  }).observe(frame);
  for (const control of document.querySelectorAll("[data-zoom]")) {
    control.addEventListener("click", () => {
      const factor = control.dataset.zoom;
      if (factor === "fit") fit();
      else network.moveTo({ scale: network.getScale() * Number(factor), animation: false });
    });
  }

  return { render, whereIs: (id) => whereIs(network, frame, nodes, edges, id), drawn: () => drawn(network, nodes) };
}

/** Return what each node covers, in pixels of the canvas. */
function drawn(network, nodes) {
  return nodes.getIds().map((id) => {
    const { left, top, right, bottom } = network.getBoundingBox(id);
    const [first, last] = [{ x: left, y: top }, { x: right, y: bottom }].map((point) => network.canvasToDOM(point));
    return { id, left: first.x, top: first.y, right: last.x, bottom: last.y };
  });
}

/** Return where a node or an edge can be clicked, in pixels of the window; null where it is not drawn. */
function whereIs(network, frame, nodes, edges, id) {
  const { left, top } = frame.getBoundingClientRect();
  const onScreen = (point) => ({ x: left + point.x, y: top + point.y });
  if (nodes.get(id)) return onScreen(network.canvasToDOM(network.getPosition(id)));
  const edge = edges.get(id);
  if (!edge) return null;
  const [from, to] = [edge.from, edge.to].map((end) => network.canvasToDOM(network.getPosition(end)));
  for (const along of [0.5, 0.4, 0.6, 0.3, 0.7]) {
    const middle = { x: from.x + (to.x - from.x) * along, y: from.y + (to.y - from.y) * along };
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    for (let step = 0; step < 160; step += 1) {
      const aside = (step % 2 ? 1 : -1) * Math.ceil(step / 2);
      const point = { x: middle.x - ((to.y - from.y) / length) * aside, y: middle.y + ((to.x - from.x) / length) * aside };
      if (network.getNodeAt(point) === undefined && stanceOf(String(network.getEdgeAt(point))) === id) return onScreen(point);
    }
  }
  return null;
}
