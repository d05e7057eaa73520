// Positions inside WeCom, whose browser often gives none by itself: what WeCom calls its JS-SDK, which
// is a bridge that the browser puts into the page (docs/decisions/0098). Nothing is loaded for it. The
// page says who it is by a signature that the hub makes (`sign_in.wecom_page`), then asks for the position.

export type WecomProblem = "not_set_up" | "unreachable" | "denied" | "unavailable";

export class WecomFailed extends Error {
  constructor(readonly problem: WecomProblem) {
    super(problem);
  }
}

/** As WeCom tells it, in degrees of WGS 84 and metres. */
export interface WecomPosition {
  latitude: number;
  longitude: number;
  accuracy_m: number;
}

/** What proves to WeCom whose page this is; the hub's reply to `sign_in.wecom_page`. */
export interface PageSignature {
  corp_id: string;
  nonce: string;
  timestamp: number;
  signature: string;
}

type Answer = Record<string, unknown>;

/** What WeCom's browser puts into the window, at the latest with the event WeixinJSBridgeReady. */
interface Bridge {
  invoke(name: string, params: Answer, done: (answer: Answer) => void): void;
}

/** What is asked; the window, or parts of one in a test. */
export interface WecomPlace {
  navigator: Pick<Navigator, "userAgent">;
  document: Pick<Document, "addEventListener">;
  location: Pick<Location, "href">;
  WeixinJSBridge?: Bridge;
}

const kBridgeMs = 3_000;
const kPositionMs = 20_000;

/** WeCom's own browser, on a phone or a desk; personal WeChat's is none. */
export function runs_in_wecom(place: Pick<WecomPlace, "navigator"> = window): boolean {
  return /wxwork/i.test(place.navigator.userAgent);
}

/**
 * Fails with WecomFailed: the hub has no WeCom (not_set_up), hub or bridge do not answer (unreachable),
 * WeCom or the person refuses (denied), there is no position (unavailable). `most_ms`: of each answer.
 */
export async function wecom_position(
  sign: (url: string) => Promise<PageSignature> = signed_by_hub,
  place: WecomPlace = window as unknown as WecomPlace,
  most_ms = kPositionMs,
): Promise<WecomPosition> {
  const bridge = await bridge_of(place);
  const url = place.location.href.split("#")[0] ?? "";
  const { corp_id, nonce, timestamp, signature } = await sign(url);
  const proof = {
    appId: corp_id,
    verifyAppId: corp_id,
    verifySignType: "sha1",
    verifyTimestamp: String(timestamp),
    verifyNonceStr: nonce,
    verifySignature: signature,
  };
  await asked(bridge, "preVerifyJSAPI", { ...proof, verifyJsApiList: ["geoLocation"], verifyOpenTagList: [] }, most_ms);
  // Else WeCom answers in its own country's datum, hundreds of metres away.
  const answer = await asked(bridge, "geoLocation", { ...proof, type: "wgs84" }, most_ms);
  const [latitude, longitude] = [Number(answer["latitude"]), Number(answer["longitude"])];
  const is_place = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude !== 0 || longitude !== 0);
  if (!is_place) throw new WecomFailed("unavailable");
  // Without an accuracy it is none that a rule could count on: 0 is found to be "no accuracy".
  const accuracy_m = Number(answer["accuracy"]);
  return { latitude, longitude, accuracy_m: accuracy_m > 0 ? accuracy_m : 0 };
}

function bridge_of(place: WecomPlace): Promise<Bridge> {
  if (place.WeixinJSBridge) return Promise.resolve(place.WeixinJSBridge);
  const ready = new Promise<Bridge>((resolve) => {
    place.document.addEventListener("WeixinJSBridgeReady", () => {
      if (place.WeixinJSBridge) resolve(place.WeixinJSBridge);
    });
  });
  return in_time(ready, kBridgeMs);
}

async function asked(bridge: Bridge, name: string, params: Answer, most_ms: number): Promise<Answer> {
  const answer = await in_time(
    new Promise<Answer>((resolve) => bridge.invoke(name, params, resolve)),
    most_ms,
  );
  // "geoLocation:ok", "geo_location:fail_permission denied": by platform in one member or another.
  const said = String(answer["errMsg"] ?? answer["err_msg"] ?? answer["errmsg"] ?? "");
  const word = said.slice(said.indexOf(":") + 1).replaceAll("_", " ").toLowerCase();
  if (!said || word === "ok" || word === "confirm" || word === "yes") return answer;
  // Versions that verify nothing beforehand say so, and it is fine.
  if (name === "preVerifyJSAPI" && word.includes("function not exist")) return answer;
  const is_refused = /denied|permission|cancel|deny|invalid|signature|config/.test(word);
  throw new WecomFailed(is_refused ? "denied" : "unavailable");
}

function in_time<T>(work: Promise<T>, most_ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new WecomFailed("unreachable")), most_ms);
    void work.then(resolve, reject).finally(() => clearTimeout(late));
  });
}

/** Of this page's own hub, whoever is signed in there. */
async function signed_by_hub(url: string): Promise<PageSignature> {
  let reply: { ok?: boolean; result?: PageSignature; diagnostics?: { code: string }[] };
  try {
    // The site of an app's page, which lies in SITE/apps/ID/.
    const site = /^(.*\/)apps\//.exec(location.pathname)?.[1] ?? "/";
    const response = await fetch(`${site}hub/request`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ type: "sign_in.wecom_page", params: { url, kind: "config" } }),
    });
    reply = (await response.json()) as typeof reply;
  } catch {
    throw new WecomFailed("unreachable");
  }
  if (reply.ok && reply.result) return reply.result;
  const code = reply.diagnostics?.[0]?.code ?? "";
  const is_away = code === "sign_in.unreachable" || code === "sign_in.busy" || code.startsWith("server.");
  throw new WecomFailed(is_away ? "unreachable" : "not_set_up");
}
