import { BellOutlined } from '@ant-design/icons';
import { NavLink } from 'react-router';
import { useApiQuery } from '#ui/workbench';
import type { UnreadCount } from '../contract.ts';
import { useLive } from './use-live.ts';
import './inbox.css';

/** Without the stream the count is asked for so often; with it, only to be safe. */
const ASKED_EVERY = 60_000;
const ASKED_LIVE_EVERY = 600_000;

/** 消息, in the head of every page: how many are unread. It also keeps the open page fresh. */
export function MessageBell() {
  const live = useLive();
  const query = useApiQuery<UnreadCount>(
    '/api/messages/unread',
    {},
    { refetchInterval: live ? ASKED_LIVE_EVERY : ASKED_EVERY },
  );
  const { unread = 0, more = false } = query.data ?? {};
  const words = unread === 0 ? '没有未读' : `${unread}${more ? ' 条以上' : ' 条'}未读`;
  return (
    <NavLink to="/messages" className="msg-bell" aria-label={`消息, ${words}`} title={`消息, ${words}`}>
      <BellOutlined aria-hidden="true" />
      {unread > 0 && (
        <span className="msg-count" aria-hidden="true">
          {unread}
          {more && '+'}
        </span>
      )}
      <span className="wb-visually-hidden" role="status">
        {unread > 0 && words}
      </span>
    </NavLink>
  );
}
