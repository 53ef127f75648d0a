// Colours for the canvas, read from the custom properties that the style sheet sets for light and dark.

/** Read all colours of the theme in force. */
export function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const cache = new Map();
  const colour = (name) => {
    if (!cache.has(name)) cache.set(name, style.getPropertyValue(`--${name}`).trim());
    return cache.get(name);
  };
  /** Mix a colour with the paper; 0 leaves it as it is. */
  const faded = (hex, amount) => {
    const paper = channels(colour("paper"));
    const mixed = channels(hex).map((channel, place) => Math.round(channel + (paper[place] - channel) * amount));
    return `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
  };
  return { colour, faded };
}

const channels = (hex) => [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));

/** Call back when the system turns from light to dark or back. @param {() => void} act */
export function onThemeChange(act) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", act);
}
