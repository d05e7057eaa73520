// Questions that somebody keeps on this device, by app; they stand in the menu.

const kPlace = "tollgate.kept_questions.";
const kMax = 12;
const changes = new EventTarget();

export function kept_questions(app: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(kPlace + app) ?? "[]");
    return Array.isArray(kept) ? kept.filter((each) => typeof each === "string").slice(0, kMax) : [];
  } catch {
    return [];
  }
}

/** Keeps the question, or lets it go. The oldest make room. */
export function keep_question(app: string, text: string, kept: boolean): void {
  const others = kept_questions(app).filter((each) => each !== text);
  const next = kept ? [...others, text].slice(-kMax) : others;
  try {
    localStorage.setItem(kPlace + app, JSON.stringify(next));
  } catch (error) {
    console.warn(error); // a full or forbidden storage: the address still says the question
  }
  changes.dispatchEvent(new Event("kept"));
}

export function on_kept_questions(listener: () => void): () => void {
  changes.addEventListener("kept", listener);
  return () => changes.removeEventListener("kept", listener);
}
