import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../engine/generated/api.ts";
import { Refused } from "../engine/client.ts";
import { Answers, type TryingClient } from "./designer_answers.ts";

const document_text = (label: string) => JSON.stringify({ label, entities: [{ id: "shop" }, { id: "new_one" }] });

const refusal = (code: string): Refused =>
  new Refused([{ code, severity: "error", message: { "zh-CN": "", en: code } } as Diagnostic]);

// An app of so many shops that refuses documents called "broken".
class App {
  tried: string[] = [];
  constructor(
    private readonly shops: number,
    private readonly refuses?: string,
  ) {}
  request = (async (type: string, params: Record<string, unknown>) => {
    if (type === "record.list") {
      if (params["entity"] !== "shop") throw refusal("api.unknown_entity");
      return { label: "", columns: [], rows: [], total: this.shops };
    }
    const { label } = JSON.parse(params["text"] as string) as { label: string };
    if (this.refuses) throw refusal(this.refuses);
    if (label === "broken") throw refusal("lint.metric_members");
    this.tried.push(label);
    return { result: `${label} of ${this.shops}` };
  }) as unknown as TryingClient["request"];
}

describe("the canvas' questions", () => {
  it("are put to the app's own records", async () => {
    const own = new App(3);
    const answers = new Answers(own, async () => new App(100), () => document_text("draft"));
    expect(await answers.ask("metric.read", { metric: "m" })).toBe("draft of 3");
  });
  it("are put to the sample where there are no records", async () => {
    const answers = new Answers(new App(0), async () => new App(100), () => document_text("draft"));
    expect(await answers.ask("metric.read", {})).toBe("draft of 100");
  });
  it("are put to the sample where there are too many", async () => {
    const own = new App(9, "engine.too_many_to_try");
    let said = 0;
    const answers = new Answers(own, async () => new App(100), () => document_text("draft"), () => said++);
    expect(await answers.ask("metric.read", {})).toBe("draft of 100");
    expect(await answers.ask("metric.read", {})).toBe("draft of 100");
    expect(said, "it is said once").toBe(1);
  });
  it("are answered by the last good document while there is an error elsewhere", async () => {
    let label = "good";
    const answers = new Answers(new App(3), async () => new App(0), () => document_text(label));
    await answers.ask("metric.read", {});
    label = "broken";
    expect(await answers.ask("metric.read", {})).toBe("good of 3");
  });
  it("are refused while no document was good", async () => {
    const answers = new Answers(new App(3), async () => new App(0), () => document_text("broken"));
    await expect(answers.ask("metric.read", {})).rejects.toThrow("lint.metric_members");
  });
  it("see records that come later", async () => {
    let own = new App(0);
    const client: TryingClient = { request: ((...all: Parameters<TryingClient["request"]>) => own.request(...all)) as TryingClient["request"] };
    const answers = new Answers(client, async () => new App(100), () => document_text("draft"));
    await answers.ask("metric.read", {});
    own = new App(4);
    answers.look_again();
    expect(await answers.ask("metric.read", {})).toBe("draft of 4");
  });
});
