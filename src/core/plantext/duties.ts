import type { DateMention } from './dates.ts';
import { insideTitleMarks } from './heads.ts';
import type { Spot } from './spots.ts';
import { looksLikeUnit } from './units.ts';

/** Words after a date that make it a circumstance, not a day by which something is due. */
const AFTER_IDLE =
  /^(?:以来|(?:以后|之后|后)[^,。;\n]{0,16}的|以后出生|(?:前|以前|之前|后|以后|至今)?[^,。;\n]{0,8}出生|[^,。;\n]{0,6}起?(?:施行|生效|废止|正式施行)|起?[,]?(?:同时|原)?[^,。;\n]{0,30}(?:废止|停止执行)|起(?:正式)?(?:执行|实施|试行)(?:[,。;]|$)|[^,。;\n]{0,16}(?:会议|讲话|批示|文件)(?:精神|要求)|的(?!前|通知)|印发|发布的|召开的|前?(?:已|取得|登记注册|注册|立项的|毕业|入职|建成的|签订的)|(?:[^,。;\n]{0,4})(?:同比|环比))/;
const BEFORE_IDLE = /(?:截至|截止到?)$/;
const BACKGROUND =
  /^[,，]?[^。;\n]{2,40}(?:会议|会)上[,，]|^[^。;\n]{0,60}上(?:作出)?批示|^[,，]?[^,。;\n]{0,24}(?:印发了?|下发了?|出台了?|发布了?|作出了?|颁布|批准|提出|召开了|举行了|启动了|部署了|指出|强调|批示)/;

export type DutyContext = {
  readonly form: string;
  readonly sentence: Spot;
  readonly issuedBefore: (mention: DateMention) => boolean;
};

/** 从4月开始, 分三个阶段; 自5月起, 用三个月时间: when the campaign begins. */
const BEGINS =
  /^(?:份)?(?:开始|起|启动)[,]?(?:到[^,。;]{1,12})?[,]?(?:利用|用|共|分|历时|为期)[^,。;]{0,12}(?:时间|月|阶段|步|年)/;

/** 发布时间:2024-03-13, 2021-04-02 16:20:11: what a web site says of the paper, also where its line has been lost. */
function isStamp(form: string, { from, to }: DateMention): boolean {
  return (
    (/^\d{4}[-/.]/.test(form.slice(from, to)) && /^\s*\d{1,2}:\d{2}/.test(form.slice(to, to + 8))) ||
    /(?:发布|成文|发文|生成|公开|更新|发表|印发)(?:时间|日期)\s?[:]?\s?$/.test(form.slice(Math.max(0, from - 10), from))
  );
}

/** Is this date a day by which, or on which, something is to be done? */
export function isDuty(mention: DateMention, context: DutyContext): boolean {
  const { form, sentence } = context;
  if (insideTitleMarks(form, mention.from) || isStamp(form, mention)) return false;
  const before = form.slice(Math.max(sentence.from, mention.from - 30), mention.from);
  const after = form.slice(mention.to, Math.min(sentence.to, mention.to + 50));
  const rest = mention.before ? after.replace(/^(?:之前|以前|前)/, '') : after;
  // 决定自4月起在全县开展…: the opening words of the plan itself
  if (
    /(?:决定|定于|拟)(?:于|自|从|在)?$/.test(before) &&
    /开展|组织|实施|集中|进行/.test(form.slice(mention.to, mention.to + 40)) &&
    /制定|如下|现将|现就|通知/.test(form.slice(mention.to, Math.min(sentence.to, mention.to + 200)))
  )
    return false;
  if (
    /每(?:个)?(?:年|月|季度|周|学期|半年)?[^,。;]{0,2}(?:\d{1,2}月份?(?:[上中下]旬|初|底|末|\d{1,2}日)?[、和及与]){0,4}$/.test(
      before,
    ) ||
    /当$/.test(before)
  )
    return false;
  if (
    AFTER_IDLE.test(after) &&
    !(mention.before && /^前(?!已|取得|登记|注册|立项|毕业|入职|建成|签订|[^,。;]{0,8}出生)/.test(after))
  )
    return false;
  if (/有效期/.test(form.slice(Math.max(sentence.from, mention.from - 200), Math.min(sentence.to, mention.to + 100))))
    return false;
  if (BEFORE_IDLE.test(before) && mention.end === undefined && !mention.before) return false;
  if (/^(?:截至|截止)/.test(before.slice(-2))) return false;
  if (/(?:总结|通报|分析|回顾|统计|汇总|比较|对比)[^,。;]{0,6}$/.test(before) && !mention.before) return false;
  if (context.issuedBefore(mention) || BEGINS.test(after)) return false;
  if (
    !mention.before &&
    BACKGROUND.test(rest) &&
    mention.end === undefined &&
    /(?:了|《|指出|强调|批示|会上|会议上)/.test(rest)
  )
    return false;
  const { quarter, half, part, ofYear } = mention.start;
  if (
    (quarter !== undefined || half !== undefined) &&
    part === undefined &&
    !mention.before &&
    mention.end === undefined
  ) {
    const opens = /(?:^|[,。;:、(\s]|于|在|力争|争取|拟|计划)$/.test(before);
    if (
      !opens ||
      !/^(?:内|[,:)]|完成|前|组织|召开|开展|启动|集中|对|举办|进行|实现|总结|验收|考核|评估|推进|制定|出台|形成|建成|上线|发布|实施|全面|基本|建立|力争|要|各(?!\d*次|一次|两次|开展一次)|再|适时)/.test(
        after,
      )
    )
      return false;
  }
  if (ofYear === 'early' || (ofYear === 'middle' && !mention.before)) return /^[,前召组制]/.test(after);
  // 年底考核, 年末排名: the year's end as an attribute
  if (
    ofYear === 'end' &&
    mention.start.year === undefined &&
    mention.start.yearShift === undefined &&
    !mention.before &&
    !/^[,:)。;]/.test(after) &&
    !/^(?:对|召开|完成|组织|前|由|要|各|进行|开展)/.test(after)
  )
    return false;
  if (ofYear === 'end' && /^(?:考核|目标考核|效能|绩效|评比|奖|评先|总结表彰)/.test(rest)) return false;
  return true;
}

