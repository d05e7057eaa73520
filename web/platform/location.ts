// One fix from the device, as the app document's location value.

import type { WecomProblem } from "./wecom.ts";
import { WecomFailed, runs_in_wecom, wecom_position } from "./wecom.ts";

export interface Fix {
  latitude: string;
  longitude: string;
  accuracy_m: string;
  at: string;
  source: "device" | "manual";
  /** Of the form session that it was taken for; the runtime believes no position without. */
  nonce?: string;
}

export type LocationProblem = "denied" | "unavailable" | "insecure";

export class LocationFailed extends Error {
  /** `wecom`: inside WeCom, why its own way failed, too. */
  constructor(
    readonly problem: LocationProblem,
    readonly wecom?: WecomProblem,
  ) {
    super(problem);
  }
}

export interface LocateOptions {
  timeout_ms?: number;
  maximum_age_ms?: number;
}

/** By the browser; inside WeCom, where the browser refuses or is not let, by WeCom. Fails with LocationFailed. */
export async function locate(
  to_text: (at: Date) => string,
  options: LocateOptions = {},
  ways = { browser: by_browser, in_wecom: runs_in_wecom, wecom: wecom_position },
): Promise<Fix> {
  try {
    const { coords, timestamp } = await ways.browser(options);
    return fix(coords.latitude, coords.longitude, coords.accuracy, to_text(new Date(timestamp)));
  } catch (error) {
    if (!(error instanceof LocationFailed) || !ways.in_wecom()) throw error;
    try {
      const { latitude, longitude, accuracy_m } = await ways.wecom(undefined, undefined, options.timeout_ms);
      return fix(latitude, longitude, accuracy_m, to_text(new Date()));
    } catch (by_wecom) {
      throw new LocationFailed(error.problem, by_wecom instanceof WecomFailed ? by_wecom.problem : "unavailable");
    }
  }
}

/** Six digits are a tenth of a metre: more is noise. */
function fix(latitude: number, longitude: number, accuracy_m: number, at: string): Fix {
  return {
    latitude: latitude.toFixed(6),
    longitude: longitude.toFixed(6),
    accuracy_m: Math.round(accuracy_m).toString(),
    at,
    source: "device",
  };
}

function by_browser(options: LocateOptions): Promise<Pick<GeolocationPosition, "coords" | "timestamp">> {
  if (!globalThis.isSecureContext || !navigator.geolocation) {
    return Promise.reject(new LocationFailed("insecure"));
  }
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(
      resolve,
      (error) => reject(new LocationFailed(error.code === error.PERMISSION_DENIED ? "denied" : "unavailable")),
      {
        enableHighAccuracy: true,
        timeout: options.timeout_ms ?? 20_000,
        maximumAge: options.maximum_age_ms ?? 0,
      },
    );
  });
}
