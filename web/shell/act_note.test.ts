import { expect, test } from "vitest";
import { en } from "../components/text/en.ts";
import { act_note } from "./act_note.ts";

test("what was noted of an act is told in words", () => {
  const told = (act: string, note: string) => act_note(act, note, en);
  expect(told("account.invite", 'name, places=[{"app":"visits","record":"rep_1"},{"app":"stores","record":"a, b"}]')).toBe("visits: rep_1, stores: a, b");
  expect(told("account.invite", "addresses, administrator=true, name, places=[]")).toBe("in no app · administrator · addresses");
  expect(told("account.change", 'administrator=false, name, state="revoked"')).toBe("name · no administrator · suspended");
  expect(told("api_key.create", 'app="visits", days=30, name, record="rep_1"')).toBe("visits: rep_1 · for 30 days");
  expect(told("api_key.create", 'app="visits", name, role="boss"')).toBe("visits: boss");
  expect(told("device.sign_out", "")).toBe("");
});

test("sentences, and what was cut off, stay as they are", () => {
  expect(act_note("sync.release", "name, restored from a backup", en)).toBe("name, restored from a backup");
  expect(act_note("account.invite", 'name, places=[{"app":"vis', en)).toBe('name, places=[{"app":"vis');
  expect(act_note("account.change", "Told by Ann.", en)).toBe("Told by Ann.");
});
