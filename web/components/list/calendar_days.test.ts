import { describe, expect, it } from "vitest";
import { add_days, clock_in, days_around, days_between, month_from, monday_of, span_from, today_in } from "./calendar_days.ts";

describe("days of a calendar", () => {
  it("a month is shown in whole weeks", () => {
    const days = days_around("2026-02-14", "month");
    expect([days[0], days.at(-1), days.length]).toEqual(["2026-01-26", "2026-03-01", 35]);
    expect(days_around("2026-11-30", "month").at(-1)).toBe("2026-12-06");
  });
  it("a day, and a month as a list, are no more than that", () => {
    expect(days_around("2026-02-14", "day")).toEqual(["2026-02-14"]);
    const list = days_around("2026-02-14", "list");
    expect([list[0], list.at(-1)]).toEqual(["2026-02-01", "2026-02-28"]);
    expect([span_from("2026-02-14", "day", 1), span_from("2026-02-14", "week", -1), span_from("2026-02-14", "list", 1)]).toEqual(["2026-02-15", "2026-02-07", "2026-03-01"]);
    expect(days_between("2026-02-14", "2026-03-01")).toBe(15);
  });
  it("a week begins on Monday", () => {
    expect(days_around("2026-11-29", "week")).toEqual(["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28", "2026-11-29"]);
    expect(monday_of("2026-11-30")).toBe("2026-11-30");
  });
  it("goes over the ends of years and leap days", () => {
    expect(add_days("2028-02-28", 1)).toBe("2028-02-29");
    expect(month_from("2026-12-31", 1)).toBe("2027-01-01");
    expect(month_from("2026-01-31", -1)).toBe("2025-12-01");
  });
  it("today is that of the app's time zone", () => {
    const now = new Date("2026-11-29T17:00:00Z");
    expect(today_in("Asia/Shanghai", now)).toBe("2026-11-30");
    expect(today_in("America/New_York", now)).toBe("2026-11-29");
    expect(today_in("Nowhere/Else", now)).toBe("2026-11-29");
    expect(clock_in("Asia/Shanghai", now)).toBe("01:00");
    expect(clock_in("Nowhere/Else", now)).toBe("17:00");
  });
});
