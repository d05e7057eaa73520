import { expect, test } from "vitest";
import { abilities } from "./abilities.ts";

const all = { storage: { getDirectory: () => undefined }, locks: {}, serviceWorker: {}, mediaDevices: {}, geolocation: {} };
const works = (isSecureContext: boolean, navigator: object) =>
  abilities({ isSecureContext, navigator: navigator as never, Notification: {} }).filter((each) => each.works).map((each) => each.ability);

test("a secure address can do what the browser can", () => {
  expect(works(true, all)).toEqual(["submit", "offline", "pages_offline", "camera", "location", "notifications"]);
  expect(works(true, {})).toEqual(["submit", "notifications"]);
});

test("plain http leaves filling in and submitting, whatever the browser shows of the rest", () => {
  expect(works(false, { geolocation: {} })).toEqual(["submit"]);
  expect(works(false, all)).toEqual(["submit"]);
});
