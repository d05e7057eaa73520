// What stands between a design and its being in force: whoever saves reads what it changes for data and
// roles, and what two people changed in one version is brought together.

import type { AppGetReply, AppMergeReply } from "../engine/generated/api.ts";
import type { EngineClient } from "../engine/client.ts";
import { Refused } from "../engine/client.ts";
import { needs_review } from "./design_changes.ts";
import type { MergeDesign } from "./merge_dialog.ts";
import type { ReviewDesign } from "./review_dialog.ts";

type Client = Pick<EngineClient, "request">;

/** Whether the document may be saved: nobody loses anything by it, or whoever saves has read what. */
export async function may_publish(client: Client, text: string, review: () => ReviewDesign): Promise<boolean> {
  const reply = await client.request("app.compare", { text }).catch((error: unknown) => {
    // The save itself says what is wrong with the document, and that the hub is away.
    if (error instanceof Refused) return undefined;
    throw error;
  });
  return !reply || !needs_review(reply) || review().agrees(reply);
}

export interface TwoSides {
  /** What both began with; where its text is not known, by its hash in the log. */
  base: { text: string } | { hash: string };
  mine: string;
  theirs: AppGetReply;
}

/** Both people's changes in one document; undefined: whoever was asked did not decide. */
export async function merged(client: Client, { base, mine, theirs }: TwoSides, decide: () => MergeDesign): Promise<AppMergeReply | undefined> {
  const began = "text" in base ? base.text : (await client.request("app.versions", { limit: 1, hash: base.hash })).text ?? "";
  const sides = { base: began, mine, theirs: theirs.text };
  const reply = await client.request("app.merge", sides);
  if (!reply.clashes.length) return reply;
  const take_theirs = await decide().decide(theirs.version, reply.clashes);
  if (!take_theirs) return undefined;
  return take_theirs.length ? client.request("app.merge", { ...sides, take_theirs }) : reply;
}
