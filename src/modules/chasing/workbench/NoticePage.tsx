import { FileWordOutlined, InboxOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link, useParams } from 'react-router';
import {
  api,
  Facts,
  formatInstant,
  PageFrame,
  Panel,
  QueryView,
  RefusalNotice,
  useApiMutation,
  useApiQuery,
} from '#ui/workbench';
import { ANSWER_WORDS, type ChaseNotice } from '../contract.ts';
import { paperOf } from '../notice.ts';
import './chasing.css';

const STALE = ['/api/chases', '/api/subjects'];

/** One 催办通知单: what is wanted, by when, and what the unit does about it. */
export function NoticePage() {
  const { id = '' } = useParams();
  const query = useApiQuery<ChaseNotice>(`/api/chases/${id}`);
  return <QueryView query={query}>{(notice) => <View key={notice.id} notice={notice} />}</QueryView>;
}

function View({ notice }: { notice: ChaseNotice }) {
  const receive = useApiMutation<null, unknown>({
    path: `/api/chases/${notice.id}/receive`,
    body: () => ({}),
    invalidates: STALE,
  });
  const paper = paperOf(notice);
  return (
    <PageFrame
      title={notice.number}
      number={notice.task.title}
      back={{ to: '/chases', label: '催办' }}
      lamp={notice.lamp}
      state={ANSWER_WORDS[notice.answer]}
      primary={
        <div className="wb-actions">
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            打印
          </Button>
          <Button icon={<FileWordOutlined />} href={api.url('/api/chases/notices.docx', { ids: notice.id })} download>
            下载 Word
          </Button>
          {notice.mayReceive && (
            <Button
              type="primary"
              icon={<InboxOutlined />}
              loading={receive.isPending}
              onClick={() => receive.mutate(null)}
            >
              签收
            </Button>
          )}
        </div>
      }
      aside={
        <Facts
          facts={[
            ['被催办单位', notice.unit.name],
            ['催办', formatInstant(notice.chasedAt)],
            [
              '签收',
              notice.receivedAt === null
                ? '尚未签收'
                : `${formatInstant(notice.receivedAt)} ${notice.receivedBy ?? ''}`,
            ],
            ['回应期限', notice.dueAt === null ? null : formatInstant(notice.dueAt)],
            [
              '怎样回应',
              <Link key="task" to={`/tasks/${notice.task.id}`}>
                打开任务, 报告进展、报送完成或申请延期
              </Link>,
            ],
          ]}
        />
      }
      asideTitle="办理"
    >
      <RefusalNotice problem={receive.error} />
      <Panel>
        <article className="chase-paper">
          <p className="chase-organ">{paper.organ}</p>
          <p className="chase-number">{paper.number}</p>
          <h2>{paper.title}</h2>
          <p>{paper.addressee}：</p>
          {paper.paragraphs.map((text) => (
            <p key={text} className="chase-paragraph">
              {text}
            </p>
          ))}
          <p className="chase-signature">
            {paper.signature}
            <br />
            {paper.date}
          </p>
        </article>
      </Panel>
    </PageFrame>
  );
}
