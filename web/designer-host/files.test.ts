import { describe, expect, it } from "vitest";
import { kLimits } from "../engine/generated/limits.ts";
import { read_document } from "./files.ts";
import { file_problem } from "./texts.ts";

const file = (bytes: Uint8Array, size = bytes.length) => ({
  name: "app.json",
  size,
  arrayBuffer: async () => bytes.slice().buffer as ArrayBuffer,
});
const utf8 = (text: string) => new TextEncoder().encode(text);

describe("a picked file", () => {
  it("is read as it is, without its byte order mark", async () => {
    expect(await read_document(file(utf8("\ufeff{\"名\": 1}")))).toEqual({ name: "app.json", text: '{"名": 1}' });
  });
  it("is refused when a byte of it is no UTF-8, with the line", async () => {
    const bytes = utf8('{\n "a": "拜访",\n "b": "记录"\n}');
    bytes[bytes.length - 5] = 0xff;
    expect(await read_document(file(bytes))).toEqual({ name: "app.json", problem: { kind: "not_utf8", line: 3 } });
  });
  it("is refused when it is cut within a character, or is UTF-16", async () => {
    expect(await read_document(file(utf8("名").subarray(0, 2)))).toMatchObject({ problem: { kind: "not_utf8", line: 1 } });
    expect(await read_document(file(new Uint8Array([0xff, 0xfe, 0x7b, 0])))).toMatchObject({ problem: { kind: "not_utf8", line: 1 } });
  });
  it("is not read when it is too large", async () => {
    expect(await read_document(file(utf8("{}"), kLimits.document_bytes + 1))).toMatchObject({ problem: { kind: "too_large" } });
  });
  it("is refused in words that name the file, the place and the way out", () => {
    const problem = { kind: "not_utf8", line: 3 } as const;
    expect(file_problem("zh-CN", "a.json", problem)).toContain("a.json 第 3 行");
    expect(file_problem("en", "a.json", problem)).toMatch(/a\.json, line 3: .*UTF-8/);
  });
});
