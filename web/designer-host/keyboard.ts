// Keys, focus and typing on the mirror's elements.
import { State } from "./generated/semantics.ts";
import { EventKind, type Engine } from "./module.ts";
import { is_field, type Mirror } from "./mirror.ts";

const kModifiers = { shift: 1, control: 2, alt: 4 };
// Keys that are held, as the designer counts them (designer/widgets/input.h); Command is Control.
export function modifiers_of(event: Pick<KeyboardEvent, "shiftKey" | "ctrlKey" | "metaKey" | "altKey">): number {
  return (event.shiftKey ? kModifiers.shift : 0) | (event.ctrlKey || event.metaKey ? kModifiers.control : 0) | (event.altKey ? kModifiers.alt : 0);
}
const kShortcuts = new Set(["z", "y", "s", "d", "f"]);
const kArrows = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"]);

const kTextElements = new Set(["input", "textarea", "select"]);

// Keys that an input method takes. Safari ends a composition before the Enter that ended it, and tells
// by the key code alone.
export function is_composing_key(event: Pick<KeyboardEvent, "isComposing" | "key" | "keyCode">): boolean {
  return event.isComposing || event.key === "Process" || event.keyCode === 229;
}

// Whose a shortcut is that was pressed in the page beside the canvas. A text that is written there has an
// undo and a search of its own; saving is the design's. What a dialog asks comes before the design, and a
// page is never saved as a file.
export function shortcut_beside(event: Pick<KeyboardEvent, "ctrlKey" | "metaKey" | "altKey" | "key" | "composedPath">): "designer" | "dropped" | "nobody" {
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey) || event.altKey || !kShortcuts.has(key)) return "nobody";
  const path = event.composedPath() as Partial<Pick<HTMLDialogElement, "localName" | "open">>[];
  if (path.some(({ localName, open }) => localName === "dialog" && open)) return key === "s" ? "dropped" : "nobody";
  return key === "s" || !kTextElements.has(path[0]?.localName ?? "") ? "designer" : "nobody";
}

export class KeyboardInput {
  private sequence = 0; // of the last text event
  private is_pressing = false; // a pointer button goes down, and takes the focus with it

  constructor(
    private readonly host: HTMLElement,
    private readonly engine: Engine,
    private readonly mirror: Mirror,
    private readonly changed: () => void,
    /** A text was pasted that does not fit: nothing of it was taken. */
    private readonly too_long: (pasted: number, most: number) => void,
  ) {}

  listen(signal: AbortSignal): void {
    const { host } = this;
    host.addEventListener("keydown", (event) => this.key(event), { signal });
    document.addEventListener("keydown", (event) => this.key_elsewhere(event), { signal });
    host.addEventListener("mousedown", () => {
      this.is_pressing = true;
      setTimeout(() => (this.is_pressing = false));
    }, { signal, capture: true });
    host.addEventListener("focusin", (event) => {
      const id = this.mirror.id_of(event.target);
      if (id === 0) return;
      this.mirror.remember(id);
      // A press focuses by script, which the browser takes for the keyboard's where that was used before. Text
      // fields show their focus either way.
      const pressed = this.is_pressing && !is_field(event.target);
      const keyboard = !pressed && event.target instanceof Element && event.target.matches(":focus-visible");
      this.send(EventKind.focus, id, "", 0, keyboard);
    }, { signal });
    host.addEventListener("focusout", (event) => {
      const id = this.mirror.id_of(event.target);
      if (id !== 0) this.send(EventKind.blur, id);
    }, { signal });
    host.addEventListener("input", (event) => {
      if (!is_field(event.target) || event.target.dataset["composing"] !== undefined) return;
      this.typed(event.target);
    }, { signal });
    // Letters of an input method are text only when it is done with them.
    host.addEventListener("compositionstart", (event) => {
      if (is_field(event.target)) event.target.dataset["composing"] = "";
    }, { signal });
    host.addEventListener("compositionend", (event) => {
      if (!is_field(event.target)) return;
      delete event.target.dataset["composing"];
      this.typed(event.target);
    }, { signal });
    document.addEventListener("selectionchange", () => this.caret(document.activeElement), { signal });
    for (const name of ["copy", "cut"] as const) {
      document.addEventListener(name, (event) => this.copy(event, name === "cut"), { signal });
    }
    document.addEventListener("paste", (event) => this.paste(event), { signal });
    // A click without a pointer is assistive technology's, or a script's.
    host.addEventListener("click", (event) => {
      if (event.detail !== 0 || is_field(event.target)) return;
      const id = this.mirror.id_of(event.target);
      if (id === 0) return;
      event.preventDefault();
      this.send(EventKind.activate, id);
    }, { signal });
  }

  // Of what is selected on the canvas: text that is selected in the page, and fields, have their own.
  private is_about_canvas(): boolean {
    const focused = document.activeElement;
    const here = focused === null || focused === document.body || this.host.contains(focused);
    return here && !is_field(focused) && (document.getSelection()?.isCollapsed ?? true);
  }

  private copy(event: ClipboardEvent, cut: boolean): void {
    if (!this.is_about_canvas()) return;
    const text = this.engine.copy(cut);
    if (text === null) return;
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    this.changed();
  }

