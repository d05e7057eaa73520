// The designer as DOM: one element for each widget, with its role, name and state, lying
// transparently on the canvas where the widget is drawn. Screen readers, tests and the keyboard
// work on these elements; text fields are real inputs that become visible while they are edited,
// so input methods, clipboard and phone keyboards are the browser's own.
import { write_text } from "./field_text.ts";
import { State } from "./generated/semantics.ts";
import type { Box, Node } from "./nodes.ts";

export type Field = HTMLInputElement | HTMLTextAreaElement;
// Characters of a text of several lines: as many options as a choice may have, and a formula that is much
// too long, which the designer says.
const kMaxLines = 2_000_000;

export const is_field = (element: unknown): element is Field =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;

interface Entry {
  element: HTMLElement;
  node: Node;
  shown: string; // the geometry that is set, as text
  sent: number; // the last text event of a field
}

const kRoving = new Set(["tree", "listbox", "tablist", "menu", "toolbar", "radiogroup"]);
const kContainers = new Set(["region", "group", "list", "dialog", "table", "row", ...kRoving]);
// What is read as a text, and has no other content.
const kTexts = new Set(["", "heading", "cell", "columnheader"]);
// A focus that comes later would take somebody away from what they have gone on to.
const kFocusWait_ms = 1000;

export class Mirror {
  readonly root = document.createElement("div");
  private entries = new Map<number, Entry>();
  private by_element = new WeakMap<Element, Entry>();
  private last_in_group = new Map<number, number>();
  private nodes: Node[] = [];  // of the last update
  private wanted_focus: { id: number; until_ms: number } | undefined;
  updating = false;

  constructor(private readonly max_text: number) {
    this.root.className = "designer-mirror";
  }

  id_of(target: EventTarget | null): number {
    const element = target instanceof Element ? target.closest("[data-node]") : null;
    return element ? (this.by_element.get(element)?.node.id ?? 0) : 0;
  }
  node_of(target: EventTarget | null): Node | undefined {
    const element = target instanceof Element ? target.closest("[data-node]") : null;
    return element ? this.by_element.get(element)?.node : undefined;
  }
  element(id: number): HTMLElement | undefined {
    return this.entries.get(id)?.element;
  }

  // The same nodes lie elsewhere, as when a panel scrolls (Outbox.moved).
  move(numbers: number[]): void {
    for (let at = 0; at + 9 <= numbers.length; at += 9) {
      const node = this.nodes[numbers[at]!];
      const entry = node && this.entries.get(node.id);
      if (!entry || entry.node !== node) continue;
      node.rect = numbers.slice(at + 1, at + 5) as Box;
      node.visible = numbers.slice(at + 5, at + 9) as Box;
      if (!kContainers.has(node.role)) this.place(entry, node);
    }
  }

  // The same nodes say something else, as when somebody types (Outbox.said).
  say(said: [index: number, node: Node][]): void {
    this.updating = true;
    for (const [index, node] of said) {
      const before = this.nodes[index];
      const entry = before && this.entries.get(before.id);
      if (!entry || entry.node !== before) continue;
      this.nodes[index] = node;
      this.show(entry, node);
    }
    this.updating = false;
  }

  update(nodes: Node[]): void {
    this.updating = true;
    this.nodes = nodes;
    const active = document.activeElement;
    const had_focus = active instanceof HTMLElement && this.root.contains(active) ? active : null;
    const seen = new Set<number>();
    const next_child = new Map<Element, Element | null>();
    const elements: HTMLElement[] = [];
    let popup = false;
    for (const node of nodes) {
      // An id that comes twice would make two widgets one: the first keeps it.
      if (seen.has(node.id)) {
        elements.push(this.root);
        continue;
      }
      seen.add(node.id);
      const entry = this.entry_for(node);
      popup ||= (node.states & State.popup) !== 0;
      const parent = node.parent >= 0 ? elements[node.parent]! : this.root;
      elements.push(entry.element);
      if (!next_child.has(parent)) next_child.set(parent, parent.firstElementChild);
      const expected = next_child.get(parent)!;
      if (expected === entry.element) {
        next_child.set(parent, expected.nextElementSibling);
      } else {
        parent.insertBefore(entry.element, expected);
      }
      this.show(entry, node);
    }
    for (const [id, entry] of this.entries) {
      if (seen.has(id)) continue;
      entry.element.remove();
      this.entries.delete(id);
    }
    this.root.classList.toggle("has-popup", popup);
    this.set_tab_stops(nodes, elements);
    this.connect_comboboxes(nodes);
    this.updating = false;
    this.focus_wanted();
    if (had_focus && document.activeElement !== had_focus && had_focus.isConnected && document.activeElement === document.body) {
      had_focus.focus({ preventScroll: true });
    }
  }

