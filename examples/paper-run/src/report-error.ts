import { isSdkError, type SdkError } from '@tradewright/core';
import type { Paint } from './console/paint.js';
import { exitCode } from './exit-code.js';
import type { ProgramHost } from './program-host.js';

/** How an error is told. */
export interface ErrorFrame {
  readonly host: ProgramHost;
  readonly json: boolean;
  readonly paint: Paint;
}

/** Faults of what the user gave: nothing was done. */
const inputCodes: readonly string[] = [
  'BARS_INVALID',
  'CALENDAR_OUT_OF_RANGE',
  'CURRENCY_MISMATCH',
  'SETTINGS_INVALID',
  'SYMBOL_INVALID',
  'TIME_INVALID',
  'VALUE_INVALID',
];

/** Tells an error in the form that was asked for, and returns the exit code. */
export function reportError(error: unknown, { host, json, paint }: ErrorFrame): number {
  const known = isSdkError(error);
  const bad = known && inputCodes.includes(error.code);
  const code = bad ? exitCode.badConfiguration : exitCode.failed;
  if (json) host.print(`${JSON.stringify(errorDocument(error, code), null, 2)}\n`);
  else host.complain(`${describe(error, paint).join('\n')}\n`);
  return code;
}

function errorDocument(error: unknown, code: number): object {
  const facts = isSdkError(error)
    ? { code: error.code, message: error.message, ...inputFacts(error) }
    : { code: 'FAILURE', message: messageOf(error) };
  return { outcome: code === exitCode.failed ? 'failed' : 'invalid', exitCode: code, error: facts };
}

function describe(error: unknown, paint: Paint): readonly string[] {
  if (!isSdkError(error)) return [paint.bad(`✗ ${messageOf(error)}`)];
  // The message already names field, value and fix.
  return [
    paint.bad(`✗ ${error.message}`),
    paint.faint(`  ${error.code}, explained in ${error.docsUrl}`),
  ];
}

/** Field, value and fix, as far as the error names them. */
function inputFacts({ details }: SdkError): Readonly<Record<string, string>> {
  const { field, value, fix } = details;
  return Object.fromEntries(
    Object.entries({ field, value, fix }).flatMap(([name, fact]) =>
      typeof fact === 'string' ? [[name, fact]] : [],
    ),
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
