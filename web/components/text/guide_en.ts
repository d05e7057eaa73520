// The designer's help: a start in two minutes, and what its words mean, each with an example.

import { words_en as words } from "../../engine/generated/words.ts";
import type { guide_zh_cn } from "./guide_zh_cn.ts";

export const guide_en: typeof guide_zh_cn = {
  title: "How to make an app",
  start: "Get started in two minutes",
  start_lead: "Take the steps in any order; everything can be undone (Ctrl+Z). Nobody sees a change until you save.",
  steps: [
    { title: "What to record", text: `Under “Outline” on the left, add an ${words.entity} for each kind of thing, such as stores and inspections. Then add a ${words.form} and choose which of them it fills in.` },
    { title: "What to fill in", text: `Open the ${words.form} and drag fields from the left onto the canvas. Click one to change its label, its options and whether it is required, on the right.` },
    { title: "Who fills it in", text: `Click the app’s name and turn on “People” on the right. Add ${words.role}s: a matrix says who may see, create and change what, and which pages are in their menu.` },
    { title: "What must not be skipped", text: `Add a ${words.workflow} and draw its ${words.stage}s. The ${words.gate} in front of a ${words.stage} has requirements, such as a photo. A ${words.scorecard} gives points.` },
    { title: "What you want to see", text: `Add a ${words.metric}, a sentence that says what is counted, and put it on a ${words.dashboard}. A ${words.view} says which columns a list has.` },
    { title: "Try it, then save", text: "The preview on the right shows the app as any of its people sees it. Once saved, changes apply to everybody; where they affect existing data, you are told first." },
  ],
  keys: "Useful keys",
  key_list: [
    ["Ctrl+F", "finds anything in the app; “Where it is used” stands at the end of the right panel"],
    ["Ctrl+C / X / V", "copy, cut and paste fields, sections, criteria, stages, widgets, also into another app"],
    ["Ctrl / Shift + click", "selects one more, or all between; by keyboard Shift and an arrow, or Ctrl+A. What is set then holds for all of them"],
    ["F1", "says what the setting at hand is for, with an example; so does the “?” beside it"],
    ["Ctrl+Z / Y", "undo, redo"],
    ["F6", "to the next panel; arrows move inside it, Alt and an arrow moves what is selected"],
  ],
  glossary: "Glossary",
  example: "For example:",
  terms: [
    [words.entity, "A kind of thing that is recorded; each is a record.", "Stores, inspections, customers."],
    [words.field, "One piece of a record, of a type of its own.", "Name (text), opened on (date)."],
    [words.form, "The page on which people fill in a record.", "“Inspection”: filled in at each visit to a store."],
    [words.section, "A part of a form with a heading.", "“Basics”, “Photos”."],
    [words.scorecard, "Gives a record points by criteria, and says why.", "50 points; 5 for a clean floor."],
    [words.criterion, "A line of a scorecard: points where its condition holds.", "“Price tags” 5 points, where price tags = yes."],
    [words.pool, "Sorts records by their points.", "Below 35: “To review”."],
    [words.workflow, "The stages that a record goes through.", "Open → In progress → To review → Done."],
    [words.stage, "One step of a workflow.", "“In progress”."],
    [words.gate, "What must hold before a record enters a stage.", "Nothing gets to “To review” without a photo."],
    [words.requirement, "One condition of a gate, and what people read while it is not met.", "“Please add the photo.”"],
    [words.automation, "What is done automatically when something happens.", "A day after the due date, the person responsible is reminded."],
    [words.view, "A list: which columns, which records, in which order.", "“My stores”."],
    [words.metric, "A number that follows the data.", "The pass rate of the last 30 days."],
    [words.dashboard, "Metrics as charts on one page.", "“Overview”: pass rate, by city, by week."],
    [words.quick_filter, "Finds a group by conditions, and says what makes it different.", "Reps with many customers and few contracts."],
    [words.role, "A group of people: what they may do and what their menu holds.", "Inspectors, regional managers."],
  ],
  open: "Two-minute guide",
  begin: "Your first app?",
  not_now: "Not now",
};