  // Puts the focus on a widget, now or as soon as it is there.
  focus(id: number): void {
    const element = this.element(id);
    if (!element) {
      this.wanted_focus = { id, until_ms: performance.now() + kFocusWait_ms };
      return;
    }
    this.wanted_focus = undefined;
    if (document.activeElement === element) return;
    element.focus({ preventScroll: true });
    if (is_field(element)) element.select();
  }

  // A text event is on its way: until a frame knows of it, the field's own text is the newest.
  sent(field: Field, sequence: number): void {
    const entry = this.by_element.get(field);
    if (entry) entry.sent = sequence;
  }

  private focus_wanted(): void {
    const wanted = this.wanted_focus;
    if (wanted === undefined) return;
    if (performance.now() > wanted.until_ms) this.wanted_focus = undefined;
    else if (this.element(wanted.id)) this.focus(wanted.id);
  }

  // Who was focused last in a group is its tab stop. Who went there by hand wants no other focus.
  remember(id: number): void {
    this.wanted_focus = undefined;
    const element = this.element(id);
    const group = element?.parentElement?.closest("[data-roving]");
    const entry = group ? this.by_element.get(group) : undefined;
    if (!entry || !element) return;
    this.last_in_group.set(entry.node.id, id);
    for (const other of this.members(group!)) other.tabIndex = other === element ? 0 : -1;
  }

  members(group: Element): HTMLElement[] {
    return [...group.querySelectorAll<HTMLElement>("[data-focusable]")].filter(
      (member) => member.parentElement?.closest("[data-roving]") === group,
    );
  }

  // The member that an arrow key leads to.
  neighbour(element: HTMLElement, key: string): HTMLElement | null {
    const group = element.parentElement?.closest("[data-roving]");
    if (!group) return null;
    const members = this.members(group);
    const index = members.indexOf(element);
    if (key === "Home") return members[0] ?? null;
    if (key === "End") return members[members.length - 1] ?? null;
    const vertical = group.hasAttribute("data-vertical");
    const step = key === "ArrowDown" || key === "ArrowRight" ? 1 : -1;
    if (vertical) return key === "ArrowUp" || key === "ArrowDown" ? (members[index + step] ?? null) : null;
    if (key === "ArrowLeft" || key === "ArrowRight") return members[index + step] ?? null;
    // In a grid: the nearest one above or below.
    const own = this.by_element.get(element)!.node.rect;
    let best: HTMLElement | null = null;
    let best_distance = Infinity;
    for (const member of members) {
      const box = this.by_element.get(member)!.node.rect;
      const down = box[1] - own[1];
      if (down * step <= own[3] / 2) continue;
      const distance = Math.abs(down) + Math.abs(box[0] - own[0]) * 3;
      if (distance < best_distance) [best, best_distance] = [member, distance];
    }
    return best;
  }

  private entry_for(node: Node): Entry {
    const old = this.entries.get(node.id);
    if (old && old.node.role === node.role && (old.node.states & State.multiline) === (node.states & State.multiline)) {
      return old;
    }
    old?.element.remove();
    const element = this.make(node);
    const entry: Entry = { element, node: { ...node, name: undefined, states: -1 }, shown: "", sent: 0 };
    element.dataset["node"] = "";
    element.id = `designer-${node.id}`;
    this.entries.set(node.id, entry);
    this.by_element.set(element, entry);
    return entry;
  }

  private make(node: Node): HTMLElement {
    if (node.role === "textbox") {
      const field = document.createElement(node.states & State.multiline ? "textarea" : "input");
      field.autocomplete = "off";
      field.spellcheck = false;
      field.maxLength = field instanceof HTMLTextAreaElement ? kMaxLines : this.max_text;
      field.setAttribute("autocapitalize", "off");
      return field;
    }
    const element = document.createElement(node.role === "" ? "p" : "div");
    if (node.role !== "") element.setAttribute("role", node.role);
    if (kContainers.has(node.role)) element.classList.add("designer-container");
    if (kRoving.has(node.role)) element.dataset["roving"] = "";
    return element;
  }

