import { Alert } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { EvidenceParameterList } from '#contract/evidence';
import {
  dayOf,
  EmptyState,
  Facts,
  formatDay,
  Lamp,
  needsNoneOrOneOf,
  PageFrame,
  Panel,
  QueryView,
  useApiQuery,
  useMe,
} from '#ui/workbench';
import type { ParameterList, RuleList, RuleView } from '../contract.ts';
import { BEGINNING, type Setting, settingOfEvidence, settingOfRule } from '../setting.ts';
import { SettingDrawer } from './SettingDrawer.tsx';
import { SettingRow } from './SettingRow.tsx';
import './ledger.css';

type Settings = readonly Setting[];
type Rules = z.infer<typeof RuleList>;

/** 规则与参数: every 制度 that the platform enforces, the numbers it uses, and where they may be set. */
export function ParametersPage() {
  const me = useMe();
  const [chosen, setChosen] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const rules = useApiQuery<Rules>('/api/rules');
  const parameters = useApiQuery<z.infer<typeof ParameterList>>('/api/parameters');
  const evidence = useApiQuery<z.infer<typeof EvidenceParameterList>>('/api/evidence/parameters');
  const maySet = needsNoneOrOneOf(me, ['parameter.set']);
  const ofRules = parameters.data?.parameters.map(settingOfRule) ?? [];
  const ofEvidence = evidence.data?.parameters.map(settingOfEvidence) ?? [];
  const setting = [...ofRules, ...ofEvidence].find((one) => one.id === chosen);
  const open = (id: string) => {
    setDone(null);
    setChosen(id);
  };
  const rows = (settings: Settings) => (
    <ul className="ledger-settings">
      {settings.map((one) => (
        <SettingRow key={one.id} setting={one} today={dayOf(me.now)} maySet={maySet} onOpen={() => open(one.id)} />
      ))}
    </ul>
  );
  return (
    <PageFrame title="规则与参数" lead="平台执行哪些制度, 用什么数值, 依据什么; 数值可自某日起改用本地的规定">
      {done !== null && (
        <Alert type="success" showIcon title={done} closable={{ onClose: () => setDone(null) }} role="status" />
      )}
      <QueryView query={rules}>
        {(book) => (
          <QueryView query={parameters}>
            {() => (
              <>
                {book.rules.map((rule) => (
                  <RulePanel key={rule.id} rule={rule}>
                    {rows(ofRules.filter((one) => rule.parameters.includes(one.id)))}
                  </RulePanel>
                ))}
                <Others
                  settings={ofRules.filter((one) => !book.rules.some((rule) => rule.parameters.includes(one.id)))}
                >
                  {rows}
                </Others>
              </>
            )}
          </QueryView>
        )}
      </QueryView>
      <Panel title="凭证">
        <QueryView query={evidence}>
          {() => (ofEvidence.length === 0 ? <EmptyState title="没有凭证参数" /> : rows(ofEvidence))}
        </QueryView>
      </Panel>
      {setting !== undefined && (
        <SettingDrawer
          key={setting.id}
          setting={setting}
          maySet={maySet}
          onClose={() => setChosen(null)}
          onDone={(words) => {
            setChosen(null);
            setDone(words);
          }}
        />
      )}
    </PageFrame>
  );
}

/** 制度, in its five parts and its basis. */
function RulePanel({ rule, children }: { rule: RuleView; children: React.ReactNode }) {
  return (
    <Panel
      title={rule.inUse ? rule.title : `${rule.title} (已停用)`}
      extra={rule.inForceFrom > BEGINNING && <span className="wb-muted">自 {formatDay(rule.inForceFrom)} 起</span>}
    >
      <Facts
        facts={[
          ['谁', rule.who],
          ['做什么', rule.what],
          ['何时之前', rule.when],
          ['凭什么为证', rule.evidence],
          [
            '否则如何',
            <ul key="consequences" className="ledger-consequences">
              {rule.consequences.map(({ level, at, words }) => (
                <li key={level}>
                  <Lamp lamp={level} bare />
                  <span>
                    {at === null ? '' : `${at}, `}
                    {words}
                  </span>
                </li>
              ))}
            </ul>,
          ],
          ['依据', rule.basis.join('; ')],
        ]}
      />
      {rule.parameters.length > 0 && <h3 className="ledger-settings-title">所用数值</h3>}
      {children}
    </Panel>
  );
}

function Others({ settings, children }: { settings: Settings; children: (settings: Settings) => React.ReactNode }) {
  return settings.length === 0 ? null : <Panel title="其他数值">{children(settings)}</Panel>;
}
