import { spawnSync } from 'node:child_process';
import { root } from './workspace.js';

/** Everything that must hold before a change is merged, cheapest first. CI runs the same. */
const steps = [
  'build',
  'typecheck',
  'format:check',
  'check:dependencies',
  'check:unused',
  'check:api',
  'lint',
  'check:packages',
  'coverage',
  'check:pack',
];

interface Outcome {
  readonly step: string;
  readonly passed: boolean;
  readonly seconds: string;
}

function run(step: string): Outcome {
  console.log(`\n── ${step}`);
  const start = performance.now();
  const { status } = spawnSync('npm', ['run', '--silent', step], { cwd: root, stdio: 'inherit' });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  return { step, passed: status === 0, seconds };
}

// One failure must not hide the next.
const outcomes = steps.map(run);
console.log('');
for (const { step, passed, seconds } of outcomes) {
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${step.padEnd(20)} ${seconds.padStart(6)} s`);
}
process.exitCode = outcomes.every(({ passed }) => passed) ? 0 : 1;
