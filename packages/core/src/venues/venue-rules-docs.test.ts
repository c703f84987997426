import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type OrderClass,
  type OrderType,
  orderClasses,
  orderTypes,
  timesInForce,
} from '../orders/order-request.js';
import { alpacaCrypto } from './alpaca-crypto.js';
import { alpacaEquities } from './alpaca-equities.js';
import { genericVenue } from './generic-venue.js';
import type { VenueClosedWindow, VenueCombination, VenueRules } from './venue-rules.js';

const page = new URL('../../../../docs/reference/venue-rules.md', import.meta.url);

describe('docs/reference/venue-rules.md', () => {
  it.each([genericVenue, alpacaEquities, alpacaCrypto])('shows the rules of $name', (rules) => {
    const begin = `<!-- rules of ${rules.name}, written by venue-rules-docs.test.ts -->\n`;
    const end = `<!-- end of ${rules.name} -->`;
    const text = readFileSync(page, 'utf8');
    const [, rest = ''] = text.split(begin);
    const [shown] = rest.split(end);
    const right = render(rules);
    expect(shown, `write this between "${begin.trim()}" and "${end}":\n\n${right}`).toBe(right);
  });

  it('shows every rule that there is', () => {
    const others: Record<string, unknown> = {
      ...genericVenue,
      timesInForce: alpacaCrypto.timesInForce,
      dayAfterClose: 'refused',
      replacement: { fields: [], fractionalQuantity: false },
    };
    for (const field of Object.keys(alpacaEquities).filter((each) => each !== 'name')) {
      const changed = { ...alpacaEquities, [field]: others[field] };
      expect(`${field}:${render(changed)}`).not.toBe(`${field}:${render(alpacaEquities)}`);
    }
  });
});

/** The rules as two tables: what an order may be, and everything else. */
function render(rules: VenueRules): string {
  return [
    '',
    table(
      ['Type', ...timesInForce],
      orderTypes.map((type) => [code(type), ...livesOf(rules, type)]),
    ),
    table(['What', 'Rule'], describeRules(rules)),
    ...rules.sources.map((source) => `- ${source}`),
    '',
  ].join('\n');
}

/** The classes that take a type with each time in force. */
function livesOf(rules: VenueRules, type: OrderType): string[] {
  return timesInForce.map((life) => {
    if (!rules.timesInForce[type].includes(life)) return '';
    const classes = orderClasses.filter((orderClass) => {
      const rule = rules.classes[orderClass];
      return rule?.entryTypes.includes(type) === true && rule.timesInForce.includes(life);
    });
    return classes.join(', ');
  });
}

function describeRules(rules: VenueRules): string[][] {
  const { replacement, groups, closedWindows, exitDistanceDecimals: decimals } = rules;
  const { fractionMin, max } = rules.notional;
  const purposes = orderClasses.filter((each) => (rules.classes[each]?.purpose ?? 'any') !== 'any');
  const purposeOf = (each: OrderClass): string => rules.classes[each]?.purpose ?? '';
  const parts = replacement.fractionalQuantity ? '' : '; a quantity only when it is whole';
  return [
    ['Version', rules.version],
    ['Only to enter or to exit', list(purposes.map((each) => `${code(each)} ${purposeOf(each)}`))],
    ['Least distance of exits', decimals === null ? 'one tick' : step(decimals)],
    ['Stops compared with the last price', yes(rules.beyondMark)],
    ['Extended hours', combination(rules.extendedHours)],
    ['Quantities that are not whole', combination(rules.fractions)],
    ['Least worth of such an order', fractionMin === null ? 'none' : String(fractionMin)],
    ['Greatest worth of an order', max === null ? 'none' : max.toLocaleString('en-US')],
    ['Price increments', describeBands(rules)],
    ['Short sales', describeShortSales(rules)],
    ['One order may close and open the other side', yes(rules.crossesZero)],
    ['No `opg` orders', describeWindow(closedWindows.opg)],
    ['No `cls` orders', describeWindow(closedWindows.cls)],
    ['`day` orders outside a session', words[rules.dayAfterClose]],
    ['Wash trades', describeWashTrades(rules)],
    ['A replacement may change', `${list(replacement.fields.map(code))}${parts}`],
    ['Exits of a group', `${words[groups.legsActivate]}; ${words[groups.legsOfPartFill]}`],
    ['Stop orders to buy', describeCollar(rules)],
  ];
}

const words = {
  'next-session': 'wait for the next one',
  refused: 'refused',
  'each-fill': 'work for what the entry has filled',
  'complete-fill': 'work once the entry is filled completely',
  'kept-for-part': 'stay for the filled part when it ends before',
  canceled: 'are canceled when it ends before',
} as const;

function describeBands({ priceBands }: VenueRules): string {
  if (priceBands === null) return 'those of the instrument';
  return list(priceBands.map(({ from, decimals }) => `${step(decimals)} from ${from} on`));
}

function describeShortSales({ shortSelling }: VenueRules): string {
  if (!shortSelling.allowed) return 'no';
  return shortSelling.wholeOnly ? 'whole quantities' : 'yes';
}

function describeWashTrades({ washTrades }: VenueRules): string {
  if (washTrades === null) return 'not checked';
  const exempt = [...washTrades.exemptClasses, ...washTrades.exemptTypes];
  return `refused, but for ${list(exempt.map(code))}`;
}

function describeCollar({ buyStopCollar }: VenueRules): string {
  if (buyStopCollar === null) return 'stay as they are';
  const bands = buyStopCollar.map(
    ({ from, fraction }) => `${String(fraction * 100)} % above stops from ${from} on`,
  );
  return `become stop-limit orders: ${list(bands)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return `${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}

function combination(rule: VenueCombination | null): string {
  if (rule === null) return 'none';
  return [rule.types, rule.timesInForce, rule.classes]
    .map((each) => list(each.map(code)))
    .join('; ');
}

function describeWindow(window: VenueClosedWindow | null): string {
  if (window === null) return 'never';
  const { minutesBefore, before, minutesAfterOpen } = window;
  const begin = `from ${minutesBefore} minutes before the ${before}`;
  return `${begin} until ${minutesAfterOpen} minutes after the open`;
}

const code = (text: string): string => `\`${text}\``;
const list = (texts: readonly string[]): string => (texts.length === 0 ? 'none' : texts.join(', '));
const step = (decimals: number): string => (10 ** -decimals).toFixed(decimals);
const yes = (value: boolean): string => (value ? 'yes' : 'no');
