import { InboxOutlined, RollbackOutlined, SendOutlined, SwapOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import {
  ActionBar,
  EvidenceList,
  evidenceOf,
  Facts,
  type FactView,
  formatInstant,
  Lamp,
  PageFrame,
  Panel,
  QueryView,
  SubjectPanels,
  Timeline,
  timelineOf,
  useApiQuery,
  useMe,
  WhyPopover,
} from '#ui/workbench';
import type { SubmissionDetail, Version } from '../contract.ts';
import { CONTENT_WORDS } from '../submission-words.ts';
import { roundPath } from './round-path.ts';
import { StandingMark } from './StandingMark.tsx';
import { AnswerDialog, HandInDialog } from './SubmissionDialogs.tsx';
import './submissions.css';

type Dialog = 'hand-in' | 'receive' | 'return';

/** 报送: what is owed to whom by when, every version handed in, and the next step. */
export function SubmissionPage() {
  const { id = '' } = useParams();
  const query = useApiQuery<SubmissionDetail>(`/api/submissions/${id}`);
  return (
    <QueryView query={query}>
      {(submission) => <SubmissionView key={submission.id} submission={submission} />}
    </QueryView>
  );
}

function SubmissionView({ submission }: { submission: SubmissionDetail }) {
  const timeline = useApiQuery<{ entries: FactView[] }>(`/api/subjects/${submission.id}/timeline`);
  const me = useMe();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const { standing, versions } = submission;
  const main = submission.duties.find((duty) => duty.rule.id === 'submission');
  const [latest] = versions;
  const isReturned = latest?.answer?.kind === 'returned';
  const looks = {
    'hand-in': { label: versions.length === 0 ? '交报' : isReturned ? '重新交报' : '再交一版', icon: <SendOutlined /> },
    return: { label: '退回', icon: <RollbackOutlined />, danger: true, hideWhenRefused: true },
    receive: { label: '收下', icon: <InboxOutlined />, hideWhenRefused: true },
    adjust: { label: '调整', icon: <SwapOutlined />, danger: true },
  } as const;
  // Only the steps that belong to this person's side are drawn.
  const adjust =
    me.actions.includes('adjustment.propose') && standing !== null
      ? [{ action: 'adjust', allowed: true, refusal: null }]
      : [];
  const mine = [...submission.actions, ...adjust].filter(
    (offer) => offer.allowed || !offer.refusal?.code.startsWith('ACC-'),
  );
  const close = () => setDialog(null);
  return (
    <PageFrame
      title={submission.title}
      number={[submission.number, '按期报送'].filter((part) => part !== '').join(' · ')}
      back={
        submission.collects ? { to: roundPath(submission), label: '这一轮' } : { to: '/submissions', label: '报送' }
      }
      state={standing === null ? '已作废' : <StandingMark standing={standing} lamp={submission.lamp} />}
      due={main?.state === 'open' ? main : undefined}
      why={main === undefined ? undefined : <WhyPopover path={`/api/duties/${main.id}/why`} />}
      primary={
        <ActionBar
          actions={mine}
          looks={looks}
          onAct={(action) => {
            if (action === 'adjust') void navigate(`/adjustments/new?task=${submission.id}`);
            else setDialog(action as Dialog);
          }}
        />
      }
      aside={
        <QueryView query={timeline}>{({ entries }) => <Timeline entries={timelineOf(entries.map(named))} />}</QueryView>
      }
    >
      <Panel title="这项报送">
        <Facts
          facts={[
            ['报送单位', submission.unit.name],
            ['报送对象', submission.recipient.name],
            [
              '所属方案',
              <Link key="plan" to={`/plans/${submission.plan.id}`}>
                {submission.plan.title}
              </Link>,
            ],
            ['期次', submission.number],
          ]}
        />
      </Panel>
      <SubjectPanels subject={{ type: 'submission', id: submission.id }} />
      <Panel title="交报的内容">
        {versions.length === 0 ? (
          <p className="wb-muted">还没有交报。交报之后在这里看内容和附件, 每次交报都留存。</p>
        ) : (
          <ol className="submission-versions" reversed>
            {versions.map((version, index) => (
              <VersionView key={version.version} version={version} isLatest={index === 0} />
            ))}
          </ol>
        )}
      </Panel>
      <SubjectPanels subject={{ type: 'task', id: submission.id }} />
      {submission.source !== null && (
        <Panel title="方案原文">
          <blockquote className="submission-source">
            <span className="wb-muted">{tight(submission.source.before)}</span>
            <mark>{submission.source.sentence}</mark>
            <span className="wb-muted">{tight(submission.source.after)}</span>
          </blockquote>
        </Panel>
      )}
      <Panel title="责任与期限">
        <ul className="submission-duties">
          {submission.duties.map((duty) => (
            <li key={duty.id}>
              <Lamp lamp={duty.lamp} {...(duty.lamp === 'held' ? { word: '待收件' } : {})} />
              <span className="submission-duty-what">
                {duty.bearer.name} <strong>{duty.act}</strong>
              </span>
              <span className="wb-muted">{duty.dueWords}</span>
              <WhyPopover path={`/api/duties/${duty.id}/why`} iconOnly label={`为什么是这一天: ${duty.act}`} />
            </li>
          ))}
        </ul>
      </Panel>
      {dialog === 'hand-in' && <HandInDialog submission={submission} onClose={close} />}
      {(dialog === 'receive' || dialog === 'return') && latest !== undefined && (
        <AnswerDialog submission={submission} version={latest.version} answer={dialog} onClose={close} />
      )}
    </PageFrame>
  );
}

function VersionView({ version, isLatest }: { version: Version; isLatest: boolean }) {
  const { answer } = version;
  return (
    <li className={isLatest ? undefined : 'submission-older'}>
      <p className="submission-version-head">
        <strong>第 {version.version} 版</strong>
        {isLatest && <span className="submission-tag">以此为准</span>}
        {version.late && <span className="submission-tag submission-tag-late">迟报</span>}
        <span className="wb-muted">
          {formatInstant(version.at)} {version.by}
        </span>
      </p>
      <p className="submission-report">{version.report ?? '内容已依法删除'}</p>
      {version.evidence.length > 0 && <EvidenceList evidence={version.evidence.map(evidenceOf)} />}
      {answer !== null && (
        <p className="submission-answer">
          {answer.kind === 'received' ? '收到' : '退回'}, {formatInstant(answer.at)} {answer.by}
          {answer.words !== '' && `: ${answer.words}`}
        </p>
      )}
    </li>
  );
}

/** Empty lines between paragraphs say nothing here. */
function tight(words: string): string {
  return words.replaceAll(/\n\s*\n/g, '\n');
}

/** The contents of a fact under the names that people use. */
function named(fact: FactView): FactView {
  const contents = fact.contents.map((content) => ({ ...content, name: CONTENT_WORDS[content.name] ?? content.name }));
  return { ...fact, contents };
}
