import { Button } from 'antd';
import { useState } from 'react';
import {
  ConfirmEffect,
  dayOf,
  formatNumber,
  Panel,
  RefusalNotice,
  useApiMutation,
  useApiQuery,
  useMe,
} from '#ui/workbench';
import type { GrantsAnswer } from '../contract.ts';
import { ROLE_WORDS, ROLES } from '../directory.ts';
import './directory.css';

/** What waits for the security administrator. */
export function PendingGrants() {
  const query = useApiQuery<GrantsAnswer>('/api/directory/grants', { pending: 'yes' });
  const approve = useApiMutation<{ ids: string[] }, unknown>({
    path: '/api/directory/grants/approve',
    invalidates: ['/api/directory'],
    onDone: () => setAsking(false),
  });
  const { now } = useMe();
  const [asking, setAsking] = useState(false);
  const [refusing, setRefusing] = useState<GrantsAnswer['grants'][number] | null>(null);
  const refuse = useApiMutation<string, unknown>({
    path: (id) => `/api/directory/grants/${id}/end`,
    body: () => ({ on: dayOf(now) }),
    invalidates: ['/api/directory'],
    onDone: () => setRefusing(null),
  });
  const grants = query.data?.grants ?? [];
  if (grants.length === 0) return null;
  const mayGrant = query.data?.mayGrant ?? false;
  return (
    <Panel
      title={`待批准的角色 ${formatNumber(grants.length)} 项`}
      extra={
        mayGrant ? (
          <Button type="primary" onClick={() => setAsking(true)}>
            全部批准
          </Button>
        ) : undefined
      }
    >
      <RefusalNotice problem={approve.error} />
      {!mayGrant && <p className="wb-muted">由安全管理员批准后生效。</p>}
      <ul className="dir-rows">
        {grants.slice(0, 20).map((grant) => (
          <li key={grant.id}>
            <span className="dir-rows-text">
              <strong>{grant.personName}</strong> {ROLE_WORDS[grant.role]} · {grant.unitName ?? '全辖区'}
              <span className="wb-muted"> {grant.proposedByName ?? ''} 提出</span>
            </span>
            {mayGrant && (
              <span className="dir-rows-acts">
                <Button onClick={() => setRefusing(grant)} disabled={approve.isPending}>
                  不批准
                </Button>
                <Button onClick={() => approve.mutate({ ids: [grant.id] })} disabled={approve.isPending}>
                  批准
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      <ConfirmEffect
        open={asking}
        title={`批准 ${formatNumber(grants.length)} 项角色`}
        confirmLabel="全部批准"
        effects={countsOf(grants)}
        busy={approve.isPending}
        problem={approve.error}
        onConfirm={() => approve.mutate({ ids: grants.map(({ id }) => id) })}
        onCancel={() => setAsking(false)}
      />
      {refusing !== null && (
        <ConfirmEffect
          open
          title="不批准这项角色"
          confirmLabel="不批准"
          effects={[
            `${refusing.personName}不取得「${ROLE_WORDS[refusing.role]}」`,
            '提出的人可以再提; 这次提出与不批准都留有记录',
          ]}
          busy={refuse.isPending}
          problem={refuse.error}
          onConfirm={() => refuse.mutate(refusing.id)}
          onCancel={() => setRefusing(null)}
        />
      )}
      {grants.length > 20 && <p className="wb-muted">另有 {formatNumber(grants.length - 20)} 项, 未列出。</p>}
    </Panel>
  );
}

/** 单位联络员 60 人, … and that they are in force at once. */
function countsOf(grants: GrantsAnswer['grants']): string[] {
  const roles = ROLES.filter((role) => grants.some((grant) => grant.role === role));
  return [
    ...roles.map(
      (role) => `${ROLE_WORDS[role]} ${formatNumber(grants.filter((grant) => grant.role === role).length)} 项`,
    ),
    '批准后立即生效; 以后可逐项终止',
  ];
}
