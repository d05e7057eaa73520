// Words of dashboards.

import { grouped } from "../number_text.ts";
import type { dashboard_zh_cn } from "./dashboard_zh_cn.ts";

export const dashboard_en: typeof dashboard_zh_cn = {
  as_table: "Show as a table",
  number: "Number",
  legend: "Key",
  parts_shown_of: (shown: number, total: number) => `${shown} of ${grouped(total)} shown`,
  all_together: "All",
  trend: "Trend",
  percentage_points: (points: string) => `${points} points`,
  change_ways: {
    up: (by: string) => `up ${by}`,
    down: (by: string) => `down ${by}`,
    same: () => "unchanged",
  },
  was_before: (text: string) => `before: ${text}`,
  target_reached: (target: string, share: string) => `Target ${target}, ${share} reached`,
  funnel_reached: (count: number) => `${grouped(count)} came this far`,
  funnel_standing: (text: string) => `${text} here`,
  funnel_went_on: (share: string) => `↓ ${share} went on`,
  days_filter: "Time",
  days_own: "As each chart says",
  days_custom: "From a day to a day…",
  days_from: "From",
  days_to: "To",
  days_spans: {
    today: "Today",
    yesterday: "Yesterday",
    this_week: "This week",
    last_week: "Last week",
    this_month: "This month",
    last_month: "Last month",
    this_quarter: "This quarter",
    last_quarter: "Last quarter",
    this_year: "This year",
    last_year: "Last year",
    last_days: (days: number) => `Last ${days} days`,
  },
  days_shown: (days: string) => `Counts ${days}`,
  full_screen: "Full screen",
  full_screen_leave: "Leave full screen",
  save_picture: "Save as a picture",
  picture_failed: "The browser could not make the picture; try printing instead.",
};
