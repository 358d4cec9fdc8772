/* Two things that Material has no setting for. This runs before it. */

/* It acts on single letters wherever the focus is. A reader who speaks to the computer, or whose hand slips, would set
   them off (WCAG 2.1.4). Typing into a field stays as it is. */
addEventListener(
  "keydown",
  (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select");
    if (event.key.length === 1 && !typing) event.stopImmediatePropagation();
  },
  true,
);

/* It loads the words of the whole site on every page. They wait here until the search is used, or until a page that was
   found marks the words that it was found by. */
{
  const { open, send } = XMLHttpRequest.prototype;
  const waiting = new WeakSet();

  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    if (String(url).endsWith("search/search_index.json")) waiting.add(this);
    return open.call(this, method, url, ...rest);
  };

  XMLHttpRequest.prototype.send = function (...body) {
    const used = () => document.activeElement?.matches("[data-md-component=search-query]");
    if (!waiting.has(this) || used() || new URLSearchParams(location.search).has("h")) return send.apply(this, body);
    const ask = () => {
      if (!used()) return;
      removeEventListener("focusin", ask);
      send.apply(this, body);
    };
    addEventListener("focusin", ask);
  };
}
