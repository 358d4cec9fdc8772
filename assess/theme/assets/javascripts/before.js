/* What runs before Material and before our own scripts. */

/* Material says so at its end only. Until then the search would be away and every table open, and the page would jump. */
document.documentElement.classList.replace("no-js", "js");

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


/* What scripts say is English here, a page in another language brings its own words, each by the English. What is filled in
   stands in {braces}. */
{
  let words;
  globalThis.say = (english, values = {}) => {
    words ??= JSON.parse(document.getElementById("words")?.textContent ?? "{}");
    return (words[english] ?? english).replace(/\{(\w+)\}/g, (braces, name) => values[name] ?? braces);
  };
}
