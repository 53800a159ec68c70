import { LinkOutlined, WarningOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Trail } from '#core/kernel';
import type { Lamp as LampState } from '#core/obligation';
import { type EvidenceFile, EvidenceList, type EvidenceView, evidenceOf } from './EvidenceList.tsx';
import { formatInstant } from './format.ts';
import { LampGlyph } from './Lamp.tsx';
import { LAMP_LOOKS } from './lamp-words.ts';
import { WhyPopover } from './WhyPopover.tsx';

/** A fact of the ledger, told. */
export type TimelineEntry = {
  readonly id: string;
  /** When it happened. */
  readonly at: string;
  /** When it was recorded, where that is later (told if more than an hour apart). */
  readonly recordedAt?: string | undefined;
  /** What happened, a past-tense phrase: 「签收」「上报进展」. */
  readonly title: string;
  /** Who did it: a person, a unit, or 平台 for the clock. */
  readonly who?: string | undefined;
  readonly onBehalfOf?: string | undefined;
  readonly note?: ReactNode | undefined;
  readonly evidence?: readonly EvidenceView[] | undefined;
  /** Place in the chain of its subject. */
  readonly chain?: { readonly seq: number; readonly hash: string; readonly intact?: boolean };
  /** Where the fact changed the lamp. */
  readonly lamp?: LampState | undefined;
  /** Corrected by a later fact, or its content was erased by law. */
  readonly struck?: string | undefined;
  readonly trail?: Trail | undefined;
};

/** A fact as the ledger answers it (GET /api/subjects/:id/timeline). */
export type FactView = {
  readonly id: string;
  readonly seq: number;
  readonly kind: string;
  readonly title: string;
  readonly detail: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly actor: string;
  readonly onBehalfOf: string | null;
  readonly contents: readonly { readonly name: string; readonly words: string | null; readonly erased: boolean }[];
  readonly evidence: readonly EvidenceFile[];
  readonly hash: string;
};

export function timelineOf(facts: readonly FactView[]): readonly TimelineEntry[] {
  return facts.map((fact) => ({
    id: fact.id,
    at: fact.occurredAt,
    recordedAt: fact.recordedAt,
    title: fact.title,
    who: fact.actor,
    onBehalfOf: fact.onBehalfOf ?? undefined,
    note: <FactWords fact={fact} />,
    evidence: fact.evidence.map(evidenceOf),
    chain: { seq: fact.seq, hash: fact.hash },
  }));
}

function FactWords({ fact }: { fact: FactView }) {
  const contents = fact.contents.filter((one) => one.erased || (one.words !== null && one.words !== ''));
  return (
    <>
      {fact.detail !== '' && <p>{fact.detail}</p>}
      {contents.map((one) => (
        <p key={one.name} className="wb-timeline-words">
          {one.erased ? <span className="wb-muted">{one.name}: 内容已依法删除</span> : `${one.name}: ${one.words}`}
        </p>
      ))}
    </>
  );
}

/** 经过: newest first; the older ones fold away beyond `fold`. */
export function Timeline({
  entries,
  fold = 12,
  empty = '还没有经过记录',
}: {
  entries: readonly TimelineEntry[];
  fold?: number | undefined;
  empty?: string | undefined;
}) {
  const [all, setAll] = useState(false);
  if (entries.length === 0) return <p className="wb-muted">{empty}</p>;
  const sorted = [...entries].sort((a, b) => order(b, a));
  const shown = all ? sorted : sorted.slice(0, fold);
  const hidden = sorted.length - shown.length;
  return (
    <>
      <ol className="wb-timeline">
        {shown.map((entry) => (
          <li key={entry.id} className={entry.struck === undefined ? undefined : 'wb-timeline-struck'}>
            <Dot lamp={entry.lamp} />
            <div className="wb-timeline-head">
              <span className="wb-timeline-title">{entry.title}</span>
              {entry.trail && <WhyPopover trail={entry.trail} label="为什么" iconOnly />}
              {entry.chain && <ChainMark chain={entry.chain} />}
            </div>
            <div className="wb-timeline-facts">
              <time dateTime={entry.at}>{formatInstant(entry.at)}</time>
              {entry.who !== undefined && <span>{entry.who}</span>}
              {entry.onBehalfOf !== undefined && <span>代 {entry.onBehalfOf}</span>}
              {recordedLater(entry) && <span>补记于 {formatInstant(entry.recordedAt ?? '')}</span>}
            </div>
            {entry.struck !== undefined && <div className="wb-timeline-note">{entry.struck}</div>}
            {entry.note !== undefined && <div className="wb-timeline-note">{entry.note}</div>}
            {entry.evidence && entry.evidence.length > 0 && <EvidenceList evidence={entry.evidence} />}
          </li>
        ))}
      </ol>
      {hidden > 0 && (
        <Button type="link" onClick={() => setAll(true)}>
          还有 {hidden} 条更早的经过
        </Button>
      )}
    </>
  );
}

function Dot({ lamp }: { lamp: LampState | undefined }) {
  if (lamp === undefined) return <span className="wb-timeline-dot" aria-hidden="true" />;
  const look = LAMP_LOOKS[lamp];
  return (
    <span className={`wb-timeline-lamp wb-tone-${look.tone}`}>
      <LampGlyph shape={look.shape} />
    </span>
  );
}

/** 「链」: the fact is chained to the one before it; broken is said in red and in words. */
export function ChainMark({
  chain,
}: {
  chain: { readonly seq: number; readonly hash: string; readonly intact?: boolean };
}) {
  const broken = chain.intact === false;
  const words = broken ? `第 ${chain.seq} 环校验不符, 请联系安全管理员` : `第 ${chain.seq} 环, 校验值 ${chain.hash}`;
  return (
    <Tooltip title={<span className="wb-digest-whole">{words}</span>}>
      <button type="button" className={`wb-chain${broken ? ' wb-tone-red' : ''}`} aria-label={words}>
        {broken ? <WarningOutlined aria-hidden="true" /> : <LinkOutlined aria-hidden="true" />}{' '}
        {broken ? '校验不符' : chain.seq}
      </button>
    </Tooltip>
  );
}

function order(a: TimelineEntry, b: TimelineEntry): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return (a.chain?.seq ?? 0) - (b.chain?.seq ?? 0);
}

function recordedLater(entry: TimelineEntry): boolean {
  return entry.recordedAt !== undefined && Date.parse(entry.recordedAt) - Date.parse(entry.at) > 3_600_000;
}
