// How a person likes the pages of an app: kept on this device under names, and told to whoever takes
// it to the person's other devices (shell/preference_sync.ts).

export interface WrittenPreference {
  scope: string;
  name: string;
  /** JSON; undefined: forgotten. */
  text: string | undefined;
}

/** Since lists were the first to be kept. */
const kPrefix = "tollgate.list.";
const changes = new EventTarget();

/** `scope`: the app and the person. */
export function preference_place(scope: string, name: string): string {
  return `${kPrefix}${scope}.${name}`;
}

export function read_preference(scope: string, name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(preference_place(scope, name)) ?? "null");
  } catch {
    return null;
  }
}

/** False: the device does not keep it (a private window, or full); the pages work without. */
export function write_preference(scope: string, name: string, value: unknown): boolean {
  const text = value === undefined ? undefined : JSON.stringify(value);
  const is_kept = store_preference(scope, name, text);
  changes.dispatchEvent(new CustomEvent<WrittenPreference>("written", { detail: { scope, name, text } }));
  return is_kept;
}

/** As it came from elsewhere: nobody is told. */
export function store_preference(scope: string, name: string, text: string | undefined): boolean {
  try {
    if (text === undefined) localStorage.removeItem(preference_place(scope, name));
    else localStorage.setItem(preference_place(scope, name), text);
    return true;
  } catch {
    return false;
  }
}

export function on_preference(listener: (written: WrittenPreference) => void): () => void {
  const wrapped = (event: Event) => listener((event as CustomEvent<WrittenPreference>).detail);
  changes.addEventListener("written", wrapped);
  return () => changes.removeEventListener("written", wrapped);
}

/** Others of the person's devices had something else: whoever shows it reads it again. */
export function tell_preferences_came(): void {
  changes.dispatchEvent(new Event("came"));
}

export function on_preferences_came(listener: () => void): () => void {
  changes.addEventListener("came", listener);
  return () => changes.removeEventListener("came", listener);
}
