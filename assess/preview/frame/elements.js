/* Elements as the editor makes them, in the frame and in a page. */

export function element(name, properties = {}, ...inside) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...inside);
  return made;
}

/** A button that is called `label` where its text alone would not say what it is for. */
export function button(text, label, act, page = document) {
  const made = Object.assign(page.createElement("button"), { type: "button", textContent: text });
  if (label !== text) Object.assign(made, { ariaLabel: label, title: label });
  made.addEventListener("click", act);
  return made;
}

/** A select of some options, each with its value and its text. */
export function select(id, options, value) {
  const made = element("select", { id });
  made.append(...options.map(([each, text]) => new Option(text, each)));
  made.value = value;
  return made;
}

/** A field with its label before it. */
export function labelled(text, field) {
  return element("p", {}, element("label", { htmlFor: field.id, textContent: text }), " ", field);
}
