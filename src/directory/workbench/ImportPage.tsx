import { DownloadOutlined, UploadOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Progress, Table } from 'antd';
import { useRef, useState } from 'react';
import {
  api,
  apiKey,
  asProblem,
  csvOf,
  DataList,
  formatNumber,
  PageFrame,
  Panel,
  RefusalNotice,
  saveText,
} from '#ui/workbench';
import { type AccountsAnswer, type ImportAnswer, MOST_ACCOUNTS, type PreviewAnswer } from '../contract.ts';
import { DirectoryTabs } from './DirectoryTabs.tsx';

type Stage =
  | { readonly at: 'choose' }
  | { readonly at: 'sending'; readonly words: string; readonly share: number | null }
  | { readonly at: 'preview'; readonly file: File; readonly preview: PreviewAnswer }
  | { readonly at: 'done'; readonly answer: ImportAnswer };

/** 导入: a workbook is looked at first, then taken wholly or not at all. */
export function ImportPage() {
  const client = useQueryClient();
  const [stage, setStage] = useState<Stage>({ at: 'choose' });
  const [problem, setProblem] = useState<unknown>(null);
  const input = useRef<HTMLInputElement>(null);

  const look = async (file: File) => {
    setProblem(null);
    setStage({ at: 'sending', words: `正在核对「${file.name}」`, share: 0 });
    try {
      const preview = await api.upload<PreviewAnswer>('/api/directory/import/preview', file, {
        onProgress: (share) => setStage({ at: 'sending', words: `正在核对「${file.name}」`, share }),
      });
      setStage({ at: 'preview', file, preview });
    } catch (error) {
      setProblem(asProblem(error));
      setStage({ at: 'choose' });
    }
  };
  const take = async (file: File, preview: PreviewAnswer) => {
    setProblem(null);
    setStage({ at: 'sending', words: '正在导入', share: null });
    try {
      const answer = await api.upload<ImportAnswer>('/api/directory/import', file, {
        query: { fingerprint: preview.fingerprint },
      });
      setStage({ at: 'done', answer });
      await client.invalidateQueries({ queryKey: [...apiKey('/api/directory')] });
    } catch (error) {
      setProblem(asProblem(error));
      setStage({ at: 'preview', file, preview });
    }
  };
  const choose = () => input.current?.click();

  return (
    <PageFrame
      title="导入名录"
      lead="用表格一次导入单位、岗位、人员和领导小组。先预览, 有一处错误就一行也不导入。"
      primary={
        stage.at === 'preview' && stage.preview.faultsTotal === 0 && stage.preview.changesTotal > 0 ? (
          <Button type="primary" onClick={() => void take(stage.file, stage.preview)}>
            导入 {formatNumber(stage.preview.changesTotal)} 处改动
          </Button>
        ) : (
          <Button
            type="primary"
            icon={<UploadOutlined aria-hidden="true" />}
            disabled={stage.at === 'sending'}
            onClick={choose}
          >
            选择表格
          </Button>
        )
      }
    >
      <DirectoryTabs />
      <RefusalNotice problem={problem} onClose={() => setProblem(null)} />
      <input
        ref={input}
        type="file"
        accept=".xlsx"
        hidden
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void look(file);
        }}
      />
      {stage.at === 'choose' && <HowTo />}
      {stage.at === 'sending' && (
        <Panel title={stage.words}>
          <Progress
            percent={stage.share === null ? 100 : Math.floor(stage.share * 100)}
            status="active"
            showInfo={stage.share !== null}
            aria-label="进度"
          />
        </Panel>
      )}
      {stage.at === 'preview' && <PreviewPanel name={stage.file.name} preview={stage.preview} onAgain={choose} />}
      {stage.at === 'done' && <DonePanel answer={stage.answer} />}
    </PageFrame>
  );
}

function HowTo() {
  return (
    <Panel title="怎么做">
      <ol className="dir-steps">
        <li>下载模板, 或导出现有名录在其上修改。</li>
        <li>照表头填写: 单位、岗位、人员、领导小组四张表, 用不到的可以空着。</li>
        <li>选择表格, 看清将改动什么、哪些行有误, 改好后再导入。</li>
      </ol>
      <span className="dir-actions">
        <Button icon={<DownloadOutlined aria-hidden="true" />} href="/api/directory/template.xlsx" download>
          下载模板
        </Button>
        <Button icon={<DownloadOutlined aria-hidden="true" />} href="/api/directory/export.xlsx" download>
          导出现有名录
        </Button>
      </span>
    </Panel>
  );
}

function PreviewPanel({ name, preview, onAgain }: { name: string; preview: PreviewAnswer; onAgain: () => void }) {
  const isRight = preview.faultsTotal === 0;
  return (
    <>
      <Alert
        type={isRight ? 'info' : 'warning'}
        showIcon
        title={
          isRight
            ? preview.changesTotal === 0
              ? `「${name}」与现有名录一致, 没有要改动的`
              : `「${name}」没有错误, 可以导入`
            : `「${name}」有 ${formatNumber(preview.faultsTotal)} 处错误, 改好后重新选择`
        }
        description={preview.notes.length > 0 ? preview.notes.map((note) => <p key={note}>{note}</p>) : undefined}
        action={<Button onClick={onAgain}>另选表格</Button>}
      />
      {!isRight && <FaultsPanel preview={preview} />}
      {isRight && <CountsPanel counts={preview.counts} title="将要改动" />}
      {isRight && preview.changes.length > 0 && (
        <Panel title="逐条看">
          <ol className="dir-changes">
            {preview.changes.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list, drawn once
              <li key={index}>{line}</li>
            ))}
          </ol>
          {preview.changesTotal > preview.changes.length && (
            <p className="wb-muted">另有 {formatNumber(preview.changesTotal - preview.changes.length)} 条, 未列出。</p>
          )}
        </Panel>
      )}
    </>
  );
}

