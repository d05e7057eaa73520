import { expect, test, vi } from "vitest";
import { LocationFailed, locate } from "./location.ts";
import { WecomFailed, runs_in_wecom, wecom_position } from "./wecom.ts";

const signature = { corp_id: "ww1", nonce: "n1", timestamp: 1700000000, signature: "abc" };
const kWecom = "Mozilla/5.0 (Linux; Android 14) Mobile MicroMessenger/7.0.1 wxwork/4.1.30 MicroMessenger/7.0.1";

/** A window of WeCom's browser whose bridge answers as told. */
function place(answers: Record<string, object>) {
  const calls: [string, Record<string, unknown>][] = [];
  const WeixinJSBridge = {
    invoke(name: string, params: Record<string, unknown>, done: (answer: Record<string, unknown>) => void) {
      calls.push([name, params]);
      done((answers[name] ?? { errMsg: `${name}:ok` }) as Record<string, unknown>);
    },
  };
  const window = {
    navigator: { userAgent: kWecom },
    document: { addEventListener: () => undefined } as never,
    location: { href: "https://hub.example/apps/visits/?a=1#/form/visit" },
    WeixinJSBridge,
  };
  return { window, calls };
}
const problem = (answers: Record<string, object>) =>
  wecom_position(async () => signature, place(answers).window).catch((error: WecomFailed) => error.problem);

test("WeCom is told whose page it is, and asked for a position in WGS 84", async () => {
  const { window, calls } = place({ geoLocation: { errMsg: "geoLocation:ok", latitude: "31.2304", longitude: 121.4737, accuracy: "65.0" } });
  const signed: string[] = [];
  const sign = (url: string) => (signed.push(url), Promise.resolve(signature));
  expect(await wecom_position(sign, window)).toEqual({ latitude: 31.2304, longitude: 121.4737, accuracy_m: 65 });
  // What follows # is not signed: addresses within an app change there alone.
  expect(signed).toEqual(["https://hub.example/apps/visits/?a=1"]);
  const proof = { appId: "ww1", verifyAppId: "ww1", verifySignType: "sha1", verifyTimestamp: "1700000000", verifyNonceStr: "n1", verifySignature: "abc" };
  expect(calls).toEqual([
    ["preVerifyJSAPI", { ...proof, verifyJsApiList: ["geoLocation"], verifyOpenTagList: [] }],
    ["geoLocation", { ...proof, type: "wgs84" }],
  ]);
});

test("what WeCom refuses, and what it has not got, are told apart", async () => {
  expect(await problem({ preVerifyJSAPI: { errMsg: "config:invalid signature" } })).toBe("denied");
  expect(await problem({ geoLocation: { err_msg: "geo_location:permission_denied" } })).toBe("denied");
  expect(await problem({ geoLocation: { errMsg: "geoLocation:cancel" } })).toBe("denied");
  expect(await problem({ geoLocation: { errMsg: "geoLocation:fail" } })).toBe("unavailable");
  expect(await problem({ geoLocation: { errMsg: "geoLocation:ok", latitude: "x" } })).toBe("unavailable");
  expect(await problem({ geoLocation: { errMsg: "geoLocation:ok", latitude: 0, longitude: 0 } })).toBe("unavailable");
});

test("a browser that only says it is WeCom does not keep anybody waiting", async () => {
  vi.useFakeTimers();
  const { window } = place({});
  const { WeixinJSBridge: _, ...without } = window;
  const asked = wecom_position(async () => signature, without).catch((error: WecomFailed) => error.problem);
  await vi.advanceTimersByTimeAsync(3000);
  expect(await asked).toBe("unreachable");
  vi.useRealTimers();
});

test("WeCom's browser is known by its name, personal WeChat is another", () => {
  const of = (userAgent: string) => runs_in_wecom({ navigator: { userAgent } });
  expect([of(kWecom), of("Mozilla/5.0 MicroMessenger/8.0.50"), of("Mozilla/5.0 Chrome/130")]).toEqual([true, false, false]);
});

test("the browser is asked first; inside WeCom its own way is taken where that refuses", async () => {
  const coords = { latitude: 31.23041234, longitude: 121.4737, accuracy: 12.4 } as GeolocationCoordinates;
  const wecom = vi.fn(async () => ({ latitude: 30, longitude: 120, accuracy_m: 70.2 }));
  const refuses = () => Promise.reject(new LocationFailed("denied"));
  const by = (ways: object) =>
    locate(() => "now", {}, { browser: refuses, in_wecom: () => true, wecom, ...ways } as never).catch((error: LocationFailed) => [error.problem, error.wecom]);
  expect(await by({ browser: async () => ({ coords, timestamp: 0 }) })).toEqual({ latitude: "31.230412", longitude: "121.473700", accuracy_m: "12", at: "now", source: "device" });
  expect(wecom).not.toHaveBeenCalled();
  expect(await by({ in_wecom: () => false })).toEqual(["denied", undefined]);
  expect(wecom).not.toHaveBeenCalled();
  expect(await by({})).toEqual({ latitude: "30.000000", longitude: "120.000000", accuracy_m: "70", at: "now", source: "device" });
  const fails = (why: "not_set_up" | "denied") => () => Promise.reject(new WecomFailed(why));
  expect(await by({ wecom: fails("not_set_up") })).toEqual(["denied", "not_set_up"]);
});
