// Answers questions of the canvas: what the document in edit says of the records that are there.
//
//   const answers = new Answers(client, () => designer.text());
//   await answers.ask("metric.read", { metric: "visits" });
//
// Put to the app's own engine, which tries the document on its records without taking it on. Where there
// are no records yet, or so many that this would hold up others, the engine of the preview is asked, with
// the app's sample data.

import type { AppTryRequest } from "../engine/generated/api.ts";
import type { EngineClient } from "../engine/client.ts";
import { Refused } from "../engine/client.ts";

export type TryingClient = Pick<EngineClient, "request">;
type Question = AppTryRequest["type"];

export class Answers {
  private has_records_: boolean | undefined;
  private said_too_many_ = false;
  /** The last document that could be tried: an error somewhere else in the app takes no number away. */
  private good_text_: string | undefined;

  constructor(
    private readonly own_: TryingClient,
    private readonly sample_: () => Promise<TryingClient>,
    private readonly text_: () => string,
    /** Told once: what is shown from now on is of the sample data, because there are too many records. */
    private readonly on_too_many_: () => void = () => {},
  ) {}

  /** Records came or went. */
  look_again(): void {
    this.has_records_ = undefined;
  }

  async ask(type: string, params: Record<string, unknown>): Promise<unknown> {
    const text = this.text_();
    this.has_records_ ??= await this.holds_records_(text);
    if (!this.has_records_) return this.put_(await this.sample_(), text, type, params, {});
    try {
      return await this.put_(this.own_, text, type, params);
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== "engine.too_many_to_try") throw error;
      if (!this.said_too_many_) this.on_too_many_();
      this.said_too_many_ = true;
      return this.put_(await this.sample_(), text, type, params, {});
    }
  }

  private async put_(
    client: TryingClient,
    text: string,
    type: string,
    params: Record<string, unknown>,
    principal?: Record<string, never>,
  ): Promise<unknown> {
    const put = async (document: string): Promise<unknown> => {
      const request = { text: document, type: type as Question, params: params as never };
      const reply = principal
        ? await client.request("app.try", request, principal)
        : await client.request("app.try", request);
      this.good_text_ = document;
      return reply.result;
    };
    try {
      return await put(text);
    } catch (error) {
      const earlier = this.good_text_;
      if (!is_about_document(error) || earlier === undefined || earlier === text) throw error;
      return put(earlier);
    }
  }

  private async holds_records_(text: string): Promise<boolean> {
    const { entities } = JSON.parse(text) as { entities?: { id: string }[] };
    for (const { id } of entities ?? []) {
      try {
        if ((await this.own_.request("record.list", { entity: id, limit: 1 })).total > 0) return true;
      } catch (error) {
        // The app in force does not have it yet.
        if (!(error instanceof Refused)) throw error;
      }
    }
    return false;
  }
}

/** A finding of the document, and not of the question. */
function is_about_document(error: unknown): boolean {
  return error instanceof Refused && !error.code.startsWith("api.") && !error.code.startsWith("engine.");
}
