import { describe, expect, it } from "vitest";
import type { EngineClient } from "../../engine/client.ts";
import { export_list } from "./list_export.ts";

function client(pieces: object[]): { client: EngineClient; asked: object[] } {
  const asked: object[] = [];
  const request = async (_: string, params: object) => {
    asked.push(params);
    return pieces[asked.length - 1];
  };
  return { client: { request } as unknown as EngineClient, asked };
}
const piece = (more: object) => ({ file_name: "Deals.csv", media_type: "text/csv", rows: 1, total: 2, ...more });
const watch = () => ({ signal: new AbortController().signal, on_progress: () => undefined });

describe("a list as a file", () => {
  it("is all pieces behind each other", async () => {
    const engine = client([piece({ text: "a\r\n", done: 1, cursor: "next" }), piece({ text: "b\r\n", done: 2 })]);
    const file = await export_list(engine.client, { view: "deals" }, "csv", watch());
    expect([file?.name, file?.rows, await file?.content.text()]).toEqual(["Deals.csv", 2, "a\r\nb\r\n"]);
    expect(engine.asked).toEqual([{ view: "deals", format: "csv" }, { view: "deals", format: "csv", cursor: "next" }]);
  });
  it("bytes come in base64", async () => {
    const engine = client([piece({ bytes: btoa("PK\u0003"), done: 2 })]);
    const file = await export_list(engine.client, {}, "xlsx", watch());
    expect(new Uint8Array(await file!.content.arrayBuffer())).toEqual(new Uint8Array([80, 75, 3]));
  });
  it("gives nothing when it was stopped", async () => {
    const stop = new AbortController();
    stop.abort();
    const engine = client([piece({ text: "a", done: 1, cursor: "next" })]);
    expect(await export_list(engine.client, {}, "csv", { signal: stop.signal, on_progress: () => undefined })).toBeUndefined();
    expect(engine.asked).toHaveLength(1);
  });
});
