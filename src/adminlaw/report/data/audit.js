"use strict";
(() => {
  const form = document.getElementById("controls");
  const shown = document.getElementById("shown");
  const items = [...document.querySelectorAll("[data-check]")];
  const groups = [...document.querySelectorAll("[data-group]")];
  const sections = [...document.querySelectorAll("[data-section]")];
  const indexes = [...document.querySelectorAll("[data-index]")];
  const rest = Number(shown.dataset.rest);
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const number = (count) => count.toLocaleString("en");
  const texts = new Map();

  /* The text of an item, with the title of its check; made when it is first asked for. */
  const textOf = (item) => {
    if (!texts.has(item)) {
      const title = item.closest("[data-group]").dataset.group;
      texts.set(item, plain(`${title} ${item.textContent}`));
    }
    return texts.get(item);
  };

  const fits = (item, wanted) =>
    (!wanted.status || item.dataset.status === wanted.status) &&
    (!wanted.severity || item.dataset.severity === wanted.severity) &&
    (!wanted.check || item.dataset.check === wanted.check) &&
    wanted.words.every((word) => textOf(item).includes(word));

  const filter = () => {
    const field = (name) => form.elements[name].value;
    const words = plain(field("words")).split(/\s+/).filter(Boolean);
    const wanted = { status: field("status"), severity: field("severity"), check: field("check"), words };
    const asked = words.length > 0 || wanted.status || wanted.severity || wanted.check;
    const alive = new Set();
    let count = 0;
    for (const item of items) {
      const fit = fits(item, wanted);
      item.hidden = !fit;
      if (fit) {
        count += 1;
        alive.add(item.closest("[data-group]"));
        alive.add(item.closest("[data-section]"));
      }
    }
    for (const each of groups) each.hidden = !alive.has(each);
    for (const each of sections) each.hidden = Boolean(asked) && !alive.has(each);
    for (const each of indexes) each.hidden = Boolean(asked);
    const said = asked ? shown.dataset.some : shown.dataset.all;
    const listed = said.replace("{}", number(count)).replace("{}", number(items.length));
    shown.textContent = listed + (rest ? shown.dataset.unlisted.replace("{}", number(rest)) : "");
    shown.hidden = false;
  };

  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(filter, 150);
  });
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    filter();
  });
  form.hidden = false;
  filter();
})();
