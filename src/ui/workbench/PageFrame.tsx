import { LeftOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Lamp as LampState } from '#core/obligation';
import { DueBadge } from './DueBadge.tsx';
import type { DueView } from './format.ts';
import { Lamp } from './Lamp.tsx';

/**
 * The one shape of a page. Lists give title, `lead` and `primary`; objects add number, state, lamp and due, and
 * `aside` (the timeline) stands right, below on the phone.
 */
export function PageFrame({
  title,
  number,
  state,
  lamp,
  due,
  now,
  why,
  primary,
  back,
  lead,
  aside,
  asideTitle = '经过',
  children,
}: {
  title: string;
  /** 文号, 任务编号. */
  number?: string | undefined;
  /** The state in words: 「已签收, 办理中」. */
  state?: ReactNode | undefined;
  lamp?: LampState | null | undefined;
  due?: DueView | undefined;
  now?: string | undefined;
  /** `WhyPopover` beside the due day. */
  why?: ReactNode | undefined;
  /** The primary action (a button or an `ActionBar`): always top right. */
  primary?: ReactNode | undefined;
  back?: { readonly to: string; readonly label: string };
  /** One sentence under the title. */
  lead?: ReactNode | undefined;
  aside?: ReactNode | undefined;
  asideTitle?: string | undefined;
  children: ReactNode;
}) {
  const hasStanding = [state, lamp, due].some((one) => one !== undefined && one !== null);
  return (
    <article className="wb-page">
      <title>{number === undefined ? title : `${title} ${number}`}</title>
      <header className="wb-page-head">
        <div className="wb-page-heading">
          {back && (
            <Link className="wb-page-back" to={back.to}>
              <LeftOutlined aria-hidden="true" /> {back.label}
            </Link>
          )}
          <h1>{title}</h1>
          {number !== undefined && <p className="wb-page-number">{number}</p>}
          {lead !== undefined && <p className="wb-page-lead">{lead}</p>}
          {hasStanding && (
            <div className="wb-page-standing">
              <Lamp lamp={lamp} />
              {state !== undefined && <span>{state}</span>}
              {due !== undefined && <DueBadge due={due} now={now} />}
              {why}
            </div>
          )}
        </div>
        {primary !== undefined && <div className="wb-page-primary">{primary}</div>}
      </header>
      {aside === undefined ? (
        <div className="wb-page-body">{children}</div>
      ) : (
        <div className="wb-page-columns">
          <div className="wb-page-body">{children}</div>
          <aside className="wb-panel wb-page-aside" aria-label={asideTitle}>
            <h2>{asideTitle}</h2>
            {aside}
          </aside>
        </div>
      )}
    </article>
  );
}

/** A white sheet with a heading: the parts of a page. */
export function Panel({
  title,
  extra,
  children,
  flush,
}: {
  title?: string | undefined;
  extra?: ReactNode | undefined;
  children: ReactNode;
  /** Without inner space, for lists. */
  flush?: boolean | undefined;
}) {
  return (
    <section
      className={`wb-panel${flush ? ' wb-panel-flush' : ''}`}
      {...(title === undefined ? {} : { 'aria-label': title })}
    >
      {(title !== undefined || extra !== undefined) && (
        <div className="wb-panel-head">
          {title !== undefined && <h2>{title}</h2>}
          {extra}
        </div>
      )}
      {children}
    </section>
  );
}

/** Names and values of an object: 「责任单位 云溪市水务局」. Empty values are left out. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="wb-facts">
      {facts
        .filter(([, value]) => value !== undefined && value !== null && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
