import { isFinished, type Refusal } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { DeskUnderTest } from '../../../test/desk-under-test.js';
import { researchLimits } from './risk-limits.js';
import type { RiskRule } from './risk-rule.js';

const research = researchLimits();
const warmUp: Refusal = { code: 'WARMING_UP', message: 'not yet' };
const stop: Refusal = { code: 'TRADING_STOPPED', message: 'trading is stopped: by hand' };

describe('reviewOrder', () => {
  it('freezes what it approves and reserves it in the same step', () => {
    const { order, approved } = new DeskUnderTest().review({ units: 10 });
    expect(approved).toBe(order.intent);
    expect(Object.isFrozen(approved)).toBe(true);
    expect(order.reservedUnits).toBe(10);
    expect(order.status).toBe('pending');
  });

  it('denies with its reasons, and then reserves nothing (RK21)', () => {
    const under = new DeskUnderTest();
    const { order, approved } = under.review({ units: 2000 });
    expect(approved).toBeUndefined();
    expect(order.status).toBe('denied');
    expect(isFinished(order.facts, 0, 2000)).toBe(true);
    const { buyUnits, cash, live } = under.desk.reservations;
    expect([order.reservedUnits, buyUnits[0], cash[0], live]).toEqual([0, 0, 0, 0]);
  });

  it('keeps the numbers of both verdicts for explanations', () => {
    const under = new DeskUnderTest();
    under.review({ units: 10 });
    under.review({ units: 2000 });
    expect(under.desk.log.length).toBe(2);
    expect(under.desk.log.find(0)?.increases).toBe(true);
    expect(under.desk.log.find(2)).toBeUndefined();
  });

  describe('with a gate', () => {
    it('that is always closed denies entries and exits', () => {
      const under = new DeskUnderTest();
      under.hold(0, 10);
      const gate = { scope: 'always', refusal: warmUp } as const;
      expect(under.review({ units: 1 }, gate).codes).toEqual(['WARMING_UP']);
      expect(under.review({ units: -1 }, gate).codes).toEqual(['WARMING_UP']);
    });

    it('that stops increasing orders lets exits pass', () => {
      const under = new DeskUnderTest();
      under.hold(0, 10);
      const gate = { scope: 'increasing', refusal: stop } as const;
      expect(under.review({ units: 1 }, gate).codes).toEqual(['TRADING_STOPPED']);
      expect(under.review({ units: -10 }, gate).codes).toEqual([]);
    });
  });

  describe('with rules of the user', () => {
    const rule = (review: RiskRule['review'], scope: RiskRule['scope'] = 'always'): RiskRule => ({
      code: 'MY_RULE',
      scope,
      review,
    });

    it('denies with the code of the rule and its numbers', () => {
      const under = new DeskUnderTest({
        rules: [
          rule(({ quantity }) => ({ message: 'too many', actual: quantity, limit: 3 }), 'always'),
        ],
      });
      expect(under.review({ units: 5 }).refusals).toEqual([
        { code: 'MY_RULE', message: 'too many', actual: 5, limit: 3 },
      ]);
    });

    it('lets pass what no rule objects to', () => {
      const under = new DeskUnderTest({ rules: [rule(() => undefined)] });
      expect(under.review({ units: 5 }).approved).toBeDefined();
    });

    it('cannot approve what a limit refuses, nor take another code', () => {
      const approving = rule(() => undefined);
      const lying = rule(() => ({ code: 'FINE', message: 'fine' }) as { message: string });
      const under = new DeskUnderTest({ rules: [approving, lying] });
      const { codes, approved } = under.review({ units: 2000 });
      expect(approved).toBeUndefined();
      expect(codes.slice(0, 2)).toEqual(['MAX_ORDER_QUANTITY', 'MAX_ORDER_NOTIONAL']);
      expect(codes.at(-1)).toBe('MY_RULE');
    });

    it.each([
      ['an error', new Error('no data'), 'the rule failed, so the order is refused: no data'],
      ['text', 'oops', 'the rule failed, so the order is refused: "oops"'],
      ['nothing', undefined, 'the rule failed, so the order is refused: undefined'],
    ])('denies when a rule throws %s', (_, thrown, message) => {
      const under = new DeskUnderTest({
        limits: research,
        rules: [
          rule(() => {
            throw thrown as Error;
          }),
        ],
      });
      const { refusals, approved } = under.review({ units: 1 });
      expect(approved).toBeUndefined();
      expect(refusals).toEqual([{ code: 'MY_RULE', message }]);
    });

    it('asks a rule for increasing orders only about those', () => {
      const asked: number[] = [];
      const note = rule(({ quantity }) => void asked.push(quantity), 'increasing');
      const under = new DeskUnderTest({ rules: [note] });
      under.hold(0, 10);
      under.review({ units: 3 });
      under.review({ units: -4 });
      expect(asked).toEqual([3]);
    });

    it('shows a rule the facts and the symbol', () => {
      const seen: unknown[] = [];
      const under = new DeskUnderTest({
        limits: { ...research, collarFraction: 0.1 },
        rules: [rule((facts, symbol) => void seen.push({ ...facts, symbol }))],
      });
      under.hold(0, 10);
      under.hold(1, -20);
      under.review({ units: 5, limitUnits: 101_00 });
      expect(seen).toEqual([
        {
          symbol: 'A',
          one: 1,
          quantity: 5,
          price: 101,
          notional: 505,
          position: 10,
          worstPosition: 15,
          worstBefore: 10,
          soldShort: 0,
          worstNotional: 1500,
          gross: 2500,
          equity: 100_000,
          dailyLoss: 0,
          dayStartEquity: 100_000,
          cash: 100_000,
          cashNeeded: 505,
          mark: 100,
          unpriced: 0,
        },
      ]);
    });
  });
});