  private show(entry: Entry, node: Node): void {
    const { element } = entry;
    const before = entry.node;
    entry.node = node;
    if (!kContainers.has(node.role)) this.place(entry, node);
    if (is_field(element)) {
      const composing = element.dataset["composing"] !== undefined;
      const newest = (node.typed ?? 0) >= entry.sent;
      if (!composing && newest) write_text(element, node.value ?? "", document.activeElement === element);
    } else if (node.role === "combobox" && before.value !== node.value) {
      element.textContent = node.value ?? "";
    }
    if (before.states === node.states && before.name === node.name && before.description === node.description && before.placeholder === node.placeholder && before.level === node.level) {
      return;
    }
    if (kTexts.has(node.role)) element.textContent = node.name ?? "";
    else attribute(element, "aria-label", node.name);
    attribute(element, "aria-description", node.description);
    attribute(element, "aria-keyshortcuts", node.shortcut);
    const has = (state: State): boolean => (node.states & state) !== 0;
    const flag = (can: State, is: State): string | undefined => (has(can) ? String(has(is)) : undefined);
    attribute(element, "aria-level", node.level ? String(node.level) : undefined);
    attribute(element, "aria-selected", flag(State.selectable, State.selected));
    attribute(element, node.role === "button" ? "aria-pressed" : "aria-checked", flag(State.checkable, State.checked));
    attribute(element, "aria-multiselectable", has(State.multiselectable) ? "true" : undefined);
    attribute(element, "aria-expanded", flag(State.expandable, State.expanded));
    attribute(element, "aria-haspopup", node.role === "combobox" ? "listbox" : undefined);
    attribute(element, "aria-disabled", has(State.disabled) && !is_field(element) ? "true" : undefined);
    element.toggleAttribute("data-focusable", has(State.focusable));
    element.toggleAttribute("data-vertical", has(State.vertical));
    if (element.dataset["roving"] !== undefined) {
      attribute(element, "aria-orientation", has(State.vertical) && node.role !== "tree" ? "vertical" : undefined);
    }
    element.classList.toggle("designer-popup", has(State.popup));
    if (is_field(element)) {
      element.disabled = has(State.disabled);
      element.required = has(State.required);
      element.placeholder = node.placeholder ?? "";
      element.inputMode = has(State.numeric) ? "decimal" : "text";
      element.classList.toggle("designer-mono", has(State.monospace));
      attribute(element, "aria-invalid", has(State.invalid) ? "true" : undefined);
    }
  }

  private place(entry: Entry, node: Node): void {
    const box = node.rect;
    const visible = node.visible ?? box;
    const geometry = box.join() + "|" + visible.join();
    if (geometry === entry.shown) return;
    entry.shown = geometry;
    const { style, classList } = entry.element;
    const gone = visible[2] <= 0 || visible[3] <= 0;
    classList.toggle("designer-out", gone);
    // What is scrolled out stays reachable: the focus scrolls it in.
    const at: Box = gone ? [Math.max(0, visible[0]), Math.max(0, visible[1]), 1, 1] : box;
    style.left = `${at[0]}px`;
    style.top = `${at[1]}px`;
    style.width = `${at[2]}px`;
    style.height = `${at[3]}px`;
    style.clipPath =
      gone || visible.join() === box.join()
        ? ""
        : `inset(${visible[1] - box[1]}px ${box[0] + box[2] - visible[0] - visible[2]}px ${box[1] + box[3] - visible[1] - visible[3]}px ${visible[0] - box[0]}px)`;
  }

  // One element of a group is in the tab order; what stands alone is always.
  private set_tab_stops(nodes: Node[], elements: HTMLElement[]): void {
    const members = new Map<Element, Entry[]>();
    nodes.forEach((node, i) => {
      if (!(node.states & State.focusable)) return;
      const element = elements[i]!;
      const entry = this.by_element.get(element);
      if (!entry || entry.node.id !== node.id) return;
      const group = element.parentElement?.closest("[data-roving]");
      if (!group) {
        const stop = node.states & State.off_tab ? -1 : 0;
        if (element.tabIndex !== stop || !element.hasAttribute("tabindex")) element.tabIndex = stop;
        return;
      }
      const list = members.get(group) ?? [];
      list.push(entry);
      members.set(group, list);
    });
    for (const [group, list] of members) {
      const group_id = this.by_element.get(group)!.node.id;
      const last = this.last_in_group.get(group_id);
      const stop =
        list.find((entry) => entry.node.states & (State.selected | State.checked)) ??
        list.find((entry) => entry.node.id === last) ??
        list[0]!;
      for (const entry of list) {
        const index = entry === stop ? 0 : -1;
        if (entry.element.tabIndex !== index || !entry.element.hasAttribute("tabindex")) entry.element.tabIndex = index;
      }
    }
  }

  private connect_comboboxes(nodes: Node[]): void {
    const listbox = nodes.find((node) => node.role === "listbox");
    for (const node of nodes) {
      if (node.role !== "combobox") continue;
      const open = (node.states & State.expanded) !== 0 && listbox;
      attribute(this.element(node.id)!, "aria-controls", open ? `designer-${listbox.id}` : undefined);
    }
  }
}

function attribute(element: Element, name: string, value: string | undefined): void {
  if (value === undefined || value === "") {
    if (element.hasAttribute(name)) element.removeAttribute(name);
  } else if (element.getAttribute(name) !== value) {
    element.setAttribute(name, value);
  }
}
