// Words of the first day's tour.

import type { tour_zh_cn } from "./tour_zh_cn.ts";

export const tour_en: typeof tour_zh_cn = {
  tour: "Getting started",
  tour_step: (at: number, of: number) => `${at} of ${of}`,
  tour_skip: "Skip",
  tour_next: "Next",
  tour_before: "Back",
  tour_end: "Done",
  tour_steps: {
    menu: { title: "Your work is in the menu", text: "Each entry is a list, a board or a form that your role needs. What you enter is saved as you type, without a network too." },
    record: { title: "Begin a record", text: "Fill in what is asked. The form tells you at once what is missing and what each answer is worth; half a form stays as your draft." },
    plan: { title: "Plan ahead", text: "Look at your list as a calendar. Drag a plan to another day, or use the button beside it; on the map you see the day’s route." },
    tasks: { title: "The bell knows what waits", text: "Today’s plan, action items that are due, records that need your decision, drafts and messages stand in one place." },
    numbers: { title: "Every number leads somewhere", text: "Tap a number or a bar to see the records behind it, down to a single one. Choose a time for the whole page; the address keeps it." },
    list: { title: "Lists that answer questions", text: "Narrow a list with filters, choose its columns, group it with sums, and keep it under a name. It is there on your other devices, too." },
    ask: { title: "Ask in your own words", text: "Type what you are looking for, such as “customers > 15 and signed in 30 days < 50,000”. The parts that were understood show as you type." },
  },
};
