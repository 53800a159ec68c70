import { Alert, Button, Modal } from 'antd';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { api, asProblem, type Me, session } from '#ui/workbench';
import { onSignedIn } from './signed-in-channel.ts';

/** The session ended in the middle of work: the page stays as it is beneath, calls wait, and go on after signing in. */
export function SessionOverlay({ me }: { me: Me }) {
  const state = useSyncExternalStore(session.subscribe, session.state);
  const lost = state === 'lost';
  const asking = useRef(false);
  const [said, setSaid] = useState<string | null>(null);

  const check = useCallback(
    async (byHand: boolean) => {
      if (asking.current) return;
      asking.current = true;
      try {
        const now = await api.get<Me>('/api/me', { signedOut: 'throw' });
        setSaid(null);
        // Another person signed in: what is on the screen is not theirs to see or send.
        if (now.person.id !== me.person.id) location.assign('/workbench/');
        else session.renewed();
      } catch (error) {
        const problem = asProblem(error);
        if (byHand) setSaid(problem.kind === 'signed-out' ? '还没有登录成功, 请先在新窗口登录' : problem.sentence);
      } finally {
        asking.current = false;
      }
    },
    [me.person.id],
  );

  useEffect(() => {
    if (!lost) return;
    const look = () => void check(false);
    const stop = onSignedIn(look);
    window.addEventListener('focus', look);
    return () => {
      stop();
      window.removeEventListener('focus', look);
    };
  }, [lost, check]);

  return (
    <Modal
      open={lost}
      title="会话已过期, 请重新登录"
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      centered
      footer={[
        <Button key="check" onClick={() => void check(true)}>
          我已登录, 接着办
        </Button>,
        <Button
          key="open"
          type="primary"
          autoFocus
          onClick={() => window.open(`/sign-in?return=${encodeURIComponent('/workbench/signed-in')}`, '_blank')}
        >
          在新窗口登录
        </Button>,
      ]}
    >
      <p className="shell-lost">已填写的内容仍在这一页。登录之后会自动接着刚才的操作, 不会重复提交。</p>
      {said !== null && <Alert type="warning" showIcon title={said} role="alert" />}
    </Modal>
  );
}
