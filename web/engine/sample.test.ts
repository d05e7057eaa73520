import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { days_since, read_sample } from "./sample.ts";

const header = '{"format":"tollgate.sample/1","base_date":"2026-06-30","blobs":[{"path":"evidence/a.png"}]}';
const text = `${header}\n{"entity":"person","id":"p1","values":{}}\n\n{"entity":"person","id":"p2","values":{}}\n`;

function site(files: Record<string, string | Uint8Array>): typeof fetch {
  return (async (url: string) => {
    const body = files[url];
    return body === undefined
      ? new Response("no", { status: 404 })
      : new Response(typeof body === "string" ? body : Uint8Array.from(body));
  }) as typeof fetch;
}

describe("read_sample", () => {
  it("reads lines, pictures and the days since the samples were made", async () => {
    const fetch_ = site({ "app/sample.jsonl": text, "app/evidence/a.png": new Uint8Array([1, 2]) });
    const sample = await read_sample("app/", ["sample.jsonl"], fetch_, new Date("2026-07-02T20:00:00Z"));
    expect(sample?.lines).toHaveLength(2);
    expect(sample?.header).toBe(header);
    expect(sample?.shift_days).toBe(2);
    expect(sample?.blobs).toEqual([{ name: "a.png", bytes: new Uint8Array([1, 2]) }]);
  });

  it("takes the gzip where only that is there", async () => {
    const fetch_ = site({ "app/sample.jsonl.gz": gzipSync(text) });
    expect((await read_sample("app/", ["sample.jsonl"], fetch_))?.lines).toHaveLength(2);
  });

  it("takes no files from elsewhere", async () => {
    for (const name of ["../secret", "http://other/x", "a//b", ""]) {
      await expect(read_sample("app/", [name], site({}))).rejects.toThrow("not a file beside the app");
    }
  });

  it("is nothing where there is no sample", async () => {
    expect(await read_sample("app/", ["sample.jsonl"], site({}))).toBeUndefined();
    expect(days_since(undefined, new Date())).toBe(0);
    expect(days_since("soon", new Date())).toBe(0);
  });

  it("ends on the day of UTC, as at a hub, wherever the browser stands", () => {
    expect(days_since("2026-06-30", new Date("2026-06-30T23:59:00+08:00"))).toBe(0);
    expect(days_since("2026-06-30", new Date("2026-07-01T07:59:00+08:00"))).toBe(0);
    expect(days_since("2026-06-30", new Date("2026-07-01T08:00:00+08:00"))).toBe(1);
  });
});
