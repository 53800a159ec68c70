import type { CleanText } from './clean.ts';
import type { Spot } from './spots.ts';

/** The words that order a mechanism. A title in 《》 only cites one. */
const MECHANISMS: readonly [string, RegExp][] = [
  ['首问负责制', /首问(?:首办)?(?:负责|责任|首办)|首问、?首办|首办负责/],
  ['服务承诺制', /服务承诺(?!讲话|书)|(?:公开|社会)承诺(?:制|服务|事项)|承诺服务/],
  ['限时办结制', /限时(?:办结|办理|办毕|服务)|即时办结|限期办结(?:制)/],
  ['一次性告知制', /一次性?告知/],
  [
    '责任追究制',
    /(?<!错案)责任追究|(?:失职|过错|效能)(?:责任)?追究|(?<!错案)(?:追究|倒查)[^,。;]{0,14}责任|(?<!首)问责|追责|追究责任/,
  ],
  ['岗位责任制', /岗位责任|岗位职责和|明确岗位职责|定岗定责|岗位目标责任/],
  ['AB岗制', /[aA]\s?[、\-/]?\s?[bB]\s?[岗角]|[aA]岗[bB]岗/],
  [
    '绩效考核制',
    /(?<!预算|资金|支出|项目)绩效(?:考核|管理|评估|考评|评价(?:考核|体系|机制|制度))|(?:工作|效能|目标|综合|年度|指标)[^,。;、]{0,8}考评|(?<!督查)考评(?:机制|体系|指标|方案|办法|细则|验收)|目标(?:责任|管理)?考核|效能(?:建设)?(?:目标|工作|绩效)?(?:管理)?考核|考核(?:评估|评价|考评)?(?:办法|体系|指标|细则)|(?:目标|责任|绩效|效能|工作|评价|评估)[^,。;、]{0,8}考核(?:评价)?(?:制度|机制)|纳入[^。;]{0,40}(?:考核|考评)/,
  ],
  [
    '投诉受理制',
    /效能投诉|投诉(?:举报)?(?:受理|电话|热线|渠道|网络|中心|处理|机制|办理|箱)|(?:受理|接受|畅通|处理|查处|设立|公布|公开)[^,。;]{0,14}(?:投诉|举报)|举报(?:投诉)?(?:电话|热线|信箱|渠道|平台)/,
  ],
  [
    '政务公开制',
    /政务公开|办事公开|政府信息公开|信息公开(?:制|目录|指南)|对外公开|(?<!任前|核算|费用|结果|评审)公示制度|公开办事/,
  ],
  ['否定报备制', /否定(?:事项)?(?:报备|报告|备案)/],
  ['一票否决制', /一票否决/],
  [
    '末位告诫制',
    /末位[^,。;]{0,10}告诫|末位(?:告诫|淘汰|约谈|调整|警示|表态)|(?:末|后)[一二三四五\d]{1,2}[位名][^。;]{0,24}(?:告诫|约谈|检讨|诫勉|淘汰)/,
  ],
  ['错案责任追究制', /错案(?:责任)?追究/],
  ['电子监察', /电子监察|网上监察|效能监察系统/],
  ['明察暗访', /明[察查]暗访|暗访/],
  [
    '民主评议',
    /民主评议|(?:行风|政风|作风)[^,。;]{0,4}评议|评议[^,。;]{0,6}(?:行风|政风|机关|部门)|(?:群众|社会|公众|服务对象)(?:代表)?评议/,
  ],
  ['万人评议', /[万千]人(?:千企)?评|千企评/],
  ['效能监测点', /(?:效能|企业|作风|营商环境|行风)监测点|监测点(?:作用|单位|制度|网络)/],
  [
    '领导干部下访',
    /下访|领导(?:干部)?[^,。;]{0,6}接访|(?:书记|[市县区局厅]长)(?:大)?接访|(?:领导|[市县区局厅]长)接待日|带案下访/,
  ],
  ['学习制度', /学习(?:考勤|制度)|集中学习(?:日|时间)|学习[^,。;]{0,4}(?:考勤|记载)|述学/],
  ['诚信档案', /诚信(?:档案|记录)|信用档案|诚信[^,。;]{0,4}(?:记录|档案)/],
  ['量化积分考核', /积分(?:考核|管理)|量化积分/],
  ['责任状', /责任状|责任书/],
  ['督查督办', /督查(?!考评|考核工作|激励|室|专员)|督办|督促检查|督导|督察/],
  // told upwards it is a report
  ['通报制度', /(?<!向[^,。;]{0,30}(?:国务院|上级|[省市县区]委|政府|领导)[^,。;]{0,12})通报(?!表扬|表彰|、奖|奖)/],
  ['专报制度', /专报/],
  ['实名举报奖励', /实名[^,。;]{0,6}举报|举报[^,。;]{0,8}奖励|有奖举报/],
  ['企业走访', /企业[^,。;]{0,4}走访|走访[^,。;]{0,6}企业/],
  ['检查审批备案', /检查[^,。;]{0,6}(?:审批|备案)|(?:涉企|入企)检查[^,。;]{0,10}(?:报备|备案|审批)/],
  ['绿卡制度', /绿卡/],
  ['岗位练兵', /岗位(?:大)?练兵|练兵(?:比武|活动|竞赛)|(?:技能|业务|岗位)(?:大)?比武/],
  ['廉政风险防控', /廉政风险(?:防控|防范|点|排查)|廉洁风险(?:防控|点)/],
  ['标准化管理', /标准化(?:管理|试点|建设|规范化|改革)|(?:推进|推行|实行)[^,。;]{0,10}标准化(?!体系)/],
];

export type MechanismDraft = Spot & { readonly name: string };

/** Names the mechanisms that the plan orders, each with the first words that do so. */
export function findMechanisms(clean: CleanText): MechanismDraft[] {
  // a citation is no order: same length, so that offsets hold
  const form = withoutPath(clean.form)
    .replace(/《[^《》\n]{1,60}》/g, (title) => title.replace(/[^"]/g, '·'))
    .replaceAll('"', '');
  const quoteless = clean.form.includes('"');
  const drafts: MechanismDraft[] = [];
  for (const [name, pattern] of MECHANISMS) {
    const match = pattern.exec(form);
    if (match === null) continue;
    const from = quoteless ? withQuotes(clean.form, match.index) : match.index;
    const to = quoteless
      ? withQuotes(clean.form, match.index + match[0].length - 1) + 1
      : match.index + match[0].length;
    drafts.push({ name, from, to });
  }
  return drafts.sort((a, b) => a.from - b.from);
}

/** 当前位置: 首页 政务公开 …: where a page stands in its site; the same length, so that offsets hold. */
function withoutPath(form: string): string {
  return form.replace(/^([^。]{0,60}?位置\s?:)([^。\n]{0,60})/, (_, label: string, path: string) =>
    label.concat('·'.repeat(path.length)),
  );
}

/** Offset in the text with quotation marks of an offset in the text without. */
function withQuotes(form: string, bare: number): number {
  let left = bare;
  for (let at = 0; at < form.length; at++) {
    if (form.charAt(at) === '"') continue;
    if (left === 0) return at;
    left--;
  }
  return form.length - 1;
}
