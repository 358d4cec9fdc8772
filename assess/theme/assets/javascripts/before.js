/* A thing that Material has no setting for. This runs before it. */

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

