import { describe, expect, it } from "vitest";
import type { CaptureFacts } from "./capture.ts";
import { capture_record, mark_lines, with_record } from "./capture.ts";

const facts = (changes: Partial<CaptureFacts> = {}): CaptureFacts => ({
  shot: { canvas: {} as HTMLCanvasElement, at: new Date(1_000_000), monotonic_ms: 4200 },
  position: { fix: { latitude: "31.230400", longitude: "121.473700", accuracy_m: "9" }, taken_at_ms: 998_500 },
  device_time: "2026-06-16T15:06:07+08:00",
  nonce: "n1",
  person: "rep_li",
  mark_name: "李娜",
  field: "site_photo",
  ...changes,
});

describe("a capture", () => {
  it("draws time, place and person, which the record repeats", () => {
    expect(mark_lines(facts())).toEqual(["2026-06-16 15:06:07", "31.230400, 121.473700 ±9 m", "李娜"]);
    const record = capture_record(facts(), 1600, 900, "ab");
    expect(record).toMatchObject({ watermark: mark_lines(facts()).join("\n"), width: 1600, height: 900 });
    expect(record).toMatchObject({ fix: { accuracy_m: "9", age_ms: 1500 }, nonce: "n1", field: "site_photo" });
  });

  it("says why there is no fix, and draws nothing where no mark is asked for", () => {
    const record = capture_record(
      facts({ position: { problem: "unavailable" }, mark_name: undefined }), 640, 480, "ab",
    );
    expect(record).toMatchObject({ fix_problem: "no_signal", watermark: "" });
    expect(record).not.toHaveProperty("fix");
  });

  it("stands in the JPEG right after its beginning, and the rest is untouched", () => {
    const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xdb, 1, 2, 3]);
    const sealed = with_record(jpeg, { a: 1 });
    const size = (sealed[4]! << 8) | sealed[5]!;
    expect([...sealed.slice(0, 4)]).toEqual([0xff, 0xd8, 0xff, 0xe9]);
    expect(new TextDecoder().decode(sealed.slice(6, 4 + size))).toBe('Tollgate capture 1\0{"a":1}');
    expect([...sealed.slice(0, 2), ...sealed.slice(4 + size)]).toEqual([...jpeg]);
  });
});
