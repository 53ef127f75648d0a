// Makes elements. Text from sources goes in as text nodes only: nothing here parses HTML.

/** @param {string} selector @returns {any} */
export const find = (selector) => document.querySelector(selector);

/**
 * Make an element; children that are strings become text, empty ones are left out.
 * @param {string} tag @param {Record<string, string>} attributes @param {...any} children
 */
export function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** Text of a source: its direction stays its own. @param {string} text */
export const isolated = (text) => make("bdi", {}, text);

/** A button that does one thing. @param {any} content @param {() => void} act @param {Record<string, string>} attributes */
export function button(content, act, attributes = {}) {
  const element = make("button", { type: "button", ...attributes }, content);
  element.addEventListener("click", act);
  return element;
}

/** A word of a vocabulary as people write it. @param {string} name */
export const spoken = (name) => name.replaceAll("-", " ");

/** Put a separator between items. @param {any[]} items @param {string} separator */
export const joined = (items, separator) => items.flatMap((item, index) => (index ? [separator, item] : [item]));
