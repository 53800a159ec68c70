import { Alert, Button, DatePicker, Drawer, Form, Input } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { dayOf, formatDay, formatShort, RefusalNotice, useApiMutation, useIsPhone, useMe } from '#ui/workbench';
import { BEGINNING, type Setting, type SettingValue, settingChanges, settingDoubts } from '../setting.ts';
import { ValueForm } from './ValueForm.tsx';

/** What a parameter was, is and will be; and, for whoever may, the form that sets it from a day on. */
export function SettingDrawer({
  setting,
  maySet,
  onClose,
  onDone,
}: {
  setting: Setting;
  maySet: boolean;
  onClose: () => void;
  onDone: (words: string) => void;
}) {
  const phone = useIsPhone();
  const { now } = useMe();
  return (
    <Drawer
      open
      title={setting.name}
      placement={phone ? 'bottom' : 'right'}
      size={phone ? '92%' : 560}
      onClose={onClose}
      mask={{ closable: !maySet }}
    >
      {setting.meaning !== '' && <p className="wb-muted ledger-meaning">{setting.meaning}</p>}
      {maySet && <SetForm setting={setting} onClose={onClose} onDone={onDone} />}
      <h3 className="ledger-settings-title">沿革</h3>
      <ol className="ledger-history">
        {setting.editions.map((edition) => (
          <li key={`${edition.from} ${edition.setAt}`}>
            <strong>
              {edition.setAt === null && edition.from <= BEGINNING ? '平台默认' : `自 ${formatDay(edition.from)} 起`}
            </strong>
            {edition.lines.map((line) => (
              <span key={line}>{line}</span>
            ))}
            <span className="wb-muted">依据: {edition.basis}</span>
            {edition.setAt !== null && (
              <span className="wb-muted">
                {edition.setBy} 于 {formatShort(edition.setAt, now)} 设定
              </span>
            )}
          </li>
        ))}
      </ol>
    </Drawer>
  );
}

function SetForm({
  setting,
  onClose,
  onDone,
}: {
  setting: Setting;
  onClose: () => void;
  onDone: (words: string) => void;
}) {
  const { now } = useMe();
  const today = dayOf(now);
  const tomorrow = dayjs(today).add(1, 'day').format('YYYY-MM-DD');
  // What has happened keeps its rule, so a rule's number begins tomorrow; a limit on uploads may begin today.
  const earliest = setting.value.of === 'rule' ? tomorrow : today;
  const [value, setValue] = useState<SettingValue | null>(setting.value);
  const [from, setFrom] = useState(earliest);
  const [basis, setBasis] = useState('');
  const set = useApiMutation<object, unknown>({
    path: setting.path,
    invalidates: ['/api/parameters', '/api/rules', '/api/evidence'],
    onDone: () => onDone(`已设定, 自 ${formatDay(from)} 起: ${setting.name}`),
  });
  const changes = value === null ? [] : settingChanges(setting, value, from, formatDay(from));
  const doubts = value === null ? [] : settingDoubts(setting, value, from);
  const isReady = value !== null && changes.length > 0 && basis.trim() !== '';
  return (
    <Form layout="vertical" className="ledger-form">
      <ValueForm value={setting.value} onChange={setValue} />
      <Form.Item label="自何日起" required htmlFor="setting-from">
        <DatePicker
          id="setting-from"
          value={dayjs(from)}
          allowClear={false}
          minDate={dayjs(earliest)}
          format="YYYY-MM-DD ddd"
          onChange={(day) => setFrom(day?.format('YYYY-MM-DD') ?? earliest)}
        />
      </Form.Item>
      <Form.Item
        label="依据"
        required
        htmlFor="setting-basis"
        extra="文件名称, 文号, 条款, 如「云效办〔2026〕3号第二条」"
      >
        <Input.TextArea
          id="setting-basis"
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={500}
          value={basis}
          onChange={(event) => setBasis(event.target.value)}
        />
      </Form.Item>
      {value === null ? (
        <p className="wb-muted">数值还没有填全。</p>
      ) : changes.length === 0 ? (
        <p className="wb-muted">与现在的规定相同, 没有改动。</p>
      ) : (
        <section aria-label="改动">
          <h3 className="ledger-settings-title">改动</h3>
          <ul className="wb-effects">
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        </section>
      )}
      {doubts.length > 0 && changes.length > 0 && (
        <Alert type="warning" showIcon title={`请再看一眼: ${doubts.join('; ')}`} />
      )}
      <RefusalNotice problem={set.error} kept="填写的内容仍在" />
      <div className="ledger-form-actions">
        <Button onClick={onClose}>先不</Button>
        <Button
          type="primary"
          disabled={!isReady}
          loading={set.isPending}
          onClick={() => value !== null && set.mutate({ effectiveFrom: from, value: value.value, basis: basis.trim() })}
        >
          设定
        </Button>
      </div>
    </Form>
  );
}
