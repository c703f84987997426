import { describe, expect, it } from 'vitest';
import { explicitTypedArrays } from './explicit-typed-arrays.js';
import { lintProbe } from './lint-probe.js';

const refused = [
  'export function f() { return new Float64Array(1); }',
  'export function f(x = new Float64Array(1)): number { return x.length; }',
  'export const f = () => ({ x: new Int32Array(1) });',
  'export const x = new Float64Array(1);',
  'export class C { readonly x = new Float64Array(1); }',
  'export class C { f() { return [new Float64Array(1)]; } }',
  'export class C { get x() { return new BigInt64Array(1); } }',
  'export interface I { readonly x: Float64Array<ArrayBuffer>; }',
];

const allowed = [
  'export function f(): Float64Array { return new Float64Array(1); }',
  'export function f(x: Float64Array = new Float64Array(1)): number { return x.length; }',
  'export const f = (): Float64Array => new Float64Array(1);',
  'export const x: Float64Array = new Float64Array(1);',
  'export class C { readonly x: Float64Array = new Float64Array(1); }',
  'export class C { readonly #x = new Float64Array(1); f(): number { return this.#x.length; } }',
  'export class C { private readonly x = new Float64Array(1); f(): number { return this.x[0]!; } }',
  'export interface I { readonly x: Float64Array; }',
  'function inner() { return new Float64Array(1); } export const n = inner().length;',
];

describe('explicit-typed-arrays', () => {
  it.each(refused)('refuses %s', (text) => {
    expect(lintProbe(explicitTypedArrays, text)).toHaveLength(1);
  });

  it.each(allowed)('allows %s', (text) => {
    expect(lintProbe(explicitTypedArrays, text)).toEqual([]);
  });
});
