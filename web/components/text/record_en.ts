// Words of the page of a record.

import { words_en as words } from "../../engine/generated/words.ts";
import { grouped } from "../number_text.ts";
import type { record_zh_cn } from "./record_zh_cn.ts";

export const record_en: typeof record_zh_cn = {
  stage_path: `The way through its ${words.stage}s`,
  stage_steps: { behind: "done", ahead: "to come" },
  stage_next_missing: (label: string, count: number) =>
    count === 1 ? `Next: ${label}. 1 requirement is missing.` : `Next: ${label}. ${count} requirements are missing.`,
  stage_next_open: (label: string) => `Next: ${label}. All requirements are met.`,
  stage_show_gate: "See what it asks for",
  record_actions: "More",
  record_print: "Print",
  record_copy: "Duplicate",
  record_share: "Share a link",
  record_code: "QR code",
  record_link_copied: "Link copied",
  related_by: (label: string, field: string) => `${label} (${field})`,
  related_none: "None yet",
  count: (count: number) => grouped(count),
  more_findings: (count: number) => (count === 1 ? "1 more like this" : `${count} more like this`),
  comments: "Comments",
  comment_write: "Write a comment",
  comment_hint: "Write a comment; @ names a colleague",
  comment_mention: "Who is meant",
  comment_send: "Send",
  comment_save: "Save the change",
  comment_changed: "changed",
  comment_take_back: "Take back",
  work_decisions: (label: string) => `Waiting for my decision: ${label}`,
  work_on_board: "more, on the board",
  work_tick: (what: string) => `Done: ${what}`,
  work_not_ticked: "This item cannot be ticked off now.",
  work_title: "Inbox and tasks",
  work_today: "Today",
  work_soon: "Coming days",
  work_due: "Action items",
  work_overdue: "Action items whose date has passed",
  work_waiting: "Waiting for me",
  work_all_day: "all day",
  work_none: "Nothing waits for you now.",
  picture_tools: "Look closer",
  picture_larger: "Larger",
  picture_smaller: "Smaller",
  picture_whole: "Whole picture",
  picture_turn: "Turn",
};
