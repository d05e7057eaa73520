// Small wishes that a device remembers. Where storage is refused, the page works without.

const kPrefix = "tollgate.";

export function recall(key: string): string | undefined {
  try {
    return localStorage.getItem(kPrefix + key) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(kPrefix + key);
    else localStorage.setItem(kPrefix + key, value);
  } catch {
    // A private window: the wish holds for this page.
  }
}
