// Instants as people read them: the wall clock where something happened, not this device's.

/** "2026-11-24T10:32:05+08:00" → "11-24 10:32". */
export function short_time(iso: string): string {
  const match = /^\d{4}-(\d{2}-\d{2})T(\d{2}:\d{2})/.exec(iso);
  return match ? `${match[1]} ${match[2]}` : iso;
}

/** "2026-11-24T10:32:05+08:00" → "2026-11-24 10:32:05". */
export function day_and_time(iso: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(:\d{2})?)/.exec(iso);
  return match ? `${match[1]} ${match[2]}` : iso;
}
