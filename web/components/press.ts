// Between pressing and letting go nothing moves.
//
// A browser makes a click of a press only where both ends meet the same element. An answer that comes in
// between, or a message about the field that the press left, can put a row above the button that is being
// pressed: it slides away from under the finger, and the click is lost without a word. So what elements
// have to draw waits until the press has become its click. Waiting ends early where no click is to come:
// when the pointer draws (panning, dragging, signing), when the browser takes the press for scrolling, and
// where somebody holds on.

/** Farther than this a press is a drag; browsers and hands tremble by less. */
const kTremble_px = 8;
/** A finger's click comes as an event of its own after the release; a mouse's with it. */
const kClick_ms = 60;
/** Whoever holds longer has not pressed to click; answers don't wait for them. */
const kLongest_ms = 1500;

/** What a press opens by itself, and may never hear the release of. */
const kOpensItself = "select, input[type=range], input[type=color], input[type=date], input[type=time], input[type=datetime-local]";

export type PressEvents = Pick<EventTarget, "addEventListener">;

export class Press {
  private ended_: Promise<void> | undefined;
  private end_: (() => void) | undefined;
  private timer_: ReturnType<typeof setTimeout> | undefined;
  private from_ = { x: 0, y: 0, pointer: -1 };

  /** `events`: where every press of the page passes, the window. */
  constructor(events: PressEvents) {
    const on = <E extends Event>(name: string, listener: (event: E) => void) =>
      events.addEventListener(name, (event) => listener(event as E), { capture: true, passive: true });
    on<PointerEvent>("pointerdown", (event) => this.begin_(event));
    on<PointerEvent>("pointermove", (event) => {
      if (!this.ended_ || event.pointerId !== this.from_.pointer) return;
      const far = Math.hypot(event.clientX - this.from_.x, event.clientY - this.from_.y);
      if (far > kTremble_px) this.finish_();
    });
    on("pointerup", () => this.end_within_(kClick_ms));
    // After those who hear the click: what they change is drawn together with what waited.
    on("click", () => this.end_within_(0));
    for (const name of ["pointercancel", "dragstart", "contextmenu", "blur"]) {
      on(name, (event: Event) => {
        // A field that loses the focus by the press goes on with it; the window's own blur ends it.
        if (name !== "blur" || event.target === events) this.finish_();
      });
    }
  }

  /** Settles when the press has become its click; undefined: nobody presses. */
  get ended(): Promise<void> | undefined {
    return this.ended_;
  }

  /** What is pressed is carried off: no click is to come. */
  readonly finish = (): void => this.finish_();

  private begin_(event: PointerEvent): void {
    this.finish_();
    if (event.button !== 0 || event.isPrimary === false) return;
    const target = event.composedPath()[0];
    if (target instanceof Element && target.closest(kOpensItself)) return;
    this.from_ = { x: event.clientX, y: event.clientY, pointer: event.pointerId };
    this.ended_ = new Promise((done) => (this.end_ = done));
    this.end_within_(kLongest_ms);
  }

  private end_within_(time_ms: number): void {
    if (!this.ended_) return;
    clearTimeout(this.timer_);
    this.timer_ = setTimeout(() => this.finish_(), time_ms);
  }

  private finish_(): void {
    clearTimeout(this.timer_);
    this.ended_ = undefined;
    this.end_?.();
    this.end_ = undefined;
  }
}

const of_page = typeof window === "undefined" ? undefined : new Press(window);

/** A press that became something else than a click, where the pointer does not tell by itself. */
export function end_press(): void {
  of_page?.finish();
}

/** Of the page: what elements draw waits for it. undefined: nobody presses. */
export function press_ended(): Promise<void> | undefined {
  return of_page?.ended;
}
