import { expect, test } from "vitest";
import { hosts_of, text_of_hosts } from "./egress_text.ts";

test("hosts are written one a line, and read back as they were", () => {
  const hosts = [
    { host: "qyapi.weixin.qq.com", private_allowed: false },
    { host: "10.0.0.8", private_allowed: true },
  ];
  expect(text_of_hosts(hosts)).toBe("qyapi.weixin.qq.com\n10.0.0.8 private");
  expect(hosts_of("\n qyapi.weixin.qq.com \r\n10.0.0.8\tprivate\n\n")).toEqual(hosts);
  expect(hosts_of("")).toEqual([]);
});
