import { Button, Tag } from 'antd';
import { formatDay } from '#ui/workbench';
import { nextEdition, type Setting } from '../setting.ts';

/** One parameter: what it is, its value in words, since when, on what basis, and what is to come. */
export function SettingRow({
  setting,
  today,
  maySet,
  onOpen,
}: {
  setting: Setting;
  today: string;
  maySet: boolean;
  onOpen: () => void;
}) {
  const next = nextEdition(setting, today);
  return (
    <li className="ledger-setting">
      <div className="ledger-setting-what">
        <strong>{setting.name}</strong>
        {setting.meaning !== '' && <span className="wb-muted">{setting.meaning}</span>}
      </div>
      <div className="ledger-setting-value">
        {setting.lines.map((line) => (
          <span key={line}>{line}</span>
        ))}
        {next !== undefined && (
          <span className="ledger-setting-next">
            自 {formatDay(next.from)} 起: {next.lines.join('; ')}
          </span>
        )}
      </div>
      <div className="ledger-setting-basis">
        <span>
          <Tag>{setting.own ? '本地设定' : '平台默认'}</Tag>
          {setting.own && <span className="wb-muted">自 {formatDay(setting.from)} 起</span>}
        </span>
        <span className="wb-muted">{setting.basis}</span>
      </div>
      <Button onClick={onOpen} aria-label={`${setting.name}: ${maySet ? '修改, 沿革' : '沿革'}`}>
        {maySet ? '修改' : '沿革'}
      </Button>
    </li>
  );
}
