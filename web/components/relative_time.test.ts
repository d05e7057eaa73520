import { expect, it } from "vitest";
import { ago_text, day_text } from "./relative_time.ts";
import { en } from "./text/en.ts";
import { zh_cn } from "./text/zh_cn.ts";

it("near days are said in words, others as dates", () => {
  const said = (day: string) => day_text(day, "2026-11-30", zh_cn);
  expect(["2026-11-29", "2026-11-30", "2026-12-01", "2026-12-03", "2026-12-24", "2027-01-02"].map(said)).toEqual(["昨天", "今天", "明天", "周四 12-03", "12-24", "2027-01-02"]);
  expect(day_text("2026-12-01", "2026-11-30", en)).toBe("Tomorrow");
});

it("what has just happened is said by how long ago it was", () => {
  const now = Date.parse("2026-11-30T12:00:00Z");
  const said = (seconds: number) => ago_text(now - seconds * 1000, now, "en");
  expect([said(20), said(300), said(7200), said(90_000), said(10 * 86_400)]).toEqual(["this minute", "5 minutes ago", "2 hours ago", "yesterday", undefined]);
  expect(ago_text(now - 300_000, now, "zh-CN")).toBe("5分钟前");
});
