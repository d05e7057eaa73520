// The wasm module's exports as functions on JavaScript's own values.

export interface WasmModule {
  HEAPU8: Uint8Array;
  _td_allocate(size: number): number;
  _td_free(memory: number): void;
  _td_start(): number;
  _td_stop(): void;
  _td_load(text: number, size: number): number;
  _td_import(text: number, size: number, name: number): number;
  _td_take_over(text: number, size: number, origin: number): number;
  _td_text(): number;
  _td_mark_saved(): void;
  _td_is_saved(): number;
  _td_set_version(version: number): void;
  _td_show_problems(): void;
  _td_answer(question: number, reply: number, size: number): void;
  _td_refuse(question: number, problem: number): void;
  _td_outdate_answers(): void;
  _td_set_locale(locale: number): void;
  _td_set_preview(on: number): void;
  _td_set_high_contrast(on: number): void;
  _td_say(sentence: number, problem: number): void;
  _td_pointer(kind: number, x: number, y: number, button: number, touch: number, modifiers: number, now_ms: number): void;
  _td_wheel(dx: number, dy: number): void;
  _td_event(kind: number, id: number, modifiers: number, keyboard: number, sequence: number, text: number): void;
  _td_frame(now_ms: number, width: number, height: number, scale: number): number;
  _td_outbox(at_once: number): number;
  _td_copy(cut: number): number;
  _td_paste(text: number, size: number): number;
  _td_context_lost(): void;
  _td_context_restored(): void;
}

export type Factory = (options: {
  canvas: HTMLCanvasElement;
  fontFamilies: { text: string; mono: string };
  locateFile: (name: string) => string;
}) => Promise<WasmModule>;

export const font_families = {
  text: '"Inter", -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "PingFang SC", "Microsoft YaHei UI", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif',
  mono: 'ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace',
};

export const enum EventKind {
  activate,
  focus,
  blur,
  text,
  key,
  caret, // its place stands where the number of a text event does
}

export const enum PointerKind {
  move,
  down,
  up,
  cancel,
  leave,
}

// Where a document comes from that takes the place of the one in edit.
export const enum Origin {
  newer_version,
  draft,
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class Engine {
  constructor(private readonly wasm: WasmModule) {}

  start(): boolean {
    return this.wasm._td_start() === 1;
  }
  stop(): void {
    this.wasm._td_stop();
  }
  // The reason why the text was refused, or null.
  load(text: string): string | null {
    return this.with_text(text, (at, size) => this.read(this.wasm._td_load(at, size)));
  }
  import(text: string, name: string): string | null {
    return this.with_text(name, (name_at) => this.with_text(text, (at, size) => this.read(this.wasm._td_import(at, size, name_at))));
  }
  take_over(text: string, origin: Origin): string | null {
    return this.with_text(text, (at, size) => this.read(this.wasm._td_take_over(at, size, origin)));
  }
  text(): string {
    return this.read(this.wasm._td_text()) ?? "";
  }
  mark_saved(): void {
    this.wasm._td_mark_saved();
  }
  is_saved(): boolean {
    return this.wasm._td_is_saved() === 1;
  }
  set_version(version: number): void {
    this.wasm._td_set_version(version);
  }
  show_problems(): void {
    this.wasm._td_show_problems();
  }
  answer(question: number, reply: unknown): void {
    this.with_text(JSON.stringify(reply), (at, size) => this.wasm._td_answer(question, at, size));
  }
  refuse(question: number, problem: string): void {
    this.with_text(problem, (at) => this.wasm._td_refuse(question, at));
  }
  outdate_answers(): void {
    this.wasm._td_outdate_answers();
  }
  set_locale(locale: string): void {
    this.with_text(locale, (at) => this.wasm._td_set_locale(at));
  }
  set_high_contrast(on: boolean): void {
    this.wasm._td_set_high_contrast(on ? 1 : 0);
  }
  set_preview(on: boolean): void {
    this.wasm._td_set_preview(on ? 1 : 0);
  }
  say(sentence: string, problem: boolean): void {
    this.with_text(sentence, (at) => this.wasm._td_say(at, problem ? 1 : 0));
  }
  pointer(kind: PointerKind, x: number, y: number, button: number, touch: boolean, modifiers: number): void {
    this.wasm._td_pointer(kind, x, y, button, touch ? 1 : 0, modifiers, performance.now());
  }
  wheel(dx: number, dy: number): void {
    this.wasm._td_wheel(dx, dy);
  }
  event(kind: EventKind, id: number, text = "", modifiers = 0, keyboard = false, sequence = 0): void {
    this.with_text(text, (at) => this.wasm._td_event(kind, id, modifiers, keyboard ? 1 : 0, sequence, at));
  }
  // In how many milliseconds the next frame is due; below 0: when something happens.
  frame(width: number, height: number, scale: number): number {
    return this.wasm._td_frame(performance.now(), width, height, scale);
  }
  // What the host has to do; with `at_once` also what only a moving picture changes.
  outbox(at_once = false): string | null {
    return this.read(this.wasm._td_outbox(at_once ? 1 : 0));
  }
  // What is selected as text for the clipboard, or null; with `cut` it is taken away.
  copy(cut: boolean): string | null {
    return this.read(this.wasm._td_copy(cut ? 1 : 0));
  }
  // Whether the text was a part of an app.
  paste(text: string): boolean {
    return this.with_text(text, (at, size) => this.wasm._td_paste(at, size) === 1);
  }
  context_lost(): void {
    this.wasm._td_context_lost();
  }
  context_restored(): void {
    this.wasm._td_context_restored();
  }

  private with_text<T>(text: string, use: (at: number, size: number) => T): T {
    const bytes = encoder.encode(text);
    const at = this.wasm._td_allocate(bytes.length + 1);
    this.wasm.HEAPU8.set(bytes, at);
    this.wasm.HEAPU8[at + bytes.length] = 0;
    try {
      return use(at, bytes.length);
    } finally {
      this.wasm._td_free(at);
    }
  }

  private read(at: number): string | null {
    if (at === 0) return null;
    const memory = this.wasm.HEAPU8;
    return decoder.decode(memory.subarray(at, memory.indexOf(0, at)));
  }
}
