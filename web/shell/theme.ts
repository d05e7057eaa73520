// How the pages look: as the system says, or light, dark or with strong contrast as the reader chose on
// this device. base.css has the colours.

import { recall, remember } from "./memory.ts";

export const kThemes = ["system", "light", "dark", "contrast"] as const;
export type Theme = (typeof kThemes)[number];

const changes = new EventTarget();

export function chosen_theme(): Theme {
  const kept = recall("theme");
  return kThemes.find((theme) => theme === kept) ?? "system";
}

export function choose_theme(theme: Theme): void {
  remember("theme", theme === "system" ? undefined : theme);
  apply(theme);
  changes.dispatchEvent(new Event("theme"));
}

export function on_theme_change(listener: () => void): () => void {
  changes.addEventListener("theme", listener);
  return () => changes.removeEventListener("theme", listener);
}

/** What <html> says of a theme, for base.css. */
export function theme_marks(theme: Theme, system_wants_contrast: boolean): { theme?: string; contrast?: string } {
  const more = theme === "contrast" || (theme === "system" && system_wants_contrast);
  return {
    ...(theme === "light" || theme === "dark" ? { theme } : {}),
    ...(more ? { contrast: "more" } : {}),
  };
}

export function start_theme(): void {
  apply(chosen_theme());
  for (const wish of ["(prefers-contrast: more)", "(prefers-color-scheme: dark)"]) {
    matchMedia(wish).addEventListener("change", () => apply(chosen_theme()));
  }
  // Chosen in another tab.
  addEventListener("storage", () => apply(chosen_theme()));
}

function apply(theme: Theme): void {
  const root = document.documentElement;
  const marks = theme_marks(theme, matchMedia("(prefers-contrast: more)").matches);
  for (const mark of ["theme", "contrast"] as const) {
    const value = marks[mark];
    if (value === undefined) delete root.dataset[mark];
    else root.dataset[mark] = value;
  }
  // The browser's own bars.
  const surface = getComputedStyle(root).getPropertyValue("--surface").trim();
  const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document
    .querySelector('meta[name="theme-color"]')
    ?.setAttribute("content", /^#/.test(surface) ? surface : dark ? "#191d26" : "#ffffff");
}
