import { Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { Facts, formatInstant, Panel, QueryView, useApiQuery, useMe } from '#ui/workbench';
import type { PersonView, PostView, UnitPage } from '../contract.ts';
import { UNIT_KIND_WORDS } from '../directory.ts';
import { EndDialog } from './EndDialog.tsx';
import { FormDialog } from './FormDialog.tsx';
import { PersonForm } from './PersonForm.tsx';
import { PersonPicker } from './PersonPicker.tsx';
import { UnitForm } from './UnitForm.tsx';

type Dialog =
  | { readonly kind: 'edit' | 'end' | 'below' | 'post' | 'person' }
  | { readonly kind: 'edit-post' | 'end-post' | 'holders'; readonly post: PostView };

/** One unit: what it is, its posts with A and B, its people, what was changed. */
export function UnitDetail({ id, onGone, onOpen }: { id: string; onGone: () => void; onOpen: (id: string) => void }) {
  const query = useApiQuery<UnitPage>(`/api/directory/units/${id}`);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  return (
    <QueryView query={query}>
      {(page) => (
        <div className="wb-page-body">
          <UnitPanel page={page} onAct={(kind) => setDialog({ kind })} onOpen={onOpen} />
          <PostsPanel page={page} onAct={setDialog} />
          <PeoplePanel people={page.people} mayEdit={page.mayEdit} onAdd={() => setDialog({ kind: 'person' })} />
          <HistoryPanel page={page} />
          {dialog !== null && (
            <UnitDialog page={page} dialog={dialog} onClose={close} onGone={onGone} onOpen={onOpen} />
          )}
        </div>
      )}
    </QueryView>
  );
}

function UnitPanel({
  page: { unit, above, mayEdit },
  onAct,
  onOpen,
}: {
  page: UnitPage;
  onAct: (kind: 'edit' | 'end' | 'below') => void;
  onOpen: (id: string) => void;
}) {
  const seesTasks = useMe().actions.includes('task.read');
  return (
    <Panel
      title={unit.name}
      extra={
        mayEdit && unit.validTo === null ? (
          <span className="dir-actions">
            {unit.parent !== null && <Button onClick={() => onAct('end')}>撤销</Button>}
            <Button onClick={() => onAct('below')}>设下级单位</Button>
            <Button onClick={() => onAct('edit')}>修改</Button>
          </span>
        ) : undefined
      }
    >
      <Facts
        facts={[
          ['类别', UNIT_KIND_WORDS[unit.kind]],
          ['上级', above.length === 0 ? '' : <Above key="above" above={above} onOpen={onOpen} />],
          ['简称', unit.shortName],
          ['别名', unit.aliases.join('、')],
          ['编码', unit.code],
          ['设立日', unit.validFrom],
          ['撤销日', unit.validTo],
          [
            '任务',
            seesTasks ? (
              <Link key="tasks" to={`/units/${unit.id}`}>
                任务与按期情况
              </Link>
            ) : (
              ''
            ),
          ],
        ]}
      />
    </Panel>
  );
}

function Above({ above, onOpen }: { above: UnitPage['above']; onOpen: (id: string) => void }) {
  return above.map(({ id, name }, index) => (
    <span key={id}>
      {index > 0 && ' / '}
      <Button type="link" style={{ padding: 0, height: 'auto' }} onClick={() => onOpen(id)}>
        {name}
      </Button>
    </span>
  ));
}

function PostsPanel({ page: { posts, mayEdit }, onAct }: { page: UnitPage; onAct: (dialog: Dialog) => void }) {
  return (
    <Panel title="岗位" extra={mayEdit ? <Button onClick={() => onAct({ kind: 'post' })}>设岗位</Button> : undefined}>
      {posts.length === 0 ? (
        <p className="wb-muted">还没有岗位。岗位由 A 岗主办, A 岗不在时由 B 岗顶岗。</p>
      ) : (
        <ul className="dir-rows">
          {posts.map((post) => (
            <li key={post.id}>
              <div className="dir-rows-text">
                <strong>{post.name}</strong>
                <div>
                  A 岗 {post.A?.name ?? <span className="wb-muted">空缺</span>}　B 岗{' '}
                  {post.B?.name ?? <span className="wb-muted">空缺</span>}
                </div>
                {post.remit !== '' && <div className="wb-muted">{post.remit}</div>}
              </div>
              {mayEdit && (
                <span className="dir-actions">
                  <Button type="text" onClick={() => onAct({ kind: 'end-post', post })}>
                    撤销
                  </Button>
                  <Button type="text" onClick={() => onAct({ kind: 'edit-post', post })}>
                    修改
                  </Button>
                  <Button onClick={() => onAct({ kind: 'holders', post })}>定人</Button>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function PeoplePanel({
  people,
  mayEdit,
  onAdd,
}: {
  people: readonly PersonView[];
  mayEdit: boolean;
  onAdd: () => void;
}) {
  return (
    <Panel title="人员" extra={mayEdit ? <Button onClick={onAdd}>登记人员</Button> : undefined}>
      {people.length === 0 ? (
        <p className="wb-muted">还没有人员。</p>
      ) : (
        <ul className="dir-rows">
          {people.map((person) => (
            <li key={person.id}>
              <div className="dir-rows-text">
                <strong>{person.name}</strong> {person.title}
                <div className="wb-muted">
                  {person.posts.map(({ name, slot, unitName }) => `${unitName} ${name} (${slot} 岗)`).join(', ')}
                </div>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function HistoryPanel({ page: { editions } }: { page: UnitPage }) {
  if (editions.length === 0) return null;
  return (
    <Panel title="变更记录">
      <ul className="dir-rows">
        {editions.map((edition) => (
          <li key={edition.id}>
            <span className="dir-rows-text">{edition.summary}</span>
            <span className="wb-muted">
              {edition.actorName ?? '首次设置'} · {formatInstant(edition.at)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function UnitDialog({
  page: { unit, above },
  dialog,
  onClose,
  onGone,
  onOpen,
}: {
  page: UnitPage;
  dialog: Dialog;
  onClose: () => void;
  onGone: () => void;
  onOpen: (id: string) => void;
}) {
  switch (dialog.kind) {
    case 'edit':
      return <UnitForm unit={unit} parent={unit.parent} units={above} onClose={onClose} />;
    case 'below':
      return <UnitForm parent={unit.id} units={[unit]} onClose={onClose} onDone={onOpen} />;
    case 'end':
      return (
        <EndDialog
          title={`撤销「${unit.name}」`}
          verb="撤销"
          path={`/api/directory/units/${unit.id}/end`}
          effects={['自该日起不再是责任单位的选项', '它以前办的事、得的分都保留', '别名随之释放']}
          onClose={onClose}
          onDone={onGone}
        />
      );
    case 'person':
      return <PersonForm unit={{ id: unit.id, name: unit.name }} onClose={onClose} />;
    case 'post':
      return <PostForm unit={unit.id} onClose={onClose} />;
    case 'edit-post':
      return <PostForm unit={unit.id} post={dialog.post} onClose={onClose} />;
    case 'end-post':
      return (
        <EndDialog
          title={`撤销岗位「${dialog.post.name}」`}
          verb="撤销"
          path={`/api/directory/posts/${dialog.post.id}/end`}
          effects={['A 岗、B 岗的任岗随之终止', '以前由谁担任的记录保留']}
          onClose={onClose}
        />
      );
    case 'holders':
      return <HoldersForm post={dialog.post} onClose={onClose} />;
  }
}

type PostValues = { unit?: string; name: string; remit: string; sortOrder: number };

function PostForm({ unit, post, onClose }: { unit: string; post?: PostView; onClose: () => void }) {
  const initial: PostValues =
    post === undefined
      ? { unit, name: '', remit: '', sortOrder: 9999 }
      : { name: post.name, remit: post.remit, sortOrder: post.sortOrder };
  return (
    <FormDialog<PostValues>
      title={post === undefined ? '设岗位' : `修改岗位「${post.name}」`}
      saveLabel={post === undefined ? '设立' : '保存'}
      method={post === undefined ? 'post' : 'put'}
      path={post === undefined ? '/api/directory/posts' : `/api/directory/posts/${post.id}`}
      initial={initial}
      onClose={onClose}
    >
      <Form.Item name="name" label="岗位名称" rules={[{ required: true, message: '请填写岗位名称' }]}>
        <Input maxLength={100} autoFocus />
      </Form.Item>
      <Form.Item name="remit" label="岗位职责">
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={4000} />
      </Form.Item>
      <Form.Item name="sortOrder" label="次序" extra="数小的排在前面">
        <InputNumber min={0} max={99_999} precision={0} />
      </Form.Item>
    </FormDialog>
  );
}

type HolderValues = { A: string | null; B: string | null };

function HoldersForm({ post, onClose }: { post: PostView; onClose: () => void }) {
  const known = [post.A, post.B].flatMap((held) => (held === null ? [] : [{ id: held.person, name: held.name }]));
  return (
    <FormDialog<HolderValues>
      title={`「${post.name}」由谁担任`}
      saveLabel="自今日起"
      method="put"
      path={`/api/directory/posts/${post.id}/holders`}
      initial={{ A: post.A?.person ?? null, B: post.B?.person ?? null }}
      body={({ A, B }) => ({ A: A ?? null, B: B ?? null })}
      onClose={onClose}
    >
      <Form.Item name="A" label="A 岗 (主办)">
        <PersonPicker known={known} />
      </Form.Item>
      <Form.Item name="B" label="B 岗 (A 岗不在时顶岗)">
        <PersonPicker known={known} />
      </Form.Item>
    </FormDialog>
  );
}
