// Installs what tests need beyond npm packages: a browser, for the test that runs core in one.
// Plain JavaScript, because it runs before anything else.
import { spawnSync } from 'node:child_process';
import process from 'node:process';

const packages = { chromium: ['chromium', 'chromium-browser', 'google-chrome'] };

/** @type {(program: string) => boolean} */
function isInstalled(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** @type {(parameters: readonly string[]) => boolean} */
function apt(parameters) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const { status } = spawnSync('apt-get', ['-qq', ...parameters], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 600_000,
  });
  return status === 0;
}

/** @type {(name: string) => boolean} */
function install(name) {
  console.log(`test set-up: installing ${name} with apt-get`);
  return apt(['update']) && apt(['install', '-y', '--no-install-recommends', name]);
}

for (const [name, programs] of Object.entries(packages)) {
  if (programs.some(isInstalled)) continue;
  const canInstall = process.getuid?.() === 0 && isInstalled('apt-get');
  if (canInstall && install(name)) continue;
  const reason = canInstall ? 'it could not be installed' : 'not root, or no apt-get here';
  console.log(`test set-up: no ${name} (${reason}); tests that need it are skipped and say so`);
}
