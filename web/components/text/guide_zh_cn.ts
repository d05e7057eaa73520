// The designer's help: a start in two minutes, and what its words mean, each with an example.

import { words_zh_cn as words } from "../../engine/generated/words.ts";

export const guide_zh_cn = {
  title: "怎么做一个应用",
  start: "两分钟上手",
  start_lead: "顺序可以变，随时可以撤销（Ctrl+Z）。保存之前，谁都看不到您的修改。",
  steps: [
    { title: "记录什么", text: `在左边“结构”里添加${words.entity}，例如“门店”“巡检”。再添加${words.form}，选它填写哪种数据。` },
    { title: "填什么", text: `打开${words.form}，从左边“字段”里拖字段到画布上；点一下字段，右边就能改名称、必填、选项。` },
    { title: "谁来填", text: `点应用名称，在右边打开“人员”；添加${words.role}，在矩阵里定谁能看、建、改什么，菜单里放哪些页面。` },
    { title: "什么不能省", text: `添加${words.workflow}，画出${words.stage}；在${words.stage}前的${words.gate}里添加要求，例如“已上传照片”。${words.scorecard}给记录打分。` },
    { title: "想看到什么", text: `添加${words.metric}（一句话说清统计什么），放到${words.dashboard}上；${words.view}决定列表里有哪些列。` },
    { title: "试一试，再保存", text: "右边的预览可以当作任何人来试。点“保存”后对所有人生效；影响已有数据时会先告诉您。" },
  ],
  keys: "常用按键",
  key_list: [
    ["Ctrl+F", "在整个应用里查找；“用在哪里”在右边面板的末尾"],
    ["Ctrl+C / X / V", "复制、剪切、粘贴字段、分区、评分项、阶段、图表；也可以粘贴到另一个应用"],
    ["Ctrl+Z / Y", "撤销、重做"],
    ["F6", "到下一个面板；方向键在其中移动，Alt+方向键移动所选的东西"],
  ] as [string, string][],
  glossary: "名词",
  example: "例如：",
  terms: [
    [words.entity, "一种要记录的东西，每一件是一条记录。", "门店、巡检、客户。"],
    [words.field, "记录里的一项内容，有自己的类型。", "店名（文本）、开业日期（日期）。"],
    [words.form, "人们填写记录的页面。", "“巡检单”：填写一次巡检。"],
    [words.section, "表单里有标题的一段。", "“基本信息”“现场照片”。"],
    [words.scorecard, "按评分项给记录打分，并说明为什么。", "满分 50，地面干净 5 分。"],
    [words.criterion, "评分卡里的一项：满足条件就得分。", "“价签齐全”5 分，条件：价签齐全 = 是。"],
    [words.pool, "按总分把记录分成几类。", "35 分以下进入“待复查”。"],
    [words.workflow, "记录依次经过的阶段。", "待整改 → 整改中 → 待复查 → 已完成。"],
    [words.stage, "流程里的一站。", "“整改中”。"],
    [words.gate, "进入一个阶段前要过的关。", "没有整改后照片，进不了“待复查”。"],
    [words.requirement, "关卡里的一个条件，和没满足时说的话。", "“请上传整改后照片”。"],
    [words.automation, "发生什么时，自动做什么。", "过了截止日期一天，提醒负责人。"],
    [words.view, "一种数据的列表：哪些列、哪些记录、怎么排序。", "“我的门店”。"],
    [words.metric, "一个会跟着数据变的数字。", "最近 30 天的合格率。"],
    [words.dashboard, "把指标画成图，放在一页上。", "“巡检总览”：合格率、各城市、每周。"],
    [words.quick_filter, "用几个条件找出一群记录，并说明它们为什么与众不同。", "“客户多但签约少”的业务代表。"],
    [words.role, "一类人：能做什么，菜单里有什么。", "巡检员、区域经理。"],
  ] as [string, string, string][],
  open: "看两分钟的说明",
  begin: "第一次做应用？",
  not_now: "以后再说",
};
