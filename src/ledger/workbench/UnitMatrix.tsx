import { Button } from 'antd';
import { useState } from 'react';
import { formatNumber, LAMP_LOOKS, Lamp, Panel, UnitLink, useFilters } from '#ui/workbench';
import { ALARMS, type AlarmLamp, type AlarmLine } from './warnings.ts';

/** More units than this are folded. */
const SHOWN = 6;

/** Units by lamps. A figure opens the list below to just these. */
export function UnitMatrix({ lines }: { lines: readonly AlarmLine[] }) {
  const [isWhole, setWhole] = useState(false);
  const filters = useFilters();
  const lamp = filters.get('lamp');
  const unit = filters.get('unit');
  const chosen = lines.findIndex((line) => line.unit.id === unit);
  const shown = isWhole || chosen >= SHOWN ? lines : lines.slice(0, SHOWN);
  const figure = (count: number, of: { unit: string; lamp: AlarmLamp | '' }, words: string) => {
    const isChosen = of.unit === unit && of.lamp === lamp && (unit !== '' || lamp !== '');
    if (count === 0) return <span className="ledger-none">—</span>;
    return (
      <button
        type="button"
        className={`ledger-figure${of.lamp === '' ? '' : ` wb-tone-${LAMP_LOOKS[of.lamp].tone}`}`}
        aria-pressed={isChosen}
        aria-label={`${words} ${count} 项`}
        onClick={() => filters.set(isChosen ? { unit: undefined, lamp: undefined } : of)}
      >
        {formatNumber(count)}
      </button>
    );
  };
  const sum = (of: AlarmLamp) => lines.reduce((total, line) => total + line.counts[of], 0);
  return (
    <Panel title="各单位" flush extra={<span className="wb-muted">点数字, 下面只列这些</span>}>
      <table className="ledger-matrix">
        <thead>
          <tr>
            <th scope="col">单位</th>
            {ALARMS.map((one) => (
              <th key={one} scope="col">
                <Lamp lamp={one} bare />
              </th>
            ))}
            <th scope="col" className="ledger-sum">
              合计
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <tr key={line.unit.id} className={line.unit.id === unit ? 'ledger-chosen' : ''}>
              <th scope="row">
                <UnitLink unit={line.unit} />
              </th>
              {ALARMS.map((one) => (
                <td key={one}>
                  {figure(
                    line.counts[one],
                    { unit: line.unit.id, lamp: one },
                    `${line.unit.name} ${LAMP_LOOKS[one].word}`,
                  )}
                </td>
              ))}
              <td className="ledger-sum">
                {figure(line.total, { unit: line.unit.id, lamp: '' }, `${line.unit.name} 合计`)}
              </td>
            </tr>
          ))}
        </tbody>
        {lines.length > 1 && (
          <tfoot>
            <tr>
              <th scope="row">{formatNumber(lines.length)} 个单位</th>
              {ALARMS.map((one) => (
                <td key={one}>{figure(sum(one), { unit: '', lamp: one }, `全部 ${LAMP_LOOKS[one].word}`)}</td>
              ))}
              <td className="ledger-sum ledger-total">
                {formatNumber(lines.reduce((total, line) => total + line.total, 0))}
              </td>
            </tr>
          </tfoot>
        )}
      </table>
      {lines.length > shown.length && (
        <div className="wb-list-more">
          <Button onClick={() => setWhole(true)}>显示其余 {formatNumber(lines.length - shown.length)} 个单位</Button>
        </div>
      )}
    </Panel>
  );
}
