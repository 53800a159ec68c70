import { CheckCircleOutlined } from '@ant-design/icons';
import { useEffect } from 'react';
import { EmptyState } from '#ui/workbench';
import { tellSignedIn } from './signed-in-channel.ts';

/** Where the sign-in page of the second window leads: tells the first one and closes itself. */
export function SignedIn() {
  useEffect(() => {
    tellSignedIn();
    const timer = window.setTimeout(() => window.close(), 600);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <div className="shell-alone">
      <title>已登录</title>
      <EmptyState icon={<CheckCircleOutlined aria-hidden="true" />} title="已登录">
        可以关闭这个窗口, 回到原来的页面接着办。或者<a href="/workbench/">从首页开始</a>。
      </EmptyState>
    </div>
  );
}
