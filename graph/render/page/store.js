// The one state that all views share: what is chosen, and what is left out.

export const START = Object.freeze({
  view: "network",
  selected: null, // {kind: "node" | "reading" | "link", id}
  query: "",
  issue: "",
  kindsOff: [],
  positionsOff: [],
  groundsOff: [],
  from: "",
  to: "",
  outlets: false,
  earlier: false, // what was superseded, corrected or retracted
  offStory: false,
});

/** Hold a state and tell everyone who subscribed of each change. @param {typeof START} start */
export function createStore(start) {
  let state = start;
  const subscribers = [];
  return {
    get: () => state,
    set(change) {
      const before = state;
      state = Object.freeze({ ...state, ...change });
      for (const tell of subscribers) tell(state, before);
    },
    subscribe(tell) {
      subscribers.push(tell);
    },
  };
}
