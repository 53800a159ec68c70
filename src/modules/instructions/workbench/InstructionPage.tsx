import { FormOutlined, UndoOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import {
  ActionBar,
  Facts,
  type FactView,
  formatDay,
  formatInstant,
  Lamp,
  PageFrame,
  Panel,
  QueryView,
  SubjectPanels,
  subjectPath,
  Timeline,
  timelineOf,
  useApiQuery,
  WhyPopover,
} from '#ui/workbench';
import type { InstructionDetail } from '../contract.ts';
import { CONTENT_WORDS, stateWords, titleWords, URGENCY_WORDS } from '../instruction-words.ts';
import { InstructionDialog, type Step } from './InstructionDialog.tsx';
import './instructions.css';

const LOOKS = {
  withdraw: { label: '撤回', icon: <UndoOutlined />, danger: true, hideWhenRefused: true },
  answer: { label: '报告办理情况', icon: <FormOutlined />, primary: true },
} as const;

/** 批示: the leader's words, who has answered, and the next step. */
export function InstructionPage() {
  const { id = '' } = useParams();
  const query = useApiQuery<InstructionDetail>(`/api/instructions/${id}`);
  return (
    <QueryView query={query}>{(instruction) => <View key={instruction.id} instruction={instruction} />}</QueryView>
  );
}

function View({ instruction }: { instruction: InstructionDetail }) {
  const timeline = useApiQuery<{ entries: FactView[] }>(`/api/subjects/${instruction.id}/timeline`);
  const [step, setStep] = useState<Step | null>(null);
  const main = instruction.duties.find((duty) => duty.state === 'open') ?? instruction.duties[0];
  // A step refused for want of a role is somebody else's.
  const mine = instruction.actions.filter((offer) => offer.allowed || !offer.refusal?.code.startsWith('ACC-'));
  const { about } = instruction;
  return (
    <PageFrame
      title={titleWords(about.title)}
      back={{ to: '/instructions', label: '批示' }}
      lamp={instruction.lamp}
      state={stateWords(instruction.state)}
      due={main?.state === 'open' ? main : undefined}
      why={main === undefined ? undefined : <WhyPopover path={`/api/duties/${main.id}/why`} />}
      primary={
        <ActionBar
          actions={mine}
          looks={LOOKS}
          onAct={(action) => setStep({ action: action as 'answer' | 'withdraw' })}
        />
      }
      aside={
        <QueryView query={timeline}>{({ entries }) => <Timeline entries={timelineOf(entries.map(named))} />}</QueryView>
      }
    >
      <Panel title="批示">
        <blockquote className="ins-quote">{instruction.words ?? '内容已依法删除'}</blockquote>
        <Facts
          facts={[
            ['批示人', `${instruction.author} (${instruction.authorUnit.name})`],
            ['批示时间', formatInstant(instruction.givenAt)],
            [
              '所批示的事项',
              about.open ? (
                <Link key="about" to={subjectPath(about)}>
                  {about.title}
                </Link>
              ) : (
                about.title
              ),
            ],
            ['时限', termWords(instruction)],
            ['知悉单位', instruction.informed.map(({ name }) => name).join('、')],
          ]}
        />
      </Panel>
      {instruction.addressees.length > 0 && (
        <Panel title="办理">
          <ul className="ins-answers">
            {instruction.addressees.map(({ unit, state, judging }) => {
              const duty = instruction.duties.find(({ bearer }) => bearer.id === unit.id);
              return (
                <li key={unit.id}>
                  {duty !== undefined && <Lamp lamp={duty.lamp} />}
                  <span className="ins-who">
                    {unit.name} <span className="wb-muted">{state === 'given' ? '尚未报告' : stateWords(state)}</span>
                  </span>
                  {duty !== undefined && <span className="wb-muted">{duty.dueWords}</span>}
                  {judging === null && (
                    <span className="ins-buttons">
                      <Button onClick={() => setStep({ action: 'return', unit })}>退回</Button>
                      <Button type="primary" onClick={() => setStep({ action: 'conclude', unit })}>
                        同意办结
                      </Button>
                    </span>
                  )}
                </li>
              );
            })}
          </ul>
        </Panel>
      )}
      <SubjectPanels subject={{ type: 'instruction', id: instruction.id }} />
      {step !== null && <InstructionDialog id={instruction.id} step={step} onClose={() => setStep(null)} />}
    </PageFrame>
  );
}

function termWords({ dueDay, urgency, addressees }: InstructionDetail): string {
  if (dueDay !== null) return `${formatDay(dueDay)} 前报告`;
  if (urgency !== null) return URGENCY_WORDS[urgency];
  return addressees.length === 0 ? '只供知悉' : '不定时限';
}

/** The contents of a fact under the names that people use. */
function named(fact: FactView): FactView {
  const contents = fact.contents.map((content) => ({ ...content, name: CONTENT_WORDS[content.name] ?? content.name }));
  return { ...fact, contents };
}
