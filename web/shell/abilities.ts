// What this browser lets the site do at this address. Browsers forbid most of it at plain http.

export type Ability = "submit" | "offline" | "pages_offline" | "camera" | "location" | "notifications";

export interface Told {
  ability: Ability;
  works: boolean;
}

/** What is looked at; the window, or parts of one in a test. */
export interface Place {
  isSecureContext: boolean;
  navigator: Partial<Pick<Navigator, "storage" | "locks" | "serviceWorker" | "mediaDevices" | "geolocation">>;
  Notification?: unknown;
}

export function abilities(place: Place): Told[] {
  const { isSecureContext: secure, navigator } = place;
  const offline = secure && navigator.storage?.getDirectory !== undefined && navigator.locks !== undefined;
  return [
    // By the hub, which asks nothing of the address.
    { ability: "submit", works: true },
    { ability: "offline", works: offline },
    { ability: "pages_offline", works: secure && navigator.serviceWorker !== undefined },
    { ability: "camera", works: secure && navigator.mediaDevices !== undefined },
    { ability: "location", works: secure && navigator.geolocation !== undefined },
    { ability: "notifications", works: secure && place.Notification !== undefined },
  ];
}
