import { expect, test } from "vitest";
import { BadRule, rules_of_text, text_of_rules } from "./group_rules.ts";

const kWords = ["administrator", "管理员"];

test("a line a rule, there and back", () => {
  const rules = rules_of_text("it = 管理员\n\n cn=a,ou=b = visits \nsales=visits\nreps = visits : 业务代表", kWords);
  expect(rules).toEqual([
    { group: "it", administrator: true },
    { group: "cn=a,ou=b", app: "visits" },
    { group: "sales", app: "visits" },
    { group: "reps", app: "visits", role: "业务代表" },
  ]);
  expect(rules_of_text(text_of_rules(rules, "administrator"), kWords)).toEqual(rules);
});

test("what is no rule is named", () => {
  for (const wrong of ["sales", "= visits", "sales =", "sales = visits:", "sales = :x"]) {
    expect(() => rules_of_text(`a = b\n${wrong}`, kWords)).toThrow(new BadRule(wrong));
  }
});
