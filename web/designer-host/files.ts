// Documents from and to the person's own files.

export const kMaxDocumentBytes = 4 * 1024 * 1024;

// The text of a file the person picks, null when they think better of it.
export function pick_document(): Promise<{ name: string; text: string } | { name: string; too_large: true } | null> {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = ".json,application/json";
    input.addEventListener("cancel", () => resolve(null));
    input.addEventListener("change", () => {
      const file = input.files?.[0];
      if (!file) resolve(null);
      else if (file.size > kMaxDocumentBytes) resolve({ name: file.name, too_large: true });
      else void file.text().then((text) => resolve({ name: file.name, text }));
    });
    input.click();
  });
}

export function download_document(text: string): void {
  let name = "app";
  try {
    const id: unknown = (JSON.parse(text) as { id?: unknown }).id;
    if (typeof id === "string" && /^[a-z][a-z0-9_]{0,63}$/.test(id)) name = id;
  } catch {
    // A text that is no JSON is written as it is.
  }
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
