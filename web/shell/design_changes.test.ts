import { expect, test } from "vitest";
import type { AppCompareReply } from "../engine/generated/api.ts";
import { en } from "../components/text/en.ts";
import { zh_cn } from "../components/text/zh_cn.ts";
import { data_sentence, needs_review, right_sentence, steps_words } from "./design_changes.ts";
import { company_sentence } from "./designer_company.ts";

const nothing: AppCompareReply = { parts: [], data: [], roles: [] };

test("a save is read first where somebody loses something by it, or may do something else", () => {
  expect(needs_review(nothing)).toBe(false);
  expect(needs_review({ ...nothing, parts: [{ kind: "added", path: "/views/all", steps: [] }] })).toBe(false);
  expect(needs_review({ ...nothing, data: [{ kind: "field_removed", entity: "store", entity_label: "Store", records: 3 }] })).toBe(true);
  const role = { kind: "changed" as const, role: "rep", label: "Rep", rights: [] };
  expect(needs_review({ ...nothing, roles: [{ ...role, people: 2 }] })).toBe(true);
  expect(needs_review({ ...nothing, roles: [{ ...role, people: 0 }] })).toBe(false);
  expect(needs_review({ ...nothing, roles: [{ ...role, kind: "added", people: 0 }] })).toBe(false);
});

test("what is lost is counted in words of both languages", () => {
  const removed = { kind: "field_removed" as const, entity: "store", entity_label: "门店", field: "city", field_label: "城市", records: 1234 };
  expect(data_sentence(zh_cn, removed)).toBe("门店 的“城市”将被删除：1,234 条记录的这一项不再显示。");
  expect(data_sentence(en, { ...removed, records: 1 })).toContain("in 1 record.");
  expect(data_sentence(en, { ...removed, kind: "field_retyped", was: "Text", is: "Number" })).toContain("from Text to Number");
});

test("rights are said as they were and as they will be", () => {
  const rows = { right: "read" as const, subject: "门店", was: "own", is: "all", is_conditional: true };
  expect(right_sentence(zh_cn, rows)).toBe("查看门店：自己的 → 全部中满足条件的");
  expect(right_sentence(en, { right: "field", subject: "Area", entity_label: "Store", was: "full", is: "hidden" })).toBe("“Area” of Store: may be changed → hidden");
  expect(right_sentence(en, { right: "administration", subject: "", was: "yes", is: "no" })).toBe("May no longer administer the app");
});

test("a part is told by labels, and by the words for what has none", () => {
  const steps = [{ member: "entities" }, { member: "store", label: "Store" }, { member: "fields" }, { member: "city", label: "City" }];
  expect(steps_words(en, steps)).toBe("Entities › Store › Fields › City");
});

test("whoever else is there is named, with what they are at", () => {
  const others = [{ page: "a", name: "李", part: "拜访", changed: true }, { page: "b", name: "", changed: false }];
  expect(company_sentence(zh_cn, others)).toBe("李（在“拜访”）（有未保存的修改）、另一个人也打开了这个应用。");
  expect(company_sentence(en, others)).toBe("李 (at “拜访”) (unsaved changes) and Somebody else have this app open, too.");
});
