// What happened, said to screen readers: a sentence stays long enough to be heard when another
// follows it at once.

const kStays_ms = 4000;

export class LiveRegion {
  readonly root = document.createElement("div");

  constructor(private readonly now_ms: () => number = () => performance.now()) {
    this.root.className = "designer-live";
    this.root.setAttribute("role", "status");
    // Only what is new is read.
    this.root.setAttribute("aria-atomic", "false");
  }

  say(sentences: readonly string[]): void {
    const now = this.now_ms();
    for (const said of [...this.root.children] as HTMLElement[]) {
      if (now - Number(said.dataset.at) > kStays_ms) said.remove();
    }
    for (const sentence of sentences) {
      const said = document.createElement("p");
      said.dataset.at = String(now);
      said.textContent = sentence;
      this.root.append(said);
    }
  }
}
