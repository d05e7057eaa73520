// 看板的文字。

import { grouped } from "../number_text.ts";

export const dashboard_zh_cn = {
  legend: "图例",
  parts_shown_of: (shown: number, total: number) => `显示 ${shown} 项，共 ${grouped(total)} 项`,
  all_together: "合计",
  trend: "走势",
  percentage_points: (points: string) => `${points} 个百分点`,
  change_ways: {
    up: (by: string) => `升 ${by}`,
    down: (by: string) => `降 ${by}`,
    same: () => "持平",
  },
  was_before: (text: string) => `前期 ${text}`,
  target_reached: (target: string, share: string) => `目标 ${target}，达成 ${share}`,
  funnel_reached: (count: number) => `到达过 ${grouped(count)} 条`,
  funnel_standing: (text: string) => `停留 ${text}`,
  funnel_went_on: (share: string) => `↓ ${share} 继续`,
  days_filter: "时间",
  days_own: "各图表自己的时间",
  days_custom: "自选日期…",
  days_from: "从",
  days_to: "到",
  days_spans: {
    today: "今天",
    yesterday: "昨天",
    this_week: "本周",
    last_week: "上周",
    this_month: "本月",
    last_month: "上月",
    this_quarter: "本季度",
    last_quarter: "上季度",
    this_year: "今年",
    last_year: "去年",
    last_days: (days: number) => `近 ${days} 天`,
  },
  days_shown: (days: string) => `统计 ${days}`,
  full_screen: "全屏",
  full_screen_leave: "退出全屏",
  save_picture: "存为图片",
  picture_failed: "浏览器没能生成图片，可以改用打印。",
};
