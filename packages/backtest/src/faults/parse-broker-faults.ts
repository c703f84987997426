import { invalidValue } from '@tradewright/core';
import {
  type BrokerFaults,
  type FaultKind,
  faultKinds,
  type FaultSwitch,
} from './broker-faults.js';

/** A switch with every field present. */
export interface ResolvedSwitch {
  readonly probability: number;
  readonly orders: ReadonlySet<number>;
}

/** Faults with every field present. */
export interface ResolvedFaults {
  readonly seed: number;
  readonly delayMsMax: number;
  readonly lagMs: number;
  readonly rateLimit: { readonly callsMax: number; readonly windowMs: number } | undefined;
  readonly switches: Readonly<Record<FaultKind, ResolvedSwitch>>;
}

const others = ['seed', 'delayMsMax', 'lagMs', 'rateLimit'];

/**
 * Checks a script of faults and fills in the defaults.
 *
 * @throws SdkError `SETTINGS_INVALID`
 */
export function parseBrokerFaults(faults: BrokerFaults): ResolvedFaults {
  const known: readonly string[] = [...others, ...faultKinds];
  const unknown = Object.keys(faults).find((name) => !known.includes(name));
  if (unknown !== undefined) refuse(unknown, undefined, `one of ${known.join(', ')}`);
  const { seed, delayMsMax = 10_000, lagMs = 5000, rateLimit } = faults;
  if (!Number.isSafeInteger(seed)) refuse('seed', seed, 'a whole number');
  wholeAboveZero('delayMsMax', delayMsMax);
  wholeAboveZero('lagMs', lagMs);
  if (rateLimit !== undefined) {
    wholeAboveZero('rateLimit.callsMax', rateLimit.callsMax);
    wholeAboveZero('rateLimit.windowMs', rateLimit.windowMs);
  }
  const switches = Object.fromEntries(
    faultKinds.map((kind) => [kind, parseSwitch(kind, faults[kind] ?? 0)]),
  ) as Record<FaultKind, ResolvedSwitch>;
  return { seed, delayMsMax, lagMs, rateLimit, switches };
}

function parseSwitch(kind: FaultKind, value: FaultSwitch): ResolvedSwitch {
  const { probability = 0, orders = [] } =
    typeof value === 'number' ? { probability: value } : value;
  if (!(probability >= 0 && probability <= 1)) {
    refuse(`${kind}.probability`, probability, 'a number from 0 to 1');
  }
  const list: unknown = orders;
  const whole = Array.isArray(list) && list.every((one) => Number.isSafeInteger(one) && one >= 0);
  if (!whole) refuse(`${kind}.orders`, list, 'a list of order numbers');
  return { probability, orders: new Set(orders) };
}

function wholeAboveZero(field: string, value: unknown): void {
  if (Number.isSafeInteger(value) && Number(value) > 0) return;
  refuse(field, value, 'a whole number above zero');
}

function refuse(field: string, value: unknown, must: string): never {
  throw invalidValue('SETTINGS_INVALID', { field: `faults.${field}`, value, must });
}
