// Mouse, pen and finger on the canvas. The mirror's elements lie above it, so events are taken
// where they bubble to, and go by their place.
import { PointerKind, type Engine } from "./module.ts";
import { modifiers_of } from "./keyboard.ts";
import { is_field, type Mirror } from "./mirror.ts";

export class PointerInput {
  private pressed = 0;
  private pressed_id = -1;

  constructor(
    private readonly host: HTMLElement,
    private readonly engine: Engine,
    private readonly mirror: Mirror,
    private readonly changed: () => void,
    private readonly scale: () => number,
    private readonly bring_mirror_up_to_date: () => void,
  ) {}

  listen(signal: AbortSignal): void {
    const { host } = this;
    // What is pressed is what the canvas shows: while it moves, the mirror comes a little later. Before
    // anybody else looks at what lies under the press.
    window.addEventListener("pointerdown", () => this.bring_mirror_up_to_date(), { signal, capture: true });
    host.addEventListener("pointerdown", (event) => this.down(event), { signal });
    window.addEventListener("pointermove", (event) => this.move(event), { signal });
    window.addEventListener("pointerup", (event) => this.up(event, PointerKind.up), { signal });
    window.addEventListener("pointercancel", (event) => this.up(event, PointerKind.cancel), { signal });
    host.addEventListener("pointerleave", (event) => this.send(PointerKind.leave, event), { signal });
    host.addEventListener("mousedown", (event) => this.focus(event), { signal });
    host.addEventListener(
      "wheel",
      (event) => {
        if (event.ctrlKey) return; // zooming the page is the browser's
        // A long text that is edited scrolls by itself; at its end the panel goes on.
        if (event.target === document.activeElement && event.target instanceof HTMLTextAreaElement && can_scroll(event.target, event.deltaY)) return;
        event.preventDefault();
        const unit = event.deltaMode === 1 ? 20 : event.deltaMode === 2 ? host.clientHeight : 1;
        const sideways = event.shiftKey && event.deltaX === 0;
        this.engine.wheel(sideways ? event.deltaY * unit : event.deltaX * unit, sideways ? 0 : event.deltaY * unit);
        this.changed();
      },
      { signal, passive: false },
    );
    host.addEventListener("contextmenu", (event) => {
      if (!is_field(event.target)) event.preventDefault();
    }, { signal });
  }

  private send(kind: PointerKind, event: PointerEvent): void {
    const box = this.host.getBoundingClientRect();
    const scale = this.scale();
    this.engine.pointer(kind, (event.clientX - box.left) * scale, (event.clientY - box.top) * scale, event.button, event.pointerType === "touch", modifiers_of(event));
    this.changed();
  }

  private down(event: PointerEvent): void {
    // A second finger is no second pointer.
    if (this.pressed > 0 && event.pointerId !== this.pressed_id) return;
    this.pressed++;
    this.pressed_id = event.pointerId;
    // The element below may vanish while the finger is down.
    if (event.pointerType === "touch" && !is_field(event.target)) this.host.setPointerCapture(event.pointerId);
    this.send(PointerKind.down, event);
  }

  private move(event: PointerEvent): void {
    if (this.pressed > 0 ? event.pointerId !== this.pressed_id : !this.host.contains(event.target as Element)) return;
    this.send(PointerKind.move, event);
  }

  private up(event: PointerEvent, kind: PointerKind): void {
    if (this.pressed === 0 || event.pointerId !== this.pressed_id) return;
    this.pressed = 0;
    this.send(kind, event);
  }

  // Real inputs take the focus and the caret by themselves; the rest by its place.
  private focus(event: MouseEvent): void {
    if (is_field(event.target)) return;
    event.preventDefault();
    const id = this.mirror.id_of(event.target);
    const element = id !== 0 ? this.mirror.element(id) : undefined;
    if (element?.hasAttribute("data-focusable")) element.focus({ preventScroll: true });
    else if (document.activeElement instanceof HTMLElement && this.host.contains(document.activeElement)) document.activeElement.blur();
  }
}

export function can_scroll(box: Pick<Element, "scrollTop" | "scrollHeight" | "clientHeight">, dy: number): boolean {
  return dy < 0 ? box.scrollTop > 0 : dy > 0 && box.scrollTop + box.clientHeight < box.scrollHeight - 1;
}
