import { expect, it } from "vitest";
import { is_still_there } from "./still_there.ts";

const at_once = async () => {};
const fails = (name: string) => new DOMException("", name);

it("looks the file up by its name", async () => {
  expect(await is_still_there(async () => 4096, () => 4096, at_once)).toBe(true);
  expect(await is_still_there(async () => 0, () => 0, at_once)).toBe(true);
});

it("is gone where nothing of that name is found, or only a new, empty file", async () => {
  const gone = () => Promise.reject(fails("NotFoundError"));
  expect(await is_still_there(gone, () => 4096, at_once)).toBe(false);
  expect(await is_still_there(async () => 0, () => 4096, at_once)).toBe(false);
});

it("is never gone because a browser could not say just now", async () => {
  let asked = 0;
  const busy = () => (++asked < 3 ? Promise.reject(fails("NotReadableError")) : Promise.resolve(4096));
  expect(await is_still_there(busy, () => 4096, at_once)).toBe(true);
  expect(asked).toBe(3);
  const never = () => Promise.reject(fails("InvalidStateError"));
  expect(await is_still_there(never, () => 4096, at_once)).toBe(true);
});
