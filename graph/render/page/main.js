// Starts the page: one state, one filter, and views that render both.

import { controls } from "./controls.js";
import { find } from "./dom.js";
import { index, shown } from "./filter.js";
import { networkView } from "./network.js";
import { panelView } from "./panel.js";
import { START, createStore } from "./store.js";
import { tableView } from "./table.js";

document.documentElement.classList.add("script");
const data = index(JSON.parse(find("#data").textContent));
const store = createStore(START);
const network = networkView(data, store);
const views = [controls(data, store), panelView(data, store), tableView(data, store), network];

function render(state, before) {
  const visible = shown(data, state);
  for (const view of views) view.render(state, visible, before);
}

store.subscribe(render);
render(store.get(), null);

// For automation: the state, what is drawn where, and where in the window to click it. Nothing on the page uses it.
window.stancegraph = Object.freeze({ state: store.get, whereIs: network.whereIs, drawn: network.drawn });
document.documentElement.dataset.ready = "true";
