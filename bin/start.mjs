// Plain JavaScript on purpose: it must say something sensible under a Node that cannot read the program itself.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST = 26;
const here = dirname(fileURLToPath(import.meta.url));

if (Number(process.versions.node.split('.')[0]) >= OLDEST) {
  // Started by an older Node (below): end with it, even if it is killed.
  if (process.send) {
    process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
    process.channel?.unref();
  }
  const { explain } = await import('../src/apps/boot.ts');
  try {
    const { serve } = await import('../src/apps/server.ts');
    await serve({ words: process.argv.slice(2) });
  } catch (fault) {
    console.error(explain(fault));
    process.exit(1);
  }
} else {
  const node = join(here, '../node_modules/.bin/node');
  if (!existsSync(node))
    fail(`需要 Node ${OLDEST} 或更新的版本 (现在是 ${process.version}): 请先执行 npm ci, 它会带来所需的 Node。`);
  const trial = spawnSync(node, ['--version'], { encoding: 'utf8' });
  if (trial.status !== 0) {
    if (/libatomic/.test(trial.stderr ?? ''))
      fail('系统缺少 libatomic1: 请以管理员执行 apt-get install libatomic1 (或 dnf install libatomic) 后重试。');
    fail(`${node} 无法运行: ${(trial.stderr ?? '').trim() || trial.error?.message}`);
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // Its own process group, so that Ctrl-C reaches it once, through us.
    detached: true,
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
