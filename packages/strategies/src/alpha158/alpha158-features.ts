import type { FeatureDefinition } from './feature-set.js';

/** Where `VWAP0` takes the volume-weighted average price from. */
export type VwapSource = 'column' | 'typicalPrice';

/** Lengths of the rolling windows, in bars. */
export const alpha158Windows = [5, 10, 20, 30, 60] as const;

const candle: readonly (readonly [name: string, expression: string])[] = [
  ['KMID', '($close-$open)/$open'],
  ['KLEN', '($high-$low)/$open'],
  ['KMID2', '($close-$open)/($high-$low+1e-12)'],
  ['KUP', '($high-Greater($open, $close))/$open'],
  ['KUP2', '($high-Greater($open, $close))/($high-$low+1e-12)'],
  ['KLOW', '(Less($open, $close)-$low)/$open'],
  ['KLOW2', '(Less($open, $close)-$low)/($high-$low+1e-12)'],
  ['KSFT', '(2*$close-$high-$low)/$open'],
  ['KSFT2', '(2*$close-$high-$low)/($high-$low+1e-12)'],
  ['OPEN0', '$open/$close'],
  ['HIGH0', '$high/$close'],
  ['LOW0', '$low/$close'],
];

const vwapExpressions: Readonly<Record<VwapSource, string>> = {
  column: '$vwap/$close',
  typicalPrice: '(($high+$low+$close)/3)/$close',
};

const move = 'Abs($close/Ref($close, 1)-1)*$volume';
const priceMoves = changes('$close');
const volumeMoves = changes('$volume');

/** The sums of one field's changes over a window of `#` bars. */
function changes(field: string) {
  const gains = `Sum(Greater(${field}-Ref(${field}, 1), 0), #)`;
  const losses = `Sum(Greater(Ref(${field}, 1)-${field}, 0), #)`;
  const all = `(Sum(Abs(${field}-Ref(${field}, 1)), #)+1e-12)`;
  return {
    up: `${gains}/${all}`,
    down: `${losses}/${all}`,
    difference: `(${gains}-${losses})/${all}`,
  };
}

/** Operators in the order of the columns; `#` is the length of the window. */
const rolling = {
  ROC: 'Ref($close, #)/$close',
  MA: 'Mean($close, #)/$close',
  STD: 'Std($close, #)/$close',
  BETA: 'Slope($close, #)/$close',
  RSQR: 'Rsquare($close, #)',
  RESI: 'Resi($close, #)/$close',
  MAX: 'Max($high, #)/$close',
  MIN: 'Min($low, #)/$close',
  QTLU: 'Quantile($close, #, 0.8)/$close',
  QTLD: 'Quantile($close, #, 0.2)/$close',
  RANK: 'Rank($close, #)',
  RSV: '($close-Min($low, #))/(Max($high, #)-Min($low, #)+1e-12)',
  IMAX: 'IdxMax($high, #)/#',
  IMIN: 'IdxMin($low, #)/#',
  IMXD: '(IdxMax($high, #)-IdxMin($low, #))/#',
  CORR: 'Corr($close, Log($volume+1), #)',
  CORD: 'Corr($close/Ref($close,1), Log($volume/Ref($volume, 1)+1), #)',
  CNTP: 'Mean($close>Ref($close, 1), #)',
  CNTN: 'Mean($close<Ref($close, 1), #)',
  CNTD: 'Mean($close>Ref($close, 1), #)-Mean($close<Ref($close, 1), #)',
  SUMP: priceMoves.up,
  SUMN: priceMoves.down,
  SUMD: priceMoves.difference,
  VMA: 'Mean($volume, #)/($volume+1e-12)',
  VSTD: 'Std($volume, #)/($volume+1e-12)',
  WVMA: `Std(${move}, #)/(Mean(${move}, #)+1e-12)`,
  VSUMP: volumeMoves.up,
  VSUMN: volumeMoves.down,
  VSUMD: volumeMoves.difference,
} as const;

const operators = Object.keys(rolling);

/** Index of the first of the five columns of a rolling operator; the others follow. */
export function firstColumn(operator: keyof typeof rolling): number {
  return candle.length + 1 + operators.indexOf(operator) * alpha158Windows.length;
}

/** The 158 features in the order of Qlib's columns. */
export function alpha158Features(vwap: VwapSource): readonly FeatureDefinition[] {
  const windows = Object.entries(rolling).flatMap(([operator, expression]) =>
    alpha158Windows.map((length): readonly [string, string] => [
      `${operator}${length}`,
      expression.replaceAll('#', String(length)),
    ]),
  );
  const all = [...candle, ['VWAP0', vwapExpressions[vwap]] as const, ...windows];
  return Object.freeze(all.map(([name, expression]) => Object.freeze({ name, expression })));
}