const SENT =
  /(?:报送(?:至|到|给)?|上报(?:至|到|给)?|报(?:至|到|给|请|经)?|送(?:至|达|交)?|提交(?:至|到|给)?|反馈(?:至|到|给)?|上传至|发送至|交(?:至|到)|汇总至|抄送)/g;
const RECIPIENT_END = /(?:备案|备查|汇总|审核|审定|审批|审议|审查|批准|同意|统筹|研究|处|验收|存档|并|邮箱|后)*$/;
const RECIPIENT_TAIL =
  /(?:办公室|办公厅|领导小组|工作组|专班|指挥部|联席会议|委员会|政府|部门|单位|党委|党组|中心|机关|[\u4e00-\u9fa5](?:局|委|办|部|厅|院|室|处|科|会|署|组|银行|司))/g;

/** Who receives what the duty delivers: 报送市效能办, 报司法部备案, 向领导小组办公室报送. */
export function recipientOf(words: string): string | null {
  const form = words.replaceAll('（', '(').replaceAll('）', ')').replaceAll('，', ',').replaceAll('；', ';');
  const towards = /向(?<to>[^,。;向]{2,30}?)(?:报送|报告|提交|上报|书面报告|反馈|汇报|报备)/.exec(form);
  if (towards?.groups?.to !== undefined && looksLikeUnit(towards.groups.to)) return towards.groups.to;
  const into =
    /(?:报送|提交|上报|反馈|报|发送|送|交)[^。;]{0,60}?[至到给](?<to>[^,。;至到]{2,30}?)(?:备案|汇总|审核|邮箱|[(,。;]|$)/.exec(
      form,
    );
  if (into?.groups?.to !== undefined && looksLikeUnit(into.groups.to)) return into.groups.to;
  for (const match of form.matchAll(SENT)) {
    const from = match.index + match[0].length;
    const clause = form.slice(from).split(/[,。;(]/)[0] ?? '';
    if (/^(?:告|名|备|表|批|道|刊|废|考|经)/.test(clause)) continue;
    const whole = clause.replace(RECIPIENT_END, '');
    if (looksLikeUnit(whole)) return words.slice(from, from + whole.length);
    let end = 0;
    for (const tail of clause.matchAll(RECIPIENT_TAIL)) {
      const to = tail.index + tail[0].length;
      const rest = clause.slice(to);
      if (rest === '' || /^(?:备案|备查|汇总|审核|审定|审批|审议|审查|批准|同意|研究|统筹|存档|验收|并|后)/.test(rest))
        end = to;
    }
    if (end >= 2 && end <= 32) return words.slice(from, from + end);
  }
  return null;
}
