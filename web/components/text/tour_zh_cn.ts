// Words of the first day’s tour, in Chinese.

export const tour_zh_cn = {
  tour: "快速上手",
  tour_step: (at: number, of: number) => `第 ${at} 步，共 ${of} 步`,
  tour_skip: "跳过",
  tour_next: "下一步",
  tour_before: "上一步",
  tour_end: "知道了",
  tour_steps: {
    menu: { title: "您的工作都在菜单里", text: "每一项是您的角色要用的列表、看板或表单。填写的内容随时自动保存，没有网络也一样。" },
    record: { title: "新建一条记录", text: "按提示填写即可。缺什么、每个回答值多少分，表单会立刻告诉您；没填完的会留作草稿。" },
    plan: { title: "提前做计划", text: "把列表切换成日历，拖动就能改时间，也可以点旁边的按钮；在地图上能看到当天的路线。" },
    tasks: { title: "铃铛里有所有待办", text: "今天的计划、到期的行动项、等您处理的记录、草稿和消息，都在一处。" },
    numbers: { title: "每个数字都能点开", text: "点数字或图形，可以一层层看到背后的记录。可以为整页选择时间，选择会保留在网址里。" },
    list: { title: "用列表回答问题", text: "加筛选、选列、分组求和，还可以起个名字保存下来；换一台设备登录也在。" },
    ask: { title: "直接用文字提问", text: "例如输入“客户数 > 15 且 近30天签约额 < 5万”，边输入边显示系统看懂的部分。" },
  },
};
