import { Button, DatePicker, Form, Input, Modal, Radio } from 'antd';
import dayjs from 'dayjs';
import {
  type PanelSubject,
  RefusalNotice,
  type UnitChoice,
  UnitsPicker,
  useApiMutation,
  useDraft,
} from '#ui/workbench';
import { URGENCY_WORDS } from '../instruction-words.ts';
import { STALE } from './stale.ts';
import './instructions.css';

type When = keyof typeof URGENCY_WORDS | 'day' | 'none';
type Wish = {
  readonly words: string;
  readonly addressees: readonly string[];
  readonly informed: readonly string[];
  readonly when: When;
  readonly day: string;
};

/** What is written most often; one touch on the phone. */
const PHRASES = ['请抓紧办理, 按期完成。', '请查明原因, 提出整改措施。', '请牵头单位专题报告进展。'];

/** 写批示: a line, who carries it out, by when, who should know. What is typed is kept until it was sent. */
export function GiveDialog({
  subject,
  leads,
  onClose,
}: {
  subject: PanelSubject;
  leads: readonly UnitChoice[];
  onClose: () => void;
}) {
  const draft = useDraft<Wish>(`instruction:${subject.id}`, {
    words: '',
    addressees: leads.map(({ id }) => id),
    informed: [],
    when: leads.length > 0 ? 'ordinary' : 'none',
    day: '',
  });
  const wish = draft.value;
  const set = (change: Partial<Wish>) => draft.set({ ...wish, ...change });
  const send = useApiMutation<object, unknown>({
    path: '/api/instructions',
    invalidates: STALE,
    onDone: () => {
      draft.clear();
      onClose();
    },
  });
  const needsDay = wish.when === 'day' && wish.day === '';
  return (
    <Modal
      open
      title="写批示"
      width={560}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={[
        <Button key="later" onClick={onClose}>
          先不
        </Button>,
        <Button
          key="send"
          type="primary"
          disabled={wish.words.trim() === '' || needsDay}
          loading={send.isPending}
          onClick={() => send.mutate(bodyOf(subject, wish))}
        >
          批示
        </Button>,
      ]}
    >
      <Form layout="vertical">
        <Form.Item label="批示" htmlFor="ins-words" required extra="可以用输入法的语音键口述">
          <Input.TextArea
            id="ins-words"
            autoFocus
            autoSize={{ minRows: 3, maxRows: 8 }}
            maxLength={500}
            showCount
            value={wish.words}
            onChange={(event) => set({ words: event.target.value })}
          />
        </Form.Item>
        <div className="ins-phrases">
          {PHRASES.map((phrase) => (
            <Button key={phrase} size="small" onClick={() => set({ words: `${wish.words}${phrase}`.slice(0, 500) })}>
              {phrase}
            </Button>
          ))}
        </div>
        <Form.Item label="由谁办理" htmlFor="ins-addressees">
          <UnitsPicker
            id="ins-addressees"
            aria-label="由谁办理"
            placeholder="不选的, 只供知悉"
            known={leads}
            value={wish.addressees}
            onChange={(addressees) => set({ addressees, ...(addressees.length === 0 ? { when: 'none' } : {}) })}
          />
        </Form.Item>
        {wish.addressees.length > 0 && (
          <Form.Item label="何时报告">
            <Radio.Group
              className="ins-when"
              value={wish.when}
              onChange={(event) => set({ when: event.target.value as When })}
              options={[
                ...Object.entries(URGENCY_WORDS).map(([value, label]) => ({ value, label })),
                { value: 'day', label: '写明日期' },
                { value: 'none', label: '不定时限' },
              ]}
            />
            {wish.when === 'day' && (
              <DatePicker
                aria-label="报告日期"
                value={wish.day === '' ? null : dayjs(wish.day)}
                onChange={(day) => set({ day: day === null ? '' : day.format('YYYY-MM-DD') })}
              />
            )}
          </Form.Item>
        )}
        <Form.Item label="还请知悉" htmlFor="ins-informed">
          <UnitsPicker
            id="ins-informed"
            aria-label="还请知悉"
            placeholder="可不选"
            value={wish.informed}
            onChange={(informed) => set({ informed })}
          />
        </Form.Item>
      </Form>
      <p className="wb-muted">{effectOf(wish)}</p>
      <RefusalNotice problem={send.error} kept="写下的内容仍在" />
    </Modal>
  );
}

function effectOf(wish: Wish): string {
  if (wish.addressees.length === 0) return '只供知悉, 不列入责任。效能办和各位领导也看得到。';
  const by =
    wish.when === 'none'
      ? '不计时'
      : wish.when === 'day'
        ? wish.day === ''
          ? '请选定报告日期'
          : `${wish.day} 前报告`
        : `按${URGENCY_WORDS[wish.when]}的时限报告`;
  return `列入 ${wish.addressees.length} 个单位的责任, ${by}; 没有点到的单位看不到。`;
}

function bodyOf(subject: PanelSubject, wish: Wish): object {
  const charged = wish.addressees.length > 0;
  return {
    about: subject.id,
    words: wish.words,
    addressees: wish.addressees,
    informed: wish.informed,
    dueDay: charged && wish.when === 'day' ? wish.day : null,
    urgency: charged && wish.when !== 'day' && wish.when !== 'none' ? wish.when : null,
  };
}
