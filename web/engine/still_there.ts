// Whether the files that are open are still the site's: a browser that clears a site's data leaves open
// handles writable, and what is written into them is gone after a reload.

const kAttempts = 5;
const kPause_ms = 40;

/** By name, nothing is there any more. */
function says_gone(error: unknown): boolean {
  return error instanceof DOMException && error.name === "NotFoundError";
}

/**
 * `look` gives the size of the file that is found by its name now, `own_size` that of the open one. A
 * browser that cannot say just now (the tab is being frozen, the disk is busy) is asked again, and never
 * taken to have thrown data away: only "not found" says that, or a new, empty file of the same name.
 */
export async function is_still_there(
  look: () => Promise<number>,
  own_size: () => number,
  pause: (ms: number) => Promise<void> = (ms) => new Promise((done) => setTimeout(done, ms)),
): Promise<boolean> {
  for (let attempt = 0; attempt < kAttempts; ++attempt) {
    try {
      const size = await look();
      return size > 0 || own_size() === 0;
    } catch (error) {
      if (says_gone(error)) return false;
    }
    await pause(kPause_ms);
  }
  return true;
}
