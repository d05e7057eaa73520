// 记录页面的文字。

import { words_zh_cn as words } from "../../engine/generated/words.ts";
import { grouped } from "../number_text.ts";

export const record_zh_cn = {
  stage_path: `${words.stage}进度`,
  stage_steps: { behind: "已经过", ahead: "未到" },
  stage_next_missing: (label: string, count: number) => `下一${words.stage}“${label}”，还缺 ${count} 项`,
  stage_next_open: (label: string) => `下一${words.stage}“${label}”的条件已满足`,
  stage_show_gate: "查看条件",
  record_actions: "更多操作",
  record_print: "打印",
  record_copy: "复制一条新的",
  record_share: "分享链接",
  record_code: "二维码",
  record_link_copied: "链接已复制",
  related_by: (label: string, field: string) => `${label}（${field}）`,
  related_none: "还没有记录",
  count: (count: number) => grouped(count),
  more_findings: (count: number) => `另有 ${count} 处类似的提醒`,
  picture_tools: "图片操作",
  picture_larger: "放大",
  picture_smaller: "缩小",
  picture_whole: "看全图",
  picture_turn: "旋转",
};
