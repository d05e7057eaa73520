// Words about publishing a design: what it changes, versions of before, and who else is at it.

import { words_zh_cn as words } from "../../engine/generated/words.ts";

const kRows: Record<string, string> = { none: "不可以", own: "自己的", team: "团队的", all: "全部" };
const kAccess: Record<string, string> = { full: "可以修改", read_only: "只读", hidden: "看不到" };
const kAct: Record<string, string> = { read: "查看", create: "新建", update: "修改", delete: "删除" };
const where = (narrowed: boolean) => (narrowed ? "中满足条件的" : "");

export const design_zh_cn = {
  review_title: "保存前请确认",
  review_lead: "这次修改会影响已有的数据，或改变一些人能做的事。保存后立即对所有人生效；以前的版本随时可以放回。",
  review_parts: (n: number) => `应用中改动的部分（${n}）`,
  review_data: "已有数据",
  review_data_none: "已有的记录不受影响。",
  review_roles: "各角色的人",
  review_roles_none: "没有人的权限或菜单有变化。",
  review_publish: "保存并生效",
  review_back: "回去修改",
  people: (n: number) => `${n} 人`,
  more_parts: (n: number) => `还有 ${n} 处`,
  data: {
    entity_removed: (entity: string, n: string) => `“${entity}”将被删除：${n} 条记录不再显示。`,
    field_removed: (entity: string, field: string, n: string) => `${entity} 的“${field}”将被删除：${n} 条记录的这一项不再显示。`,
    field_retyped: (entity: string, field: string, n: string, was: string, is: string) =>
      `${entity} 的“${field}”由${was}改为${is}：${n} 条记录的值会按新的类型解读，读不懂的要重新填写。`,
    option_removed: (entity: string, field: string, option: string, n: string) => `${entity} 的“${field}”去掉了选项“${option}”：${n} 条记录选的是它。`,
    field_required: (entity: string, field: string, n: string) => `${entity} 的“${field}”变为必填：${n} 条已提交的记录还没有填，下次修改时要补上。`,
  },
  data_kept: "值仍保存在日志里；放回以前的版本，就又能看到。",
  role_kinds: { added: "新角色", removed: "角色被删除，有这个角色的人将不能再使用应用", changed: "" } as Record<string, string>,
  right: {
    rows: (act: string, subject: string, was: string, is: string, was_narrowed: boolean, is_narrowed: boolean) =>
      `${kAct[act] ?? act}${subject}：${kRows[was] ?? was}${where(was_narrowed)} → ${kRows[is] ?? is}${where(is_narrowed)}`,
    field: (entity: string, field: string, was: string, is: string) => `${entity} 的“${field}”：${kAccess[was] ?? was} → ${kAccess[is] ?? is}`,
    export: (subject: string, may: boolean) => (may ? `可以导出${subject}` : `不能再导出${subject}`),
    import: (subject: string, may: boolean) => (may ? `可以导入${subject}` : `不能再导入${subject}`),
    administration: (may: boolean): string => (may ? "可以维护应用" : "不能再维护应用"),
    dashboard: (subject: string, may: boolean) => (may ? `可以看${words.dashboard}“${subject}”` : `不能再看${words.dashboard}“${subject}”`),
    menu: (subject: string, may: boolean) => (may ? `菜单里多了“${subject}”` : `菜单里少了“${subject}”`),
    move: (subject: string) => `“${subject}”里可以做的移动有变化`,
  },

  versions_title: "以前的版本",
  versions_lead: "选一个版本，看看放回它会改变什么。放回后先在设计器里查看，可以撤销；保存后才生效。",
  versions_none: "还没有以前的版本。",
  version_line: (version: number, time: string, by: string) => `第 ${version} 版 · ${time}${by ? ` · ${by}` : ""}`,
  version_in_force: "正在使用",
  version_older: "更早的版本",
  version_changes: (version: number) => `放回第 ${version} 版会改变什么`,
  version_same: "与正在使用的版本相同。",
  version_look: "在设计器里打开",
  version_opened: (version: number) => `已打开第 ${version} 版，可以撤销；保存后生效`,
  version_reading: "正在比较…",

  too_many_to_try: "记录很多：画布上的数字用示例数据计算，真实的数字请在应用里看",

  here: (names: string, _count: number) => `${names}也打开了这个应用。`,
  here_at: (name: string, part: string) => `${name}（在“${part}”）`,
  here_with_changes: (name: string) => `${name}（有未保存的修改）`,
  here_somebody: "另一个人",
  here_separator: "、",
  merge_done: (version: number, parts: number) => `已合并别处保存的第 ${version} 版（${parts} 处修改），您的修改都在；可以撤销`,
  merge_title: (version: number) => `合并第 ${version} 版`,
  merge_lead: (n: number) => `别人和您都改了下面 ${n} 处，请逐一决定；其他修改已自动合在一起。`,
  merge_mine: "保留我的",
  merge_theirs: "采用别人的",
  merge_base: "原来",
  merge_take: "合并",
  merge: "合并两边的修改",
};
