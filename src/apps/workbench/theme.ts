import { type ThemeConfig, theme } from 'antd';

const FONT =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Source Han Sans SC", "Noto Sans CJK SC", system-ui, sans-serif';

/** Ant Design in the colours of workbench.css. `roomy`: fingers, not a mouse (44 px). */
export function themeFor({ dark, roomy, still }: { dark: boolean; roomy: boolean; still: boolean }): ThemeConfig {
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      ...(dark ? DARK : LIGHT),
      fontFamily: FONT,
      fontSize: 14,
      borderRadius: 4,
      borderRadiusLG: 6,
      controlHeight: roomy ? 44 : 36,
      controlHeightSM: roomy ? 36 : 28,
      controlHeightLG: 48,
      motion: !still,
      wireframe: false,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
      Table: {
        cellPaddingBlockMD: 10,
        cellPaddingInlineMD: 16,
        headerBorderRadius: 0,
        headerSplitColor: 'transparent',
        ...(dark
          ? { headerBg: '#22272d', headerColor: '#b6bcc4', rowHoverBg: '#232a32', borderColor: '#30353c' }
          : { headerBg: '#faf9f7', headerColor: '#4c545e', rowHoverBg: '#f5f8fc', borderColor: '#e4e2dd' }),
      },
      Menu: dark
        ? { itemSelectedBg: '#22303f', itemSelectedColor: '#8fb7ee', itemBg: 'transparent' }
        : { itemSelectedBg: '#e9eff7', itemSelectedColor: '#1d4f91', itemBg: 'transparent' },
      Segmented: dark
        ? { trackBg: '#2a3037', itemSelectedBg: '#46505b', itemSelectedColor: '#ffffff' }
        : { trackBg: '#e9e8e4' },
    },
  };
}

const LIGHT: NonNullable<ThemeConfig['token']> = {
  colorPrimary: '#1d4f91',
  colorInfo: '#1d4f91',
  colorLink: '#1d4f91',
  colorSuccess: '#1b6e3c',
  colorWarning: '#8a5a00',
  colorError: '#b3261e',
  colorTextBase: '#1f2328',
  colorBgLayout: '#f4f3f0',
  colorText: '#1f2328',
  colorTextSecondary: '#4c545e',
  colorTextTertiary: '#626a75',
  colorTextDescription: '#626a75',
  colorTextPlaceholder: '#6b727d',
  colorTextDisabled: '#767d87',
  colorBorder: '#c7c8c6',
  colorBorderSecondary: '#e4e2dd',
  // The algorithm makes mud of dark yellows: the grounds of notices are those of the lamps.
  colorWarningBg: '#fdf6e6',
  colorWarningBorder: '#e3cf9d',
  colorErrorBg: '#fdf0ee',
  colorErrorBorder: '#e8b9b4',
  colorSuccessBg: '#eef6f1',
  colorSuccessBorder: '#b4d3c0',
  colorInfoBg: '#eef3fa',
  colorInfoBorder: '#b9cbe4',
};

const DARK: NonNullable<ThemeConfig['token']> = {
  colorPrimary: '#3b73bd',
  colorInfo: '#3b73bd',
  colorLink: '#8fb7ee',
  colorSuccess: '#74c393',
  colorWarning: '#dcb35c',
  colorError: '#f28b84',
  colorBgBase: '#15181c',
  colorBgLayout: '#15181c',
  colorBgContainer: '#1d2126',
  colorBgElevated: '#252b31',
  colorText: '#e6e7e8',
  colorTextSecondary: '#b6bcc4',
  colorTextTertiary: '#9aa2ac',
  colorTextDescription: '#9aa2ac',
  colorTextPlaceholder: '#8d959f',
  colorTextDisabled: '#7f8791',
  colorBorder: '#4a515a',
  colorBorderSecondary: '#30353c',
  colorWarningBg: '#2d2718',
  colorWarningBorder: '#5d4e27',
  colorErrorBg: '#33211f',
  colorErrorBorder: '#6b3d39',
  colorSuccessBg: '#1d2a22',
  colorSuccessBorder: '#365c44',
  colorInfoBg: '#1f2a37',
  colorInfoBorder: '#34506f',
};
