/* The editor of a text: what macros write is one sign that says what readers get, and problems stand below their line. */

import { Decoration, EditorState, EditorView, history, historyKeymap, isolateHistory, keymap, standardKeymap, StateEffect, StateField, WidgetType } from "/_/codemirror.js";
import { ask } from "/_/asking.js";
import { formOfCalls } from "/_/calls.js";
import { show, typed } from "/_/dialog.js";
import { button, element } from "/_/elements.js";

const SIGN = /\{\{[^{}]*\}\}|\{%[^{}%]*%\}/g;
const learnt = StateEffect.define(); // what readers get for calls, by their text
const marked = StateEffect.define(); // problems, by their line in the text from 1

/** A call of a macro, or the beginning or end of a restricted part, which has no form. */
class Sign extends WidgetType {
  constructor(text, given, open) {
    super();
    Object.assign(this, { text, given, open });
  }
  eq(other) {
    return this.text === other.text && this.given === other.given;
  }
  toDOM(view) {
    if (this.text.startsWith("{%")) return element("span", { className: "sign", textContent: this.text });
    const says = this.given && !this.given.wrong ? this.given.says : this.text.slice(2, -2).trim();
    const made = button(says, `${says}: ${this.given?.wrong ? this.given.says : this.text}`, () => this.open(view.posAtDOM(made)));
    made.className = this.given?.wrong ? "sign wrong" : "sign";
    return made;
  }
}

class Problem extends WidgetType {
  constructor(text) {
    super();
    this.text = text;
  }
  eq(other) {
    return this.text === other.text;
  }
  toDOM() {
    return element("div", { className: "problem", textContent: this.text, ariaHidden: "true" }); // the list says it
  }
}

/** What is drawn in a text: its signs, and the problems of its lines. */
function decorations(open) {
  function drawn(doc, given, problems) {
    const signs = [...doc.toString().matchAll(SIGN)].map(({ 0: text, index }) =>
      Decoration.replace({ widget: new Sign(text, given.get(text), open) }).range(index, index + text.length),
    );
    const notes = problems.flatMap(({ line, text }) => {
      const { from, to } = doc.line(Math.min(line, doc.lines));
      const over = signs.find((sign) => sign.from < to && to < sign.to); // a call of several lines
      const note = Decoration.widget({ widget: new Problem(text), side: 1, block: true });
      return [Decoration.line({ class: "wrong" }).range(from), note.range(over ? doc.lineAt(over.to).to : to)];
    });
    return { given, problems, signs: Decoration.set(signs), all: Decoration.set([...signs, ...notes], true) };
  }
  return StateField.define({
    create: ({ doc }) => drawn(doc, new Map(), []),
    update(value, { effects, docChanged, newDoc }) {
      let { given, problems } = value;
      for (const effect of effects) {
        if (effect.is(learnt)) given = new Map([...given, ...effect.value]);
        if (effect.is(marked)) problems = effect.value;
      }
      return docChanged || effects.length ? drawn(newDoc, given, problems) : value;
    },
    provide: (field) => [
      EditorView.decorations.from(field, ({ all }) => all),
      EditorView.atomicRanges.of((view) => view.state.field(field).signs),
      EditorView.contentAttributes.compute([field], (state) => ({ "aria-invalid": String(state.field(field).problems.length > 0) })),
    ],
  });
}

/** Edit a part of a page, in an edition that shows it. */
export function openText(told, block, kind) {
  const { start, end, line } = block;
  const table = told.blocks.flatMap((each) => each.tables)[0] ?? "";
  const form = formOfCalls(told.asked.edition, table);
  const drawn = decorations((at) => change(at));
  const view = new EditorView({
    doc: block.text,
    extensions: [
      EditorView.cspNonce.of(document.querySelector("link[nonce]").nonce),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({
        "aria-labelledby": "editor-title",
        "aria-describedby": "editor-problems editor-hint",
        autocorrect: "on",
        spellcheck: "true",
      }),
      EditorView.updateListener.of(({ docChanged }) => {
        if (!docChanged) return;
        form.shut(); // the call that it was of may be elsewhere
        typed();
        learn();
      }),
      drawn,
      history(),
      keymap.of([{ key: "Alt-Enter", run: () => change(view.state.selection.main.head) }, ...standardKeymap, ...historyKeymap]),
    ],
  });
  const text = () => view.state.doc.toString();
  const asked = new Set();

  /** Ask what readers get for the calls that are new. */
  async function learn() {
    const texts = [...new Set(text().match(SIGN))].filter((each) => each.startsWith("{{") && !asked.has(each));
    if (!texts.length) return;
    for (const each of texts) asked.add(each);
    const { given = {} } = await ask("given", { edition: told.asked.edition, texts });
    view.dispatch({ effects: learnt.of(Object.entries(given)) });
  }

  /** Open the form of the call at a place, or of a new one there. */
  function change(at) {
    const found = [...text().matchAll(SIGN)].find(({ 0: each, index }) => each.startsWith("{{") && index <= at && at <= index + each.length);
    const [from, to] = found ? [found.index, found.index + found[0].length] : [at, at];
    form.open(found?.[0] ?? "", (call) => {
      if (call) put(call, from, to);
      view.focus();
    });
    return true;
  }
  /** Put a call in a place; a new one that stands alone goes below the text. */
  function put(call, from, to) {
    const below = call.alone && from === to && text().trim();
    const [at, insert] = below ? [view.state.doc.length, `\n\n${call.text}`] : [from, call.text];
    view.dispatch({
      annotations: isolateHistory.of("full"), // to be undone by itself
      changes: { from: at, to: below ? at : to, insert },
      selection: { anchor: at + insert.length },
    });
  }

  const more = button("Say a number from the data", "Say a number from the data", () => change(view.state.selection.main.head));
  const hint = element("p", { id: "editor-hint", textContent: "What the data say is one sign, with what readers get. Tab leads to it, and Enter opens its form." });
  show(`Edit the ${kind}`, `${told.file}, from line ${line}, in the ${told.asked.edition} edition`, element("div", { className: block.kind }, view.dom, hint, element("p", {}, more), form.dom), {
    edit: () => ({ ...told.asked, digest: told.digest, start, end, text: text() }),
    isChanged: () => text() !== block.text,
    placed: (each) => `Line ${each.line - line + 1}: ${each.text}`,
    mark(problems) {
      const here = problems.filter((each) => each.line >= line && each.line < line + view.state.doc.lines);
      view.dispatch({ effects: marked.of(here.map((each) => ({ line: each.line - line + 1, text: each.text }))) });
      return here;
    },
    end: () => view.destroy(),
  });
  learn();
  view.focus();
  if (block.kind === "call") change(0);
}
