import { SearchOutlined } from '@ant-design/icons';
import { Input, Modal } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { type MenuEntry, useApiQuery, useIsCoarse, useSettled } from '#ui/workbench';

/** One thing found: answer of GET /api/search?q=. */
export type SearchHit = {
  /** 方案, 任务, 单位: what it is, in one word. */
  readonly kind: string;
  readonly title: string;
  readonly number?: string;
  readonly note?: string;
  /** Below /workbench. */
  readonly path: string;
};

type Line = SearchHit & { readonly icon?: ReactNode };

/** `/` or Ctrl+K: everything that this person may see. Arrows choose, Enter opens, Esc closes. */
export function SearchPalette({
  open,
  onClose,
  menu,
}: {
  open: boolean;
  onClose: () => void;
  menu: readonly MenuEntry[];
}) {
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      closable={false}
      title={<span className="wb-visually-hidden">搜索</span>}
      className="shell-search"
      width={640}
      style={{ top: 72 }}
      destroyOnHidden
    >
      <SearchBody onClose={onClose} menu={menu} />
    </Modal>
  );
}

function SearchBody({ onClose, menu }: { onClose: () => void; menu: readonly MenuEntry[] }) {
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const navigate = useNavigate();
  const coarse = useIsCoarse();
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const wanted = useSettled(text.trim(), 200);
  const query = useApiQuery<{ hits: readonly SearchHit[] }>(
    '/api/search',
    { q: wanted },
    { enabled: wanted !== '', staleTime: 30_000 },
  );
  const pages: Line[] = menu
    .filter((entry) => text.trim() === '' || entry.label.includes(text.trim()))
    .map((entry) => ({ kind: '栏目', title: entry.label, path: entry.path, icon: entry.icon }));
  const found: readonly Line[] = wanted === '' ? [] : (query.data?.hits ?? []);
  const lines = [...found, ...pages];
  const chosen = Math.min(active, Math.max(0, lines.length - 1));

  useEffect(() => {
    list.current?.querySelector(`[data-line="${chosen}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const go = (line: Line | undefined) => {
    if (line === undefined) return;
    onClose();
    void navigate(line.path);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setActive(Math.min(lines.length - 1, chosen + 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(0, chosen - 1));
    else if (event.key === 'Enter') go(lines[chosen]);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <Input
        autoFocus
        size="large"
        variant="borderless"
        prefix={<SearchOutlined aria-hidden="true" />}
        placeholder="方案、任务、单位、文号"
        aria-label="搜索"
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={lines.length > 0 ? `${listId}-${chosen}` : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className="shell-search-lines" role="listbox" id={listId} aria-label="搜索结果" ref={list}>
        {lines.map((line, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the field that keeps the focus
          <div
            key={`${line.kind} ${line.path}`}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            data-line={index}
            className="shell-search-line"
            onMouseMove={() => setActive(index)}
            onClick={() => go(line)}
          >
            <span className="shell-search-kind">{line.kind}</span>
            <span className="shell-search-title">
              {line.title}
              {line.number !== undefined && <span className="wb-muted"> {line.number}</span>}
            </span>
            {line.note !== undefined && <span className="wb-muted">{line.note}</span>}
          </div>
        ))}
      </div>
      <p className="shell-search-foot" role="status">
        {query.isFetching
          ? '正在查找…'
          : query.error
            ? query.error.kind === 'missing'
              ? '这里目前只能按栏目查找'
              : query.error.sentence
            : wanted !== '' && lines.length === 0
              ? `没有找到「${wanted}」。试试更短的词, 或文号中的数字`
              : coarse
                ? '点选一项打开'
                : '↑ ↓ 选择 · 回车打开 · Esc 关闭'}
      </p>
    </>
  );
}
