import { beforeEach, describe, expect, it, vi } from "vitest";
import { keep_question, kept_questions, on_kept_questions } from "./kept_questions.ts";

describe("kept questions", () => {
  const stored = new Map<string, string>();
  beforeEach(() => {
    stored.clear();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
    });
  });

  it("are kept by app, each once, the newest last, twelve at most", () => {
    let heard = 0;
    const off = on_kept_questions(() => heard++);
    for (let i = 0; i < 14; ++i) keep_question("sales", `q${i}`, true);
    keep_question("sales", "q5", true);
    keep_question("sales", "q6", false);
    off();
    expect(kept_questions("sales")).toEqual("2 3 4 7 8 9 10 11 12 13 5".split(" ").map((n) => `q${n}`));
    expect(kept_questions("other")).toEqual([]);
    expect(heard).toBe(16);
  });

  it("are none where the storage holds something else", () => {
    stored.set("tollgate.kept_questions.sales", "{broken");
    expect(kept_questions("sales")).toEqual([]);
    stored.set("tollgate.kept_questions.sales", '{"a":1}');
    expect(kept_questions("sales")).toEqual([]);
  });
});
