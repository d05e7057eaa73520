// The library of talk tracks: three modules, each with a general one and variants by region and account level.
const kTracks = [
  ['policy', '大规模设备更新政策', undefined, undefined, '国家推动医疗设备更新，今年申报窗口还在，贵院老旧设备可以走贴息通道，我带来了申报清单。'],
  ['policy', '华东：地方配套补贴', 'east', undefined, '省里对县级以上医院有配套补贴，申报要在季度末前提交，我们可以协助准备材料。'],
  ['policy', '西部：专项债通道', 'west', undefined, '西部地区有专项债支持影像中心建设，邻市医院上个月刚批下来，材料可以参考。'],
  ['policy', 'A 级客户：院级规划', undefined, 'a', '结合贵院“十五五”规划，影像设备更新可以打包申报，总额更容易批。'],
  ['renewal', '球管寿命与停机成本', undefined, undefined, '这台 CT 的球管已过八成寿命，一次停机平均影响 120 位患者，我们做了更换与更新的费用对比。'],
  ['renewal', '华北：以旧换新', 'north', undefined, '华北区以旧换新活动可抵设备款，旧机由我们拆运。'],
  ['renewal', 'C 级客户：先租后买', undefined, 'c', '可以先租后买，月付从检查收入里出，不占当年预算。'],
  ['benefit', '检查量与等候时间', undefined, undefined, '同级医院更新后日检查量提高三成，患者等候从五天降到两天。'],
  ['benefit', 'A 级客户：学科建设', undefined, 'a', '心脏成像开展后可申报重点专科，我们提供培训和随访课题支持。'],
  ['benefit', '华南：体检收入', 'south', undefined, '低剂量筛查带动体检中心收入，邻近医院一年增收约 180 万。'],
];

export const make_talk_tracks = () => kTracks.map(([module, title, region, level, text], i) => ({
  id: `track_${String(i + 1).padStart(2, '0')}`,
  values: { title, module, ...(region ? { region } : {}), ...(level ? { level } : {}), text, in_use: true },
}));
