import { CheckOutlined, DownloadOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import {
  type ApiProblem,
  api,
  apiKey,
  ConfirmEffect,
  csvOf,
  EmptyState,
  FilterBar,
  formatInstant,
  formatShort,
  LoadingSkeleton,
  PageFrame,
  Panel,
  RefusalNotice,
  saveText,
  subjectPath,
  useApiMutation,
  useApiQuery,
  useFilters,
} from '#ui/workbench';
import type { Message, MessageList, UnreadCount } from '../contract.ts';
import { TOPIC_WORDS } from './topic-words.ts';
import './inbox.css';

const STALE = ['/api/messages'];

/** 消息: what concerns one, newest first; opening marks read. */
export function MessagesPage() {
  const filters = useFilters();
  const query = { topic: filters.get('topic'), state: filters.get('state'), limit: 50 };
  const pages = useInfiniteQuery<
    MessageList,
    ApiProblem,
    { pages: MessageList[] },
    readonly unknown[],
    number | undefined
  >({
    queryKey: apiKey('/api/messages', query),
    queryFn: ({ pageParam, signal }) =>
      api.get<MessageList>('/api/messages', { query: { ...query, before: pageParam }, signal }),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const count = useApiQuery<UnreadCount>('/api/messages/unread');
  const mark = useApiMutation<{ numbers: number[] }, unknown>({ path: '/api/messages/read', invalidates: STALE });
  const messages = pages.data?.pages.flatMap((page) => page.messages);
  return (
    <PageFrame
      title="消息"
      lead="与您和本单位有关的事; 打开就算已读。只列您现在看得到的事项。"
      primary={<AllRead count={count.data} />}
    >
      <FilterBar
        views="messages"
        fields={[
          {
            kind: 'choice',
            key: 'state',
            label: '状态',
            choices: [
              { value: 'unread', label: '未读' },
              { value: 'read', label: '已读' },
            ],
          },
          {
            kind: 'select',
            key: 'topic',
            label: '类别',
            choices: Object.entries(TOPIC_WORDS).map(([value, label]) => ({ value, label })),
          },
        ]}
        extra={
          messages !== undefined &&
          messages.length > 0 && (
            <Button
              icon={<DownloadOutlined aria-hidden="true" />}
              onClick={() => saveText('消息.csv', csvFor(messages))}
            >
              导出
            </Button>
          )
        }
      />
      <RefusalNotice problem={pages.error ?? mark.error} onRetry={() => void pages.refetch()} />
      {messages === undefined ? (
        pages.error === null && <LoadingSkeleton rows={8} title={false} />
      ) : messages.length === 0 ? (
        <Panel>
          {filters.text === '' ? (
            <EmptyState title="还没有消息">
              任务退回、验收、催办、预警, 批示点到本单位, 有人在讨论中提到您, 都会出现在这里。
            </EmptyState>
          ) : (
            <EmptyState title="没有符合筛选的消息">换一个条件, 或清除筛选。</EmptyState>
          )}
        </Panel>
      ) : (
        <Panel flush>
          <ol className="msg-list">
            {messages.map((message) => (
              <li key={message.number}>
                <Line
                  message={message}
                  onOpen={() => {
                    if (!message.read) mark.mutate({ numbers: [message.number] });
                  }}
                />
              </li>
            ))}
          </ol>
        </Panel>
      )}
      {pages.hasNextPage && (
        <div className="msg-more">
          <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            更早的消息
          </Button>
        </div>
      )}
    </PageFrame>
  );
}

function Line({ message, onOpen }: { message: Message; onOpen: () => void }) {
  return (
    <Link
      to={subjectPath(message.subject)}
      className={`msg-line${message.read ? '' : ' msg-unread'}`}
      onClick={onOpen}
      onAuxClick={onOpen}
    >
      <span className="msg-mark" aria-hidden="true" />
      <span className="msg-body">
        <span className="msg-says">
          {!message.read && <span className="wb-visually-hidden">未读: </span>}
          {message.says}
        </span>
        <span className="msg-title">{message.subject.title}</span>
        {message.words !== null && <span className="msg-words">{message.words}</span>}
        <span className="msg-facts wb-muted">
          <span>{message.actor}</span>
          {message.unit !== null && <span>告知 {message.unit}</span>}
          <time dateTime={message.at}>{formatShort(message.at)}</time>
        </span>
      </span>
      <span className="msg-topic">{TOPIC_WORDS[message.topic]}</span>
    </Link>
  );
}

/** All that is on the screen now: what comes while one reads the question stays unread. */
function AllRead({ count }: { count: UnreadCount | undefined }) {
  const [asking, setAsking] = useState(false);
  const newest = useApiQuery<MessageList>('/api/messages', { limit: 1 });
  const upTo = newest.data?.messages[0]?.number;
  const mark = useApiMutation<{ upTo: number }, unknown>({
    path: '/api/messages/read-all',
    invalidates: STALE,
    onDone: () => setAsking(false),
  });
  const unread = count?.unread ?? 0;
  return (
    <>
      <Button
        icon={<CheckOutlined aria-hidden="true" />}
        disabled={unread === 0 || upTo === undefined}
        onClick={() => setAsking(true)}
      >
        全部已读
      </Button>
      <ConfirmEffect
        open={asking}
        title="全部标为已读"
        effects={[
          `${unread}${count?.more === true ? ' 条以上' : ' 条'}未读消息标为已读, 各类都算, 不论筛选。`,
          '消息仍在这里; 事情没有办完的, 仍在「今天要我做什么」。',
        ]}
        confirmLabel="标为已读"
        busy={mark.isPending}
        problem={mark.error}
        onConfirm={() => upTo !== undefined && mark.mutate({ upTo })}
        onCancel={() => setAsking(false)}
      />
    </>
  );
}

function csvFor(messages: readonly Message[]): string {
  const rows = messages.map(({ says, subject, words, actor, unit, at, topic, read }) => [
    TOPIC_WORDS[topic],
    says,
    subject.title,
    words ?? '',
    actor,
    unit ?? '',
    formatInstant(at),
    read ? '已读' : '未读',
  ]);
  return csvOf([['类别', '消息', '事项', '内容', '办事人', '告知单位', '时间', '状态'], ...rows]);
}
