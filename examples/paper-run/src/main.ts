import { runProgram } from './run-program.js';

const interrupt = new AbortController();
process.on('SIGINT', () => {
  // The first one ends the run in order; the second one ends the process.
  if (interrupt.signal.aborted) process.exit(130);
  interrupt.abort();
});

// A reader such as `head` may leave early; that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runProgram(process.argv.slice(2), {
  folder: process.cwd(),
  environment: process.env,
  color: process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '',
  print: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
  interrupt: interrupt.signal,
  monotonicMs: () => performance.now(),
  isAlive: (pid) => {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      return error instanceof Error && 'code' in error && error.code === 'EPERM';
    }
  },
});
