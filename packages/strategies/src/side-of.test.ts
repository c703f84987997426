import { expect, it } from 'vitest';
import { sideOf } from './side-of.js';

it('takes averages that differ by their last bits for equal, and a tick for a side', () => {
  // The same closes summed in another order.
  expect(sideOf((0.1 + 0.2 + 0.3) / 3, (0.3 + 0.2 + 0.1) / 3)).toBe(0);
  expect(sideOf(1e6 + 1e-4, 1e6)).toBe(1);
  expect(sideOf(0.0001, 0.0002)).toBe(-1);
  expect(sideOf(0, 0)).toBe(0);
});
