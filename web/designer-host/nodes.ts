// What the designer says a frame shows (designer/widgets/semantics.h).

export type Box = [x: number, y: number, width: number, height: number];

export interface Node {
  id: number;
  parent: number;
  states: number;
  role: string;
  level?: number;
  name?: string;
  value?: string;
  typed?: number; // the last text event that the value knows of
  description?: string;
  placeholder?: string;
  shortcut?: string;
  rect: Box;
  visible?: Box;
}

export interface Outbox {
  nodes?: Node[];
  focus?: number;
  cursor?: string;
  announce?: string[];
  requests?: ("save" | "import" | "export" | "preview" | "locale" | "changed" | "opened")[];
  preview?: boolean;
  locale?: "zh-CN" | "en";
  form?: string; // id of the form that is shown, "" for another thing
}

export const enum State {
  focusable = 1 << 0,
  disabled = 1 << 1,
  checkable = 1 << 2,
  checked = 1 << 3,
  expandable = 1 << 4,
  expanded = 1 << 5,
  selectable = 1 << 6,
  selected = 1 << 7,
  required = 1 << 8,
  invalid = 1 << 9,
  multiline = 1 << 10,
  read_only = 1 << 11,
  popup = 1 << 12,
  monospace = 1 << 13,
  numeric = 1 << 14,
  vertical = 1 << 15,
}
