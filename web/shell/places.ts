// What the browser's history remembers of each page: how deep it lies, how far it was scrolled, and what
// its list showed. Going back then brings a person to where they were.

import type { KeptList } from "../components/list.ts";

export interface Place {
  /** How many pages of this site lie before it in this tab. */
  depth: number;
  scroll?: number;
  list?: KeptList;
}

const kPause_ms = 150;
/** As long content may take until the old place in it is there. */
const kRestore_ms = 3000;

export class Places {
  private depth_ = 0;
  private begun_ = false;
  private scroll_timer_: ReturnType<typeof setTimeout> | undefined;
  private restoring_: AbortController | undefined;
  private readonly gone_ = new AbortController();

  constructor() {
    history.scrollRestoration = "manual";
    addEventListener("scroll", () => this.keep_scroll_soon_(), { passive: true, signal: this.gone_.signal });
    this.arrive();
  }

  stop(): void {
    this.gone_.abort();
    this.restoring_?.abort();
    clearTimeout(this.scroll_timer_);
  }

  get here(): Place {
    return (history.state as Place | null) ?? { depth: this.depth_ };
  }
  get can_go_back(): boolean {
    return this.here.depth > 0;
  }

  /** Another entry of the history is shown; true: a person was there before. */
  arrive(): boolean {
    clearTimeout(this.scroll_timer_);
    this.restoring_?.abort();
    const known = (history.state as Partial<Place> | null)?.depth;
    if (known === undefined && this.begun_) this.depth_++;
    this.begun_ = true;
    if (known !== undefined) {
      this.depth_ = known;
      return true;
    }
    history.replaceState({ depth: this.depth_ } satisfies Place, "");
    return false;
  }

  keep(part: Partial<Place>): void {
    if ((history.state as Partial<Place> | null)?.depth === undefined) return;
    history.replaceState({ ...this.here, ...part }, "");
  }

  /** The same page under another address. */
  readdress(address: string): void {
    history.replaceState(this.here, "", address);
  }

  /** A step further on the same page: "back" leads here. */
  step(address: string): void {
    clearTimeout(this.scroll_timer_);
    this.depth_++;
    history.pushState({ depth: this.depth_ } satisfies Place, "", address);
  }

  /** Another page in the place of this one. */
  replace(address: string): void {
    history.replaceState({ depth: this.depth_ } satisfies Place, "", address);
  }

  scroll_to(top: number): void {
    this.restoring_?.abort();
    scrollTo(0, top);
    if (top === 0) return;
    const restoring = new AbortController();
    this.restoring_ = restoring;
    const { signal } = restoring;
    // A person who scrolls has decided for themselves.
    for (const own of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      addEventListener(own, () => restoring.abort(), { signal, passive: true });
    }
    const until = Date.now() + kRestore_ms;
    const step = () => {
      if (signal.aborted) return;
      scrollTo(0, top);
      if (Math.abs(scrollY - top) > 1 && Date.now() < until) requestAnimationFrame(step);
      else restoring.abort();
    };
    requestAnimationFrame(step);
  }

  private keep_scroll_soon_(): void {
    if (this.restoring_ && !this.restoring_.signal.aborted) return;
    clearTimeout(this.scroll_timer_);
    this.scroll_timer_ = setTimeout(() => this.keep({ scroll: Math.round(scrollY) }), kPause_ms);
  }
}
