import { WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect } from 'react';
import { isRouteErrorResponse, useLocation, useRouteError } from 'react-router';
import { EmptyState, formatInstant, isApiProblem } from '#ui/workbench';
import { NotFound } from './NotFound.tsx';

const RELOADED = 'wb-reloaded';

/** A page broke. Says what happened, what was kept, what to do, and a number or the moment to quote. */
export function RouteError({ inside }: { inside?: boolean }) {
  const error = useRouteError();
  const { pathname } = useLocation();
  const outdated = isOutdated(error);

  useEffect(() => {
    // After an upgrade the old page asks for files that are gone: load the new one, once.
    if (!outdated || sessionStorage.getItem(RELOADED) === pathname) return;
    sessionStorage.setItem(RELOADED, pathname);
    location.reload();
  }, [outdated, pathname]);

  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  const number = isApiProblem(error) ? error.requestId : undefined;
  return (
    <div className={inside ? 'wb-page' : 'shell-alone'} role="alert">
      <title>页面出错</title>
      <EmptyState
        icon={<WarningOutlined aria-hidden="true" />}
        title={isApiProblem(error) ? error.sentence : outdated ? '平台已更新, 请重新载入' : '这个页面出了故障'}
        action={
          <div className="wb-actions">
            <Button href="/workbench/">回到首页</Button>
            <Button type="primary" onClick={() => location.reload()}>
              重新载入
            </Button>
          </div>
        }
      >
        <p>已填写的内容保存在本机, 重新载入后仍在。仍不行时, 把下面的编号告诉系统管理员。</p>
        <p className="wb-refusal-number">{number ?? `${formatInstant(new Date().toISOString())} ${pathname}`}</p>
      </EmptyState>
    </div>
  );
}

function isOutdated(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    /dynamically imported module|Importing a module script failed|error loading dynamically/i.test(error.message)
  );
}
