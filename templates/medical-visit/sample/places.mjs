// Eleven cities: where they are, how many reps work there, and how well the team is run there
// (`care` shifts how carefully visits are made, so that the dashboard has something to show).
export const cities = [
  { id: 'beijing', name: '北京', region: 'north', latitude: 39.9075, longitude: 116.3972, reps: 20, care: 0.02 },
  { id: 'shanghai', name: '上海', region: 'east', latitude: 31.2304, longitude: 121.4737, reps: 22, care: 0.04 },
  { id: 'guangzhou', name: '广州', region: 'south', latitude: 23.1291, longitude: 113.2644, reps: 16, care: 0.0 },
  { id: 'shenzhen', name: '深圳', region: 'south', latitude: 22.5431, longitude: 114.0579, reps: 13, care: 0.03 },
  { id: 'hangzhou', name: '杭州', region: 'east', latitude: 30.2741, longitude: 120.1551, reps: 13, care: 0.05 },
  { id: 'nanjing', name: '南京', region: 'east', latitude: 32.0603, longitude: 118.7969, reps: 12, care: 0.01 },
  { id: 'wuhan', name: '武汉', region: 'central', latitude: 30.5928, longitude: 114.3055, reps: 11, care: -0.02 },
  { id: 'chengdu', name: '成都', region: 'west', latitude: 30.5728, longitude: 104.0668, reps: 11, care: 0.0 },
  { id: 'xian', name: '西安', region: 'west', latitude: 34.3416, longitude: 108.9398, reps: 9, care: -0.08 },
  { id: 'jinan', name: '济南', region: 'north', latitude: 36.6512, longitude: 117.1201, reps: 8, care: -0.03 },
  { id: 'zhengzhou', name: '郑州', region: 'central', latitude: 34.7466, longitude: 113.6254, reps: 7, care: -0.14 },
];

export const regions = [
  { id: 'north', manager: 'rm_north', manager_name: '周海峰' },
  { id: 'east', manager: 'rm_east', manager_name: '赵敏' },
  { id: 'south', manager: 'rm_south', manager_name: '陈晓岚' },
  { id: 'central', manager: 'rm_central', manager_name: '吴建平' },
  { id: 'west', manager: 'rm_west', manager_name: '唐雪' },
];

// Invented names; the hospitals do not exist.
export const hospital_words = [...new Set((
  '仁和 康宁 瑞安 博爱 同德 明德 安泰 华济 普仁 恒康 济民 惠民 永康 长宁 德馨 嘉和 天佑 福泽 春晖 晨光 ' +
  '青松 金桥 东湖 西岭 南山 北苑 江滨 湖畔 云峰 星河 阳光 和平 友谊 建设 新华 光明 朝晖 锦绣 紫荆 玉兰 ' +
  '银杏 海棠 清河 双桥 龙泉 凤凰 白云 翠微 怀德 启明 崇仁 尚德 允中 至善 弘济 广慈 宏仁 安和 泰康 健民').split(' '))];
export const hospital_kinds = ['医院', '中心医院', '中医院', '妇幼保健院', '骨科医院', '肿瘤医院', '心血管病医院', '综合医院'];

const kSurnames = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤';
const kGiven = '伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀兰 霞 平 刚 桂英 建国 建华 志强 志明 晓明 晓东 海燕 海涛 文静 文博 俊杰 俊峰 雪梅 雨桐 子涵 浩然 思远 欣怡 佳怡 嘉豪 梦琪 天宇 一鸣 立新 国栋 春燕 秋实 冬梅 玉兰 永强 振华 少华 家辉 慧敏 慧玲 凯 鹏 斌 宇 波 辉 健 璐 倩 颖 琳 婷 瑶 蕾 莹 晨 峰 旭 楠';
const given = kGiven.split(' ');

// `used` keeps names apart within one list.
export function person_name(random, used) {
  for (;;) {
    const name = random.pick([...kSurnames]) + random.pick(given);
    if (!used || !used.has(name)) {
      if (used) used.add(name);
      return name;
    }
  }
}
