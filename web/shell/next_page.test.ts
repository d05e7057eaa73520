import { describe, expect, it } from "vitest";
import { next_page, sign_in_address } from "./next_page.ts";

const site = "https://hub.example/tollgate/";

describe("after signing in", () => {
  it("leads back to the page that asked", () => {
    const here = `${site}apps/visits/#/view/mine`;
    const address = new URL(sign_in_address(site, here));
    expect(address.pathname).toBe("/tollgate/sign_in.html");
    expect(next_page(site, address.search)).toBe(here);
  });

  it("never leads out of the site", () => {
    for (const next of [
      "https://evil.example/",
      "//evil.example/",
      "/\\evil.example/",
      "/other/",
      "../",
      "javascript:alert(1)",
      "https://hub.example.evil/tollgate/",
      "https://hub.example@evil.example/tollgate/",
      "data:text/html,x",
      "http://[",
    ]) {
      expect(next_page(site, `?next=${encodeURIComponent(next)}`), next).toBe(site);
    }
    expect(next_page(site, "")).toBe(site);
  });
});
