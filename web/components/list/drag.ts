// Carrying something over the page: with a mouse at once, with a finger after a moment, so that a
// page still scrolls. Whoever uses the keyboard has another way.
//
//   start_drag(event, { source, root, targets: "[data-drop]", on_over, on_drop, on_end });

import { end_press } from "../press.ts";

const kSlop_px = 6;
const kHold_ms = 350;
/** This near to an edge the page and its frame go on. */
const kEdge_px = 60;
const kStep_px = 12;

export interface Drag {
  /** What is carried; a copy of it follows the pointer. */
  source: HTMLElement;
  root: ShadowRoot;
  /** A selector of what it can be dropped on. */
  targets: string;
  /** What scrolls sideways; undefined: nothing does. */
  frame: HTMLElement | null;
  on_begin(): void;
  on_over(target: HTMLElement | undefined): void;
  on_drop(target: HTMLElement): void;
  on_end(): void;
}

export function start_drag(down: PointerEvent, drag: Drag): void {
  if (down.button !== 0) return;
  const stop = new AbortController();
  const { signal } = stop;
  const is_touch = down.pointerType !== "mouse";
  let ghost: HTMLElement | undefined;
  let over: HTMLElement | undefined;
  let at = { x: down.clientX, y: down.clientY };
  let frame = 0;

  const begin = () => {
    if (ghost) return;
    end_press();
    const box = drag.source.getBoundingClientRect();
    ghost = drag.source.cloneNode(true) as HTMLElement;
    ghost.removeAttribute("id");
    ghost.setAttribute("aria-hidden", "true");
    Object.assign(ghost.style, {
      position: "fixed", left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px`, pointerEvents: "none", zIndex: "1000", opacity: "0.92",
    });
    ghost.classList.add("carried");
    drag.root.append(ghost);
    drag.on_begin();
    follow();
  };
  const follow = () => {
    if (!ghost) return;
    ghost.style.transform = `translate(${at.x - down.clientX}px, ${at.y - down.clientY}px) rotate(1.5deg)`;
    const under = drag.root.elementFromPoint(at.x, at.y)?.closest<HTMLElement>(drag.targets) ?? undefined;
    if (under !== over) drag.on_over((over = under));
    if (at.y < kEdge_px) scrollBy(0, -kStep_px);
    else if (at.y > innerHeight - kEdge_px) scrollBy(0, kStep_px);
    const sides = drag.frame?.getBoundingClientRect();
    if (sides && at.x < sides.left + kEdge_px) drag.frame!.scrollLeft -= kStep_px;
    else if (sides && at.x > sides.right - kEdge_px) drag.frame!.scrollLeft += kStep_px;
    frame = requestAnimationFrame(follow);
  };
  const end = () => {
    stop.abort();
    clearTimeout(hold);
    cancelAnimationFrame(frame);
    if (!ghost) return;
    ghost.remove();
    ghost = undefined;
    // The tap that ends it opens no link.
    const swallow = (event: Event) => {
      event.preventDefault();
      event.stopPropagation();
    };
    drag.source.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => drag.source.removeEventListener("click", swallow, { capture: true }), 50);
    drag.on_over(undefined);
    drag.on_end();
  };
  const hold = is_touch ? setTimeout(begin, kHold_ms) : undefined;

  window.addEventListener(
    "pointermove",
    (event) => {
      if (event.pointerId !== down.pointerId) return;
      at = { x: event.clientX, y: event.clientY };
      if (ghost) return;
      const is_far = Math.hypot(at.x - down.clientX, at.y - down.clientY) > kSlop_px;
      if (!is_far) return;
      if (is_touch) end(); // a finger that moves at once scrolls
      else begin();
    },
    { signal },
  );
  // Once it is carried the page keeps still.
  window.addEventListener("touchmove", (event) => ghost && event.preventDefault(), { signal, passive: false });
  window.addEventListener("contextmenu", (event) => is_touch && event.preventDefault(), { signal });
  window.addEventListener(
    "pointerup",
    (event) => {
      if (event.pointerId !== down.pointerId) return;
      const target = ghost && over;
      end();
      if (target) drag.on_drop(target);
    },
    { signal },
  );
  window.addEventListener("pointercancel", end, { signal });
  window.addEventListener("keydown", (event) => event.key === "Escape" && end(), { signal });
}
