// Small wishes that a device remembers, and those that hold for one tab. Where storage is refused, the page works without.

const kPrefix = "tollgate.";

export function recall(key: string): string | undefined {
  return read(() => localStorage, key);
}

export function remember(key: string, value: string | undefined): void {
  write(() => localStorage, key, value);
}

/** What the tab chose, else what was chosen last on the device: two tabs may act for two people. */
export function recall_in_tab(key: string): string | undefined {
  return read(() => sessionStorage, key) ?? recall(key);
}

export function remember_in_tab(key: string, value: string | undefined): void {
  write(() => sessionStorage, key, value);
  remember(key, value);
}

/** For the tab alone, past a reload, until it is taken. */
export function remember_for_tab(key: string, value: string): void {
  write(() => sessionStorage, key, value);
}

export function take_from_tab(key: string): string | undefined {
  const value = read(() => sessionStorage, key);
  write(() => sessionStorage, key, undefined);
  return value;
}

function read(place: () => Storage, key: string): string | undefined {
  try {
    return place().getItem(kPrefix + key) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(place: () => Storage, key: string, value: string | undefined): void {
  try {
    if (value === undefined) place().removeItem(kPrefix + key);
    else place().setItem(kPrefix + key, value);
  } catch {
    // A private window: the wish holds for this page.
  }
}
