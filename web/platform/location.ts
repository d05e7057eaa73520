// One fix from the device, as the app document's location value.

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
  constructor(readonly problem: LocationProblem) {
    super(problem);
  }
}

/** Six digits are a tenth of a metre: more is noise. */
export function locate(
  to_text: (at: Date) => string,
  options: { timeout_ms?: number; maximum_age_ms?: number } = {},
): Promise<Fix> {
  if (!globalThis.isSecureContext || !navigator.geolocation) {
    return Promise.reject(new LocationFailed("insecure"));
  }
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords, timestamp }) =>
        resolve({
          latitude: coords.latitude.toFixed(6),
          longitude: coords.longitude.toFixed(6),
          accuracy_m: Math.round(coords.accuracy).toString(),
          at: to_text(new Date(timestamp)),
          source: "device",
        }),
      (error) => reject(new LocationFailed(error.code === error.PERMISSION_DENIED ? "denied" : "unavailable")),
      {
        enableHighAccuracy: true,
        timeout: options.timeout_ms ?? 20_000,
        maximumAge: options.maximum_age_ms ?? 0,
      },
    );
  });
}
