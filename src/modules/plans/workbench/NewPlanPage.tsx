import { InboxOutlined } from '@ant-design/icons';
import { Alert, Button, Input, Progress, Upload } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import {
  type ApiProblem,
  api,
  asProblem,
  EmptyState,
  formatNumber,
  PageFrame,
  Panel,
  RefusalNotice,
  useApiMutation,
  useDraft,
  useMe,
} from '#ui/workbench';

import './plans.css';

type ReadText = { readonly text: string; readonly notes: readonly string[]; readonly fileName: string };
type Draft = { readonly text: string; readonly fileName: string | null };

/** 录入方案: paste or upload; the text is shown for checking before it is compiled, and kept on this computer. */
export function NewPlanPage() {
  const me = useMe();
  if (!me.actions.includes('plan.edit')) {
    return (
      <PageFrame title="录入方案" back={{ to: '/plans', label: '方案' }}>
        <Panel>
          <EmptyState title="方案由效能办录入">您现在的角色不能录入方案; 如有需要, 请联系安全管理员授权。</EmptyState>
        </Panel>
      </PageFrame>
    );
  }
  return <PlanEntry />;
}

function PlanEntry() {
  const navigate = useNavigate();
  const draft = useDraft<Draft>('new-plan', { text: '', fileName: null });
  const [notes, setNotes] = useState<readonly string[]>([]);
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const compile = useApiMutation<Draft, { id: string }>({
    path: '/api/plans',
    body: ({ text, fileName }) => (fileName === null ? { text } : { text, fileName }),
    invalidates: ['/api/plans'],
    onDone: ({ id }) => {
      draft.clear();
      void navigate(`/plans/${id}`);
    },
  });

  const read = async (file: File) => {
    setProblem(null);
    setShare(0);
    try {
      const answer = await api.upload<ReadText>('/api/plans/read', file, { onProgress: setShare });
      draft.set({ text: answer.text, fileName: answer.fileName });
      setNotes(answer.notes);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setShare(null);
    }
  };

  const { text } = draft.value;
  return (
    <PageFrame
      title="录入方案"
      back={{ to: '/plans', label: '方案' }}
      lead="粘贴全文, 或上传 .docx、.pdf、.txt、.doc。读出的任务、期限、单位由您逐条核对, 启动之前不产生任何责任。"
      primary={
        <Button
          type="primary"
          disabled={text.trim() === ''}
          loading={compile.isPending}
          onClick={() => compile.mutate(draft.value)}
        >
          编译
        </Button>
      }
    >
      <RefusalNotice problem={compile.error ?? problem} kept="录入的文字仍在" />
      <Panel title="上传文件">
        <Upload.Dragger
          accept=".txt,.docx,.pdf,.doc"
          maxCount={1}
          showUploadList={false}
          beforeUpload={(file) => {
            void read(file);
            return false;
          }}
        >
          <p className="ant-upload-drag-icon">
            <InboxOutlined />
          </p>
          <p>点此选择文件, 或把文件拖到这里</p>
          <p className="wb-muted">最大 50 MB; 扫描件没有文字, 请先识别成文字</p>
        </Upload.Dragger>
        {share !== null && <Progress percent={Math.round(share * 100)} status="active" aria-label="上传进度" />}
      </Panel>
      <Panel
        title="方案全文"
        extra={
          <span className="wb-muted">
            {formatNumber(text.length)} 字符{draft.keptAt === null ? '' : ' · 已存在本机'}
          </span>
        }
      >
        {notes.map((note) => (
          <Alert key={note} type="info" showIcon title={note} className="plan-note" />
        ))}
        <Input.TextArea
          aria-label="方案全文"
          placeholder="把方案全文粘贴在这里; 网页上复制来的也可以, 多余的栏目文字会被识别出来。"
          autoSize={{ minRows: 16, maxRows: 32 }}
          value={text}
          onChange={(event) => draft.set({ text: event.target.value, fileName: null })}
        />
      </Panel>
    </PageFrame>
  );
}
