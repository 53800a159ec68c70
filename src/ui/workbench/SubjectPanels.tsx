import { type ComponentType, createContext, type LazyExoticComponent, Suspense, useContext } from 'react';

/** A panel that one folder puts on the pages of another: instructions on the page of a task. */
export type SubjectPanel = {
  readonly key: string;
  /** Kinds of subject on whose pages it stands. */
  readonly types: readonly string[];
  readonly Panel: LazyExoticComponent<ComponentType<{ subject: PanelSubject }>>;
};

export type PanelSubject = { readonly type: string; readonly id: string };

/** Those of all folders; the shell provides them, so that no folder imports another's screens. */
export const SubjectPanelsContext = createContext<readonly SubjectPanel[]>([]);

/** Where a page of a subject leaves room for what others have to say about it. */
export function SubjectPanels({ subject }: { subject: PanelSubject }) {
  const panels = useContext(SubjectPanelsContext).filter(({ types }) => types.includes(subject.type));
  return panels.map(({ key, Panel }) => (
    <Suspense key={key} fallback={null}>
      <Panel subject={subject} />
    </Suspense>
  ));
}
