import { describe, expect, it } from "vitest";
import { move_plan } from "./move_plan.ts";

const row = { record: "v1", status: "complete" as const };

/** An engine in which setting the date leads to these changes. */
function engine(changes: object, opened: object = {}) {
  const sent: string[] = [];
  const replies: Record<string, unknown> = {
    "form.open": {
      session: "s", status: "complete", sections: [{ id: "main", fields: [{ path: "at", label: "Planned" }, { path: "why", label: "Reason" }] }],
      state: { fields: [{ path: "at", value: "2026-11-30" }, { path: "why" }], complete: true }, ...opened,
    },
    "form.set": { changes },
    "form.save": { saved: true, changes: { fields: [] } },
    "form.close": {},
  };
  return {
    sent,
    request: async (type: string, params: unknown) => {
      sent.push(type === "form.set" ? `${type} ${JSON.stringify(params)}` : type);
      return replies[type];
    },
  };
}
const move = (client: ReturnType<typeof engine>) => move_plan(client as never, "visit", row, "at", { day: "2026-12-01", time: "09:30" }, "It cannot be changed");

describe("moving a plan", () => {
  it("sets the date in the record's form and saves it", async () => {
    const client = engine({ fields: [{ path: "at", value: "2026-12-01T09:30:00" }], complete: true });
    expect(await move(client)).toEqual({ done: true, problems: [] });
    expect(client.sent).toEqual(["form.open", 'form.set {"session":"s","path":"at","value":"2026-12-01T09:30:00"}', "form.save", "form.close"]);
  });
  it("saves nothing where the form asks for more, and says what", async () => {
    const client = engine({ fields: [{ path: "why", required: true, visible: true }], complete: false });
    expect(await move(client)).toEqual({ done: false, problems: ["Reason"] });
    expect(client.sent).not.toContain("form.save");
    expect(client.sent.at(-1)).toBe("form.close");
  });
  it("says what is wrong with the date", async () => {
    const wrong = { severity: "error", code: "x", message: { en: "It is in the past", "zh-CN": "已经过去" }, place: {} };
    const client = engine({ fields: [{ path: "at", diagnostics: [wrong] }], complete: false });
    const { done, problems } = await move(client);
    expect([done, problems.length]).toEqual([false, 1]);
    expect(problems[0]).toMatch(/^Planned: (It is in the past|已经过去)$/);
  });
  it("leaves alone what cannot be changed", async () => {
    const client = engine({ fields: [] }, { state: { fields: [{ path: "at", read_only: true }] } });
    expect(await move(client)).toEqual({ done: false, problems: ["It cannot be changed"] });
    expect(client.sent).toEqual(["form.open", "form.close"]);
  });
});
