import { describe, expect, it } from 'vitest';
import { DeskUnderTest, type DeskSettings, type Wanted } from '../../../test/desk-under-test.js';
import { limitRules } from './limit-rules.js';
import { parseRiskLimits, researchLimits, type RiskLimits } from './risk-limits.js';

/** Only the limit under test binds. */
const only = (limits: RiskLimits): DeskSettings => ({ limits: { ...researchLimits(), ...limits } });

interface Edge {
  readonly code: string;
  readonly label: string;
  readonly settings: DeskSettings;
  readonly prepare?: (under: DeskUnderTest) => void;
  readonly passes: Wanted;
  readonly refused: Wanted;
  /** The numbers compared in the refusal. */
  readonly actual: number;
  readonly limit: number;
}

const edges: readonly Edge[] = [
  {
    code: 'MAX_ORDER_QUANTITY',
    label: 'order quantity',
    settings: only({ orderQuantityMax: 40 }),
    passes: { units: 40 },
    refused: { units: 41 },
    actual: 41,
    limit: 40,
  },
  {
    code: 'MAX_ORDER_NOTIONAL',
    label: 'order notional',
    settings: only({ orderNotionalMax: 4000 }),
    passes: { units: 40 },
    refused: { units: 41 },
    actual: 4100,
    limit: 4000,
  },
  {
    code: 'MAX_ORDER_NOTIONAL',
    label: 'order notional of a buy above the mark, at its limit price',
    settings: only({ orderNotionalMax: 4000 }),
    passes: { units: 40, limitUnits: 100_00 },
    refused: { units: 40, limitUnits: 100_01 },
    actual: 4000.4,
    limit: 4000,
  },
  {
    code: 'MAX_ORDER_NOTIONAL',
    label: 'order notional of a buy below the mark, at the mark',
    settings: only({ orderNotionalMax: 4000 }),
    passes: { units: 40, limitUnits: 1_00 },
    refused: { units: 41, limitUnits: 1_00 },
    actual: 4100,
    limit: 4000,
  },
  {
    code: 'MAX_ORDER_NOTIONAL',
    label: 'order notional of a short sale above the mark, at its limit price',
    settings: only({ orderNotionalMax: 4000 }),
    passes: { units: -20, limitUnits: 200_00 },
    refused: { units: -20, limitUnits: 200_01 },
    actual: 4000.2,
    limit: 4000,
  },
  {
    code: 'MAX_POSITION',
    label: 'worst-case position',
    settings: only({ positionQuantityMax: 100 }),
    prepare: (under) => under.hold(0, 60),
    passes: { units: 40 },
    refused: { units: 41 },
    actual: 101,
    limit: 100,
  },
  {
    code: 'MAX_POSITION',
    label: 'worst-case position with a working buy',
    settings: only({ positionQuantityMax: 100 }),
    prepare: (under) => {
      under.hold(0, 60);
      expect(under.review({ units: 30 }).codes).toEqual([]);
    },
    passes: { units: 10 },
    refused: { units: 11 },
    actual: 101,
    limit: 100,
  },
  {
    code: 'MAX_POSITION',
    label: 'worst-case short position',
    settings: only({ positionQuantityMax: 100 }),
    prepare: (under) => under.hold(0, -60),
    passes: { units: -40 },
    refused: { units: -41 },
    actual: 101,
    limit: 100,
  },
  {
    code: 'MAX_POSITION',
    label: 'worst-case position value',
    settings: only({ positionFractionMax: 0.2 }),
    passes: { units: 200 },
    refused: { units: 201 },
    actual: 20_100,
    limit: 20_000,
  },
  {
    code: 'GROSS_EXPOSURE',
    label: 'worst-case gross exposure, another symbol held',
    settings: only({ grossFractionMax: 0.5 }),
    prepare: (under) => under.hold(1, 400),
    passes: { units: 300 },
    refused: { units: 301 },
    actual: 50_100,
    limit: 50_000,
  },
  {
    code: 'GROSS_EXPOSURE',
    label: 'worst-case gross exposure, another symbol short',
    settings: only({ grossFractionMax: 0.5 }),
    prepare: (under) => under.hold(1, -400),
    passes: { units: 300 },
    refused: { units: 301 },
    actual: 50_100,
    limit: 50_000,
  },
  {
    code: 'GROSS_EXPOSURE',
    label: 'worst-case gross exposure, another symbol only ordered',
    settings: only({ grossFractionMax: 0.5 }),
    prepare: (under) => expect(under.review({ slot: 1, units: 400 }).codes).toEqual([]),
    passes: { units: 300 },
    refused: { units: 301 },
    actual: 50_100,
    limit: 50_000,
  },
  {
    code: 'BUYING_POWER',
    label: 'cash of a market buy, with the collar',
    settings: only({ cashFractionMax: 0.5, collarFraction: 0.25 }),
    passes: { units: 400 },
    refused: { units: 401 },
    actual: 50_125,
    limit: 50_000,
  },
  {
    code: 'BUYING_POWER',
    label: 'cash of a limit buy, without the collar',
    settings: only({ cashFractionMax: 0.5, collarFraction: 0.25 }),
    passes: { units: 1000, limitUnits: 50_00 },
    refused: { units: 1000, limitUnits: 50_01 },
    actual: 50_010,
    limit: 50_000,
  },
  {
    code: 'BUYING_POWER',
    label: 'cash of all working buys, of all symbols',
    settings: only({ cashFractionMax: 0.5, collarFraction: 0 }),
    prepare: (under) => {
      expect(under.review({ units: 200 }).codes).toEqual([]);
      expect(under.review({ slot: 1, units: 400 }).codes).toEqual([]);
    },
    passes: { units: 100 },
    refused: { units: 101 },
    actual: 50_100,
    limit: 50_000,
  },
  {
    code: 'SHORT_NOT_ALLOWED',
    label: 'quantity sold short',
    settings: only({ shortSelling: false }),
    prepare: (under) => under.hold(0, 10),
    passes: { units: -10 },
    refused: { units: -11 },
    actual: 1,
    limit: 0,
  },
  {
    code: 'SHORT_NOT_ALLOWED',
    label: 'quantity sold short by two working sales together',
    settings: only({ shortSelling: false }),
    prepare: (under) => {
      under.hold(0, 10);
      expect(under.review({ units: -6 }).codes).toEqual([]);
    },
    passes: { units: -4 },
    refused: { units: -5 },
    actual: 1,
    limit: 0,
  },
];

