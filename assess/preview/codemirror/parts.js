/* What the preview's editor takes from CodeMirror; `bundle.py` puts it into one file. */
export { history, historyKeymap, isolateHistory, standardKeymap } from "@codemirror/commands";
export { EditorState, StateEffect, StateField } from "@codemirror/state";
export { Decoration, EditorView, keymap, WidgetType } from "@codemirror/view";
