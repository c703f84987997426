import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { portableRun } from './portable-run.js';

const programs = ['chromium', 'chromium-browser', 'google-chrome'];
const browser = programs.find((one) => spawnSync(one, ['--version']).status === 0);
if (browser === undefined) {
  console.log('skipped: no Chromium on this machine; the test set-up installs it when it may');
}

const folder = mkdtempSync(join(tmpdir(), 'tradewright-browser-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** One page with core, risk, kernel, indicators and backtest in it, and no request to anywhere. */
async function writePage(): Promise<{ readonly page: string; readonly bytes: number }> {
  const bundle = await build({
    stdin: {
      contents: `import { portableRun } from './portable-run.ts';
        const show = (value) => { document.title = JSON.stringify(value); };
        portableRun().then(show, (error) => show({ error: String(error) }));`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    minify: true,
    write: false,
    tsconfig: join(import.meta.dirname, '../../tsconfig.json'),
  });
  const [script] = bundle.outputFiles;
  const page = join(folder, 'page.html');
  const text = (script?.text ?? '').replaceAll('</script', '<\\/script');
  writeFileSync(page, `<!doctype html><title>running</title><script>${text}</script>`);
  return { page, bytes: text.length };
}

describe('the pure packages in a browser', () => {
  it.skipIf(browser === undefined)(
    'run a backtest with the hash of Node',
    { timeout: 90_000 },
    async () => {
      const here = await portableRun();
      expect(here.fills).toBeGreaterThan(50);
      const { page, bytes } = await writePage();
      const flags = [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
      ];
      const { stdout } = await promisify(execFile)(
        browser ?? '',
        [
          ...flags,
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
          `--user-data-dir=${join(folder, 'profile')}`,
          '--virtual-time-budget=20000',
          '--dump-dom',
          `file://${page}`,
        ],
        { timeout: 80_000 },
      );
      const title = /<title>(.*?)<\/title>/s.exec(stdout)?.[1] ?? '';
      const there = JSON.parse(title.replaceAll('&quot;', '"')) as unknown;
      expect(there).toEqual(here);
      console.log(`browser bundle: ${Math.round(bytes / 1024)} kB minified`);
    },
  );
});
