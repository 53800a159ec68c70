import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import {
  DataList,
  EmptyState,
  FilterBar,
  formatShort,
  PageFrame,
  RefusalNotice,
  useApiQuery,
  useFilters,
  useMe,
} from '#ui/workbench';
import { type ArticleLine, type ArticleList, COLUMN_WORDS } from '../contract.ts';

/** 公开: the notices and news of the portal, with those that were taken down. */
export function ArticleListPage() {
  const me = useMe();
  const navigate = useNavigate();
  const filters = useFilters();
  const page = Number(filters.get('page')) || 1;
  const query = useApiQuery<ArticleList>('/api/articles', {
    column: filters.get('column'),
    state: filters.get('state'),
    page,
  });
  const list = query.data;
  const write = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/articles/new')}>
      写一篇
    </Button>
  );
  const mayPublish = me.actions.includes('news.publish');
  return (
    <PageFrame
      title="公开"
      lead="门户上的通知公告和工作动态; 方案在各自的页面上公开"
      {...(mayPublish ? { primary: write } : {})}
    >
      <FilterBar
        views="articles"
        fields={[
          {
            kind: 'choice',
            key: 'column',
            label: '栏目',
            choices: Object.entries(COLUMN_WORDS).map(([value, label]) => ({ value, label })),
          },
          {
            kind: 'choice',
            key: 'state',
            label: '状态',
            choices: [
              { value: 'published', label: '在门户上' },
              { value: 'withdrawn', label: '已撤下' },
            ],
          },
        ]}
      />
      <RefusalNotice problem={query.error} onRetry={() => void query.refetch()} />
      {query.error === null && (
        <DataList<ArticleLine>
          name="articles"
          rows={list?.articles}
          total={list?.total}
          rowKey={(line) => line.id}
          href={(line) => `/articles/${line.id}`}
          unit="篇"
          exportName="公开文稿"
          empty={
            filters.text === '' ? (
              <EmptyState title="门户上还没有文稿" {...(mayPublish ? { action: write } : {})}>
                发布的通知公告和工作动态列在这里, 门户首页也看得到最新的几篇。
              </EmptyState>
            ) : (
              <EmptyState title="没有符合筛选的文稿">换一个条件, 或清除筛选。</EmptyState>
            )
          }
          columns={[
            {
              key: 'column',
              title: '栏目',
              width: 110,
              leadOnPhone: true,
              render: (line) => COLUMN_WORDS[line.column],
              text: (line) => COLUMN_WORDS[line.column],
            },
            { key: 'title', title: '标题', main: true, render: (line) => line.title, text: (line) => line.title },
            { key: 'unit', title: '发布单位', width: 220, render: (line) => line.unit, text: (line) => line.unit },
            {
              key: 'published',
              title: '发布',
              width: 150,
              render: (line) => formatShort(line.publishedAt),
              text: (line) => line.publishedAt,
            },
            {
              key: 'state',
              title: '状态',
              width: 110,
              render: stateOf,
              text: stateOf,
            },
          ]}
        />
      )}
      {list !== undefined && list.pages > 1 && (
        <p className="wb-muted">
          <Button disabled={page <= 1} onClick={() => filters.set({ page: String(page - 1) })}>
            上一页
          </Button>{' '}
          第 {list.page} 页, 共 {list.pages} 页{' '}
          <Button disabled={page >= list.pages} onClick={() => filters.set({ page: String(page + 1) })}>
            下一页
          </Button>
        </p>
      )}
    </PageFrame>
  );
}

function stateOf(line: ArticleLine): string {
  if (line.withdrawnAt !== null) return '已撤下';
  return line.revisedAt === null ? '在门户上' : '在门户上, 有更正';
}