type FaultRow = PreviewAnswer['faults'][number] & { readonly key: string };

function FaultsPanel({ preview }: { preview: PreviewAnswer }) {
  const rows = preview.faults.map((fault, index): FaultRow => ({ ...fault, key: String(index) }));
  return (
    <Panel title="错误" flush>
      <DataList<FaultRow>
        name="directory-import-faults"
        rows={rows}
        total={preview.faultsTotal}
        columns={[
          {
            key: 'sentence',
            title: '问题和改法',
            main: true,
            render: ({ sentence }) => sentence,
            text: ({ sentence }) => sentence,
          },
          { key: 'sheet', title: '工作表', width: 110, render: ({ sheet }) => sheet, text: ({ sheet }) => sheet },
          {
            key: 'row',
            title: '行',
            width: 80,
            number: true,
            render: ({ row }) => row,
            text: ({ row }) => String(row),
          },
          {
            key: 'cell',
            title: '单元格',
            width: 100,
            render: ({ cell }) => cell ?? '—',
            text: ({ cell }) => cell ?? '',
          },
        ]}
        rowKey={({ key }) => key}
        unit="处"
        exportName="导入错误清单"
        empty={null}
      />
    </Panel>
  );
}

function CountsPanel({ counts, title }: { counts: PreviewAnswer['counts']; title: string }) {
  return (
    <Panel title={title}>
      <Table
        size="middle"
        pagination={false}
        rowKey="kind"
        dataSource={counts}
        columns={[
          { title: '内容', dataIndex: 'kind' },
          { title: '新增 (项)', dataIndex: 'created', align: 'right', render: formatNumber },
          { title: '修改 (项)', dataIndex: 'changed', align: 'right', render: formatNumber },
          { title: '不变 (项)', dataIndex: 'unchanged', align: 'right', render: formatNumber },
        ]}
      />
    </Panel>
  );
}

type Opened = ImportAnswer['accounts'][number] & { readonly password: string };

function DonePanel({ answer }: { answer: ImportAnswer }) {
  return (
    <>
      <Alert
        type="success"
        showIcon
        title="已导入"
        description={answer.notes.length > 0 ? answer.notes.map((note) => <p key={note}>{note}</p>) : undefined}
      />
      {answer.accounts.length > 0 && <AccountsPanel wanted={answer.accounts} />}
      <CountsPanel counts={answer.counts} title="改动了" />
    </>
  );
}

/** Accounts take a while, so they are opened in lots; what was opened before a fault is kept. */
function AccountsPanel({ wanted }: { wanted: ImportAnswer['accounts'] }) {
  const [opened, setOpened] = useState<readonly Opened[]>([]);
  const [asked, setAsked] = useState(0);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const isDone = asked >= wanted.length;

  const open = async () => {
    setProblem(null);
    setBusy(true);
    try {
      for (let from = asked; from < wanted.length; from += MOST_ACCOUNTS) {
        const lot = wanted.slice(from, from + MOST_ACCOUNTS);
        const { accounts } = await api.post<AccountsAnswer>('/api/directory/accounts', {
          accounts: lot.map(({ person, username }) => ({ person, username })),
        });
        const passwords = new Map(accounts.map(({ person, password }) => [person, password]));
        const given = lot.flatMap((one) => {
          const password = passwords.get(one.person);
          return password === undefined ? [] : [{ ...one, password }];
        });
        setOpened((before) => [...before, ...given]);
        setAsked(from + lot.length);
      }
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const savePasswords = () =>
    saveText(
      '新账号初始密码.csv',
      csvOf([
        ['姓名', '单位', '用户名', '初始密码'],
        ...opened.map(({ name, unitName, username, password }) => [name, unitName, username, password]),
      ]),
    );

  return (
    <Panel
      title={
        isDone ? `新建账号 ${formatNumber(opened.length)} 个` : `还要建立账号 ${formatNumber(wanted.length - asked)} 个`
      }
    >
      <RefusalNotice problem={problem} kept="已建立的账号和初始密码仍在, 可先下载" />
      {!isDone && (
        <>
          <p>请在本页停留到全部建完。初始密码只给出一次, 建完后下载清单。</p>
          {busy ? (
            <Progress
              percent={Math.floor((asked / wanted.length) * 100)}
              format={() => `${formatNumber(asked)} / ${formatNumber(wanted.length)}`}
              aria-label="建立账号的进度"
            />
          ) : (
            <Button type="primary" onClick={() => void open()}>
              {asked === 0 ? '建立账号' : '接着建立'}
            </Button>
          )}
        </>
      )}
      {opened.length > 0 && (
        <>
          <p>初始密码只在此处给出一次, 离开本页后不能再看。请下载后用密封件交给本人, 首次登录须修改。</p>
          <Button
            icon={<DownloadOutlined aria-hidden="true" />}
            type={isDone ? 'primary' : 'default'}
            onClick={savePasswords}
          >
            下载初始密码清单
          </Button>
        </>
      )}
    </Panel>
  );
}
