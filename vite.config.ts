import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The server puts the nonce of each answer in the place of this word (style elements; scripts come from files). */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/** Beside every text asset its `.br` and `.gz`, so that the server only sends. Not index.html: it is filled per answer. */
function precompress(): Plugin {
  let folder = '';
  return {
    name: 'precompress',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    async writeBundle(_, bundle) {
      const names = Object.keys(bundle).filter((name) => /\.(js|css|svg|json|webmanifest)$/.test(name));
      for (const name of names) {
        const text = await readFile(join(folder, name));
        if (text.length < 1024) continue;
        const params = {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
        };
        await writeFile(join(folder, `${name}.br`), await promisify(brotliCompress)(text, { params }));
        await writeFile(join(folder, `${name}.gz`), await promisify(gzip)(text, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  root: join(import.meta.dirname, 'src/apps/workbench'),
  base: '/workbench/',
  publicDir: false,
  cacheDir: join(import.meta.dirname, 'node_modules/.cache/vite'),
  plugins: [react(), precompress()],
  html: { cspNonce: NONCE_PLACEHOLDER },
  build: {
    outDir: '../../../dist/workbench',
    emptyOutDir: true,
    // The last browsers of Windows 7 and of domestic systems still in offices.
    target: ['chrome109', 'edge109', 'firefox115', 'safari16'],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      // The front door of the widgets is no reason to load them all: a page brings those it uses.
      treeshake: { moduleSideEffects: [{ test: /[\\/]src[\\/]ui[\\/]workbench[\\/].*\.tsx?$/, sideEffects: false }] },
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|react-router|scheduler|@tanstack)[\\/]/,
              priority: 2,
            },
            {
              name: 'antd-base',
              test: /node_modules[\\/](@ant-design[\\/](cssinjs|cssinjs-utils|colors|fast-color|icons|icons-svg)|dayjs|@rc-component[\\/]util)[\\/]/,
              priority: 1,
            },
          ],
        },
      },
    },
  },
});
