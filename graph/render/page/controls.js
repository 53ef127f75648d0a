// The filters and tabs: what people do there becomes a change of the state, and the state is shown in them.

import { find } from "./dom.js";
import { count, narrowed } from "./filter.js";
import { START } from "./store.js";

const LISTS = ["kinds", "positions", "grounds"];
const unchecked = (form, name) => [...form.querySelectorAll(`[name=${name}]`)].filter((box) => !box.checked).map((box) => box.value);

/** Start the controls. */
export function controls(data, store) {
  const form = find("#filters");
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const total = count(data.readings.filter((reading) => reading.target));
  const claims = data.readings.filter((reading) => !reading.target).length;

  function read() {
    const { query, issue, from, to, outlets, earlier, offStory } = form.elements;
    const lists = Object.fromEntries(LISTS.map((name) => [`${name}Off`, unchecked(form, name)]));
    store.set({ query: query.value, issue: issue.value, from: from.value, to: to.value, outlets: Boolean(outlets?.checked), earlier: Boolean(earlier?.checked), offStory: Boolean(offStory?.checked), ...lists });
  }

  form.addEventListener("input", read);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const query = form.elements.query.value.trim().toLowerCase();
    const named = query && data.nodes.find((node) => [node.label, ...(node.aliases ?? [])].some((name) => name.toLowerCase().includes(query)));
    if (named) store.set({ selected: { kind: "node", id: named.id } });
  });
  form.addEventListener("reset", () => store.set({ ...START, view: store.get().view }));
  document.addEventListener("pointerdown", (event) => closeMenus(form, event.target));
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = form.querySelector("details[open]");
    open?.querySelector("summary").focus();
    closeMenus(form, null);
  });

  const show = (tab) => {
    store.set({ view: tab.id.replace("tab-", "") });
    tab.focus();
  };
  tabs.forEach((tab, place) => {
    tab.addEventListener("click", () => show(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) show(tabs[(place + step + tabs.length) % tabs.length]);
    });
  });
  find("#skip").addEventListener("click", (event) => {
    event.preventDefault();
    store.set({ view: "table" });
    find("#view-table").focus();
  });
  const drawer = find("#show-filters");
  drawer.addEventListener("click", () => drawer.setAttribute("aria-expanded", String(drawer.getAttribute("aria-expanded") !== "true")));

  return {
    render(state, visible) {
      for (const tab of tabs) {
        const chosen = tab.id === `tab-${state.view}`;
        tab.setAttribute("aria-selected", String(chosen));
        tab.tabIndex = chosen ? 0 : -1;
      }
      for (const name of LISTS) {
        const off = state[`${name}Off`];
        form.querySelector(`[name=${name}]`)?.closest("details").classList.toggle("on", off.length > 0);
      }
      form.elements.from.closest("details").classList.toggle("on", Boolean(state.from || state.to));
      form.elements.issue.classList.toggle("on", Boolean(state.issue));
      drawer.classList.toggle("on", narrowed(state));
      const readings = data.readings.filter((reading) => visible.readings.has(reading.id));
      const stances = readings.filter((reading) => reading.target);
      find("#count").textContent = `${count(stances)} of ${total} stances` + (claims ? `, ${readings.length - stances.length} of ${claims} claims` : "");
    },
  };
}

function closeMenus(form, target) {
  for (const menu of form.querySelectorAll("details[open]")) if (!menu.contains(target)) menu.open = false;
}
