// What the designer says a frame shows (designer/widgets/semantics.h).

import type { HostRequest, Role } from "./generated/semantics.ts";

export type Box = [x: number, y: number, width: number, height: number];

export interface Node {
  id: number;
  parent: number;
  states: number;
  role: Role;
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

// What the app says of real records, asked of the engine beside the designer.
export interface Question {
  number: number;
  request: string; // of the message pair: "metric.read"
  params: Record<string, unknown>;
}

export interface Outbox {
  nodes?: Node[];
  // Nodes of before whose texts are others now, by their index.
  said?: [index: number, node: Node][];
  // Nodes of before that lie elsewhere now, nine numbers each: the index, rect and visible.
  moved?: number[];
  focus?: number;
  cursor?: string;
  announce?: string[];
  requests?: HostRequest[];
  preview?: boolean;
  locale?: "zh-CN" | "en";
  questions?: Question[];
  form?: string; // id of the form that is shown, "" for another thing
  part?: string; // label of what is shown
}
