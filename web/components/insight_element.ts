// What the pages of insight share: what a person chooses at their head stands in the address, and another
// choice is another question.

import { html } from "lit";
import { tell } from "./element.ts";
import { LiveElement } from "./live_element.ts";

export abstract class InsightElement extends LiveElement {
  static override properties = { ...LiveElement.properties, params: { attribute: false } };
  /** What is asked, as the address says it. */
  declare params: Record<string, string>;
  /** Which of the pages this is, in the address. */
  protected abstract readonly page: string;

  constructor() {
    super();
    this.params = {};
  }

  protected override subject(): string {
    return JSON.stringify(this.params);
  }

  protected select(label: string, name: string, options: readonly { id: string; label: string }[], value: string) {
    return html`<label
      ><span>${label}</span
      ><select @change=${(event: Event) => this.choose(name, (event.target as HTMLSelectElement).value)}>
        ${options.map(({ id, label: text }) => html`<option value=${id} ?selected=${id === value}>${text}</option>`)}
      </select></label
    >`;
  }

  /** `value` "": nothing is chosen any more. Tells the page its new address. */
  protected choose(name: string, value: string): void {
    const params = { ...this.params, [name]: value };
    for (const other of this.forgotten_by(name)) delete params[other];
    this.params = Object.fromEntries(Object.entries(params).filter(([, text]) => text));
    tell(this, "tollgate-insight", { part: this.page, params: this.params });
  }

  /** Choices that mean nothing any more when another is made. */
  protected forgotten_by(_name: string): readonly string[] {
    return [];
  }
}
