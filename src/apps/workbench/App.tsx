import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useMemo } from 'react';
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { EmptyState, newQueryClient, useIsCoarse, useIsPhone, usePrefersDark, usePrefersStill } from '#ui/workbench';
import '../../ui/workbench/workbench.css';
import './shell.css';
import { routes } from './routes.tsx';
import { styleNonce } from './style-nonce.ts';
import { themeFor } from './theme.ts';

dayjs.locale('zh-cn');

const queryClient = newQueryClient();
const router = createBrowserRouter([...routes], { basename: '/workbench/' });

/** Lists and notices that open over a page belong to its main part, for those who go by landmarks. */
const popupPlace = () => document.getElementById('content') ?? document.body;

export function App() {
  const dark = usePrefersDark();
  const phone = useIsPhone();
  const coarse = useIsCoarse();
  const still = usePrefersStill();
  const roomy = phone || coarse;
  const theme = useMemo(() => themeFor({ dark, roomy, still }), [dark, roomy, still]);
  return (
    <ConfigProvider
      locale={zhCN}
      theme={theme}
      csp={{ nonce: styleNonce }}
      getPopupContainer={popupPlace}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
      renderEmpty={() => <EmptyState title="没有内容" />}
    >
      <QueryClientProvider client={queryClient}>
        <AntApp>
          <RouterProvider router={router} />
        </AntApp>
      </QueryClientProvider>
    </ConfigProvider>
  );
}
