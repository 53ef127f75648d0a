// The table view: rows stand in the HTML already; here they are shown, hidden, and made to lead to the panel.

import { button, find } from "./dom.js";

/** Start the view. */
export function tableView(data, store) {
  const view = find("#view-table");
  const rows = [...view.querySelectorAll("tr[data-id]")];
  for (const row of rows) {
    const cell = row.querySelector(".holder");
    const opener = button([...cell.childNodes], () => store.set({ selected: { kind: "reading", id: row.dataset.id } }), { class: "name" });
    cell.append(opener);
  }
  return {
    render(state, visible) {
      view.hidden = state.view !== "table";
      for (const row of rows) {
        row.hidden = !visible.readings.has(row.dataset.id);
        row.classList.toggle("chosen", state.selected?.id === row.dataset.id);
      }
      for (const body of view.querySelectorAll("tbody")) body.hidden = [...body.querySelectorAll("tr[data-id]")].every((row) => row.hidden);
    },
  };
}
