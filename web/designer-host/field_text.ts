// The text of a field that is being edited, when something else than typing changes it.

export interface EditedField {
  value: string;
  selectionStart: number | null;
  selectionEnd: number | null;
  setSelectionRange(start: number, end: number): void;
}

// Puts another text into a field; the caret of who edits it stays by the letters it stood at.
export function write_text(field: EditedField, text: string, edited: boolean): void {
  const before = field.value;
  if (before === text) return;
  const { selectionStart, selectionEnd } = field;
  field.value = text;
  if (!edited || selectionStart === null || selectionEnd === null) return;
  field.setSelectionRange(moved_caret(before, text, selectionStart), moved_caret(before, text, selectionEnd));
}

// Where a place in one text is in the other: in front of what differs it stays, behind it moves along,
// within it goes to its end.
export function moved_caret(before: string, after: string, place: number): number {
  const most = Math.min(before.length, after.length);
  let front = 0;
  while (front < most && before[front] === after[front]) front++;
  let back = 0;
  while (back < most - front && before[before.length - 1 - back] === after[after.length - 1 - back]) back++;
  if (place <= front) return place;
  if (place >= before.length - back) return place + after.length - before.length;
  return after.length - back;
}
