// People named in a text with @: while it is typed, when it is sent, and when it is read.

import type { CommentListReply, Person } from "../engine/generated/api.ts";

type Comment = CommentListReply["comments"][number];

const kLongestName = 30;

/** What is being typed behind an @, and where that stands; undefined where nobody is being named. */
export function mention_at(text: string, caret: number): { from: number; text: string } | undefined {
  const before = text.slice(0, caret);
  const from = before.lastIndexOf("@");
  if (from < 0 || caret - from > kLongestName) return undefined;
  // An address has letters before its @.
  if (from > 0 && /[\w.]/.test(before[from - 1]!)) return undefined;
  const name = before.slice(from + 1);
  return /\s/.test(name) ? undefined : { from, text: name };
}

/** Those of the chosen whose name still stands in the text, each once. */
export function mentioned_in(text: string, chosen: Person[]): string[] {
  return [...new Set(chosen.filter(({ title }) => text.includes(`@${title}`)).map(({ record }) => record))];
}

/** The text in pieces, with those that name somebody. */
export function parts_with_mentions(text: string, people: Person[]): { text: string; mention: boolean }[] {
  const names = people.map(({ title }) => `@${title}`).sort((a, b) => b.length - a.length);
  const parts: { text: string; mention: boolean }[] = [];
  let plain = "";
  for (let at = 0; at < text.length; ) {
    const name = names.find((each) => text.startsWith(each, at));
    if (!name) {
      plain += text[at++];
      continue;
    }
    if (plain) parts.push({ text: plain, mention: false });
    plain = "";
    parts.push({ text: name, mention: true });
    at += name.length;
  }
  if (plain) parts.push({ text: plain, mention: false });
  return parts;
}

/** What the hub has, and what only this device has yet; as they were said. */
export function merged(own: Comment[], hub: Comment[] | undefined): Comment[] {
  const known = new Map((hub ?? []).map((comment) => [comment.id, comment]));
  for (const comment of own) known.set(comment.id, comment);
  return [...known.values()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