  private paste(event: ClipboardEvent): void {
    const field = event.target;
    // A browser would take a part of it, and say nothing.
    if (is_field(field) && this.host.contains(field)) {
      const pasted = event.clipboardData?.getData("text/plain") ?? "";
      const kept = field.value.length - ((field.selectionEnd ?? 0) - (field.selectionStart ?? 0));
      if (kept + pasted.length <= field.maxLength) return;
      event.preventDefault();
      this.too_long(pasted.length, field.maxLength - kept);
      return;
    }
    if (!this.is_about_canvas()) return;
    if (!this.engine.paste(event.clipboardData?.getData("text/plain") ?? "")) return;
    event.preventDefault();
    this.changed();
  }

  private send(kind: EventKind, id: number, text = "", modifiers = 0, keyboard = false): void {
    this.engine.event(kind, id, text, modifiers, keyboard);
    this.changed();
  }

  // Where somebody writes, for what is offered there.
  private caret(field: Element | null): void {
    if (!is_field(field) || !this.host.contains(field) || field.dataset["composing"] !== undefined) return;
    const place = field.selectionStart ?? field.value.length;
    this.engine.event(EventKind.caret, this.mirror.id_of(field), "", 0, false, place);
    this.changed();
  }

  private typed(field: HTMLInputElement | HTMLTextAreaElement): void {
    this.caret(field);
    this.mirror.sent(field, ++this.sequence);
    this.engine.event(EventKind.text, this.mirror.id_of(field), field.value, 0, false, this.sequence);
    this.changed();
  }

  // Keys also work when nothing has the focus, and shortcuts where something beside the canvas has it.
  private key_elsewhere(event: KeyboardEvent): void {
    if (event.target === document.body) this.key(event);
    if (event.defaultPrevented || (event.target instanceof Node && this.host.contains(event.target))) return;
    const whose = shortcut_beside(event);
    if (whose === "nobody") return;
    event.preventDefault();
    if (whose === "designer") this.send(EventKind.key, 0, event.key.toLowerCase(), modifiers_of(event), true);
  }

  private key(event: KeyboardEvent): void {
    if (is_composing_key(event)) return;
    const id = this.mirror.id_of(event.target);
    const control = event.ctrlKey || event.metaKey;
    const modifiers = modifiers_of(event);
    const forward = (name = event.key): void => {
      event.preventDefault();
      this.send(EventKind.key, id, name, modifiers, true);
    };
    if (event.key === "F6" && !control && !event.altKey) {
      event.preventDefault();
      this.next_panel(event.shiftKey);
      return;
    }
    // What the member is for that somebody edits.
    if (event.key === "F1" && id !== 0) {
      forward();
      return;
    }
    if (control && !event.altKey && kShortcuts.has(event.key.toLowerCase())) {
      forward(event.key.toLowerCase());
      return;
    }
    if (is_field(event.target)) {
      // In a field of several lines Enter is a new line; with Alt it takes what is offered.
      if (event.key === "Enter" && (event.altKey || event.target instanceof HTMLInputElement)) forward();
      else if (event.key === "Escape") {
        event.target.blur();
        forward();
      }
      return;
    }
    // Several at once: all of them, one more, and going there without selecting.
    const selecting = event.key.toLowerCase() === "a" || event.key === " " || kArrows.has(event.key);
    if (control && !event.altKey && selecting && this.is_selectable(event.target)) {
      forward(event.key.length === 1 ? event.key.toLowerCase() : event.key);
      return;
    }
    if (control) return;
    if (kArrows.has(event.key)) {
      const target = event.target instanceof HTMLElement ? event.target : null;
      const neighbour = !event.altKey && !event.shiftKey && target ? this.mirror.neighbour(target, event.key) : null;
      if (neighbour) {
        event.preventDefault();
        neighbour.focus({ preventScroll: true });
      } else if (id !== 0) {
        forward();
      }
      return;
    }
    if (event.key === "Enter" || event.key === " ") {
      if (id === 0) return;
      event.preventDefault();
      if (!event.repeat) this.send(EventKind.activate, id);
      return;
    }
    // An open list is searched by the first letter of its entries.
    if (/^[a-z0-9]$/i.test(event.key) && !event.altKey && this.mirror.node_of(event.target)?.role === "option") {
      event.preventDefault();
      this.send(EventKind.key, id, event.key.toLowerCase(), 0, true);
      return;
    }
    if (event.key === "Delete" || event.key === "Backspace" || event.key === "Escape") forward();
  }

  // One of those of which several can be selected.
  private is_selectable(target: EventTarget | null): boolean {
    return ((this.mirror.node_of(target)?.states ?? 0) & State.with_others) !== 0;
  }

  private next_panel(backwards: boolean): void {
    const panels = [...this.host.querySelectorAll<HTMLElement>('[role="region"]')].filter((panel) => panel.querySelector("[data-focusable]"));
    if (panels.length === 0) return;
    const current = panels.findIndex((panel) => panel.contains(document.activeElement));
    const next = panels[(current + (backwards ? panels.length - 1 : 1) + (current < 0 && backwards ? 1 : 0)) % panels.length]!;
    const stop = next.querySelector<HTMLElement>('[data-focusable][tabindex="0"], input:not(:disabled), textarea:not(:disabled)');
    stop?.focus({ preventScroll: true });
  }
}
