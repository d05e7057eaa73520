import { describe, expect, it } from "vitest";
import { duration_parts, duration_text, now_in_zone, to_local_input } from "./time_values.ts";

const zone = "Asia/Shanghai";

describe("time values", () => {
  it("shows an instant on the app's clock", () => {
    expect(to_local_input("2026-11-24T02:30:00Z", zone)).toBe("2026-11-24T10:30");
    expect(to_local_input("2026-11-24T10:30:00+08:00", zone)).toBe("2026-11-24T10:30");
    expect(to_local_input("2026-11-24T10:30:00@Asia/Shanghai", zone)).toBe("2026-11-24T10:30");
    expect(to_local_input("2026-11-24T10:30:00", zone)).toBe("2026-11-24T10:30");
    expect(to_local_input("soon", zone)).toBe("");
  });

  it("takes the time with the zone's offset, in summer and winter", () => {
    expect(now_in_zone(zone, new Date("2026-11-24T02:30:05.900Z"))).toBe("2026-11-24T10:30:05+08:00");
    expect(now_in_zone("America/St_Johns", new Date("2026-01-01T00:00:00Z"))).toBe("2025-12-31T20:30:00-03:30");
    expect(now_in_zone("Europe/Berlin", new Date("2026-07-01T12:00:00Z"))).toBe("2026-07-01T14:00:00+02:00");
  });

  it("writes durations as ISO 8601 and reads them back", () => {
    expect(duration_text({ days: "1", hours: "", minutes: "30" })).toBe("P1DT30M");
    expect(duration_text({ days: "", hours: "2", minutes: "" })).toBe("PT2H");
    expect(duration_text({ days: "", hours: "", minutes: "" })).toBeNull();
    expect(duration_parts("P1DT30M")).toEqual({ days: "1", hours: "", minutes: "30" });
  });
  it("keeps what was typed and is no number, for the runtime to refuse", () => {
    const typed = { days: "", hours: "1.5", minutes: "x" };
    expect(duration_parts(duration_text(typed)!)).toEqual(typed);
  });
});