function under({ settings, prepare }: Edge): DeskUnderTest {
  const made = new DeskUnderTest(settings);
  prepare?.(made);
  return made;
}

describe('the limits', () => {
  it.each(edges)('$code lets through what just fits: $label', (edge) => {
    const { codes, approved } = under(edge).review(edge.passes);
    expect(codes).toEqual([]);
    expect(approved).toBeDefined();
  });

  it.each(edges)('$code refuses the nearest that does not: $label', (edge) => {
    const { codes, approved, refusals } = under(edge).review(edge.refused);
    expect(codes).toEqual([edge.code]);
    expect(approved).toBeUndefined();
    expect(refusals[0]?.actual).toBeCloseTo(edge.actual, 9);
    expect(refusals[0]?.limit).toBeCloseTo(edge.limit, 9);
    expect(refusals[0]?.message).toMatch(/ must be at most [\d.]+, was [\d.]+$/);
  });

  it('DAILY_LOSS lets through at the limit and refuses beyond it', () => {
    const made = new DeskUnderTest(only({ dailyLossFractionMax: 0.05 }));
    made.account.dayStartEquity = 100_000;
    made.account.equity = 95_000;
    expect(made.review({ units: 1 }).codes).toEqual([]);
    made.account.equity = 94_999.99;
    const { refusals } = made.review({ units: 1 });
    expect(refusals).toEqual([
      {
        code: 'DAILY_LOSS',
        message: 'loss of the day must be at most 5000, was 5000.009999999995',
        actual: 100_000 - 94_999.99,
        limit: 5000,
      },
    ]);
  });

  it('NO_FRESH_PRICE refuses a buy without a price even when every bound is lifted', () => {
    const made = new DeskUnderTest({ limits: researchLimits(), marks: [Number.NaN, 50] });
    const { codes, refusals } = made.review({ units: 1 });
    expect(codes).toEqual(['NO_FRESH_PRICE']);
    expect(refusals[0]?.actual).toBe(1);
    expect(refusals[0]?.limit).toBe(0);
    made.account.mark[0] = 100;
    expect(made.review({ units: 1 }).codes).toEqual([]);
  });

  it('lists every reason at once, in one stable order', () => {
    const made = new DeskUnderTest({ cash: 1000 });
    made.account.equity = 900;
    expect(made.review({ units: 2000 }).codes).toEqual([
      'MAX_ORDER_QUANTITY',
      'MAX_ORDER_NOTIONAL',
      'MAX_POSITION',
      'MAX_POSITION',
      'GROSS_EXPOSURE',
      'DAILY_LOSS',
      'BUYING_POWER',
    ]);
    expect(made.review({ units: -1 }).codes).toEqual(['DAILY_LOSS', 'SHORT_NOT_ALLOWED']);
  });
});

describe('limitRules', () => {
  it('makes no rule for a bound that is lifted', () => {
    const codes = limitRules(parseRiskLimits(researchLimits())).map(({ code }) => code);
    expect(codes).toEqual(['NO_FRESH_PRICE']);
  });

  it('stops increasing orders only', () => {
    const scopes = limitRules(parseRiskLimits({})).map(({ scope }) => scope);
    expect(scopes).toEqual(new Array(9).fill('increasing'));
  });
});
