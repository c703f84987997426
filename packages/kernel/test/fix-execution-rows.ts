import type { FixRow } from './fix-rows.js';

/** Groups I to L of FIX 5.0 SP2: lives, executions taken back, halts. See `fix-rows.ts`. */
const made = [
  ['x submit 10', 'x pending 0/10'],
  ['x accepted', 'x accepted 0/10'],
] as const;

const filledTwo = [...made, ['x fill 2', 'x partiallyFilled 2/8']] as const;

const lives: readonly FixRow[] = [
  {
    ref: 'I.1.a',
    old: 'D32',
    title: 'for all or nothing finds nothing',
    steps: [
      ['x submit 10 fok', 'x pending 0/10'],
      ['x accepted', 'x accepted 0/10'],
      ['x canceled', 'x canceled 0/0'],
    ],
  },
  {
    ref: 'I.1.b',
    old: 'D33',
    title: 'for at once finds a part',
    steps: [
      ['x submit 10 ioc', 'x pending 0/10'],
      ['x accepted', 'x accepted 0/10'],
      ['x fill 1', 'x partiallyFilled 1/9'],
      ['x canceled', 'x canceled 1/0'],
    ],
  },
];

const takenBack: readonly FixRow[] = [
  {
    ref: 'J.1.a',
    old: 'D34',
    title: 'is filled, then an execution is taken back and another corrected',
    steps: [
      ...made,
      ['x fill 1 e1', 'x partiallyFilled 1/9'],
      ['x fill 9 e2', 'x filled 10/0'],
      ['x bust e2', 'x partiallyFilled 1/9'],
      ['x correct e1 2 e3', 'x partiallyFilled 2/8'],
      ['x fill 8', 'x filled 10/0'],
    ],
  },
  {
    ref: 'J.1.b',
    old: 'D35',
    title: 'is canceled, an execution is taken back and a new one comes',
    steps: [
      ...made,
      ['x fill 5 e1', 'x partiallyFilled 5/5'],
      ['x cancel', 'x partiallyFilled 5/5'],
      ['- pendingCancel', 'x partiallyFilled 5/5'],
      ['x canceled', 'x canceled 5/0'],
      ['x bust e1', 'x canceled 0/0'],
      ['x fill 4 e2', 'x canceled 4/0'],
    ],
  },
  {
    ref: 'J.1.c',
    old: 'D36',
    title: 'until canceled has executions of two days corrected',
    steps: [
      ['x submit 20 gtc', 'x pending 0/20'],
      ['x accepted', 'x accepted 0/20'],
      ['x fill 4 e1', 'x partiallyFilled 4/16'],
      ['- doneForDay', 'x partiallyFilled 4/16'],
      ['- restated', 'x partiallyFilled 4/16'],
      ['x fill 2 e2', 'x partiallyFilled 6/14'],
      ['x correct e1 3 e3', 'x partiallyFilled 5/15'],
      ['x correct e2 1 e4', 'x partiallyFilled 4/16'],
    ],
  },
  {
    ref: 'J.1.d',
    title: 'is over for the day, then corrected and taken back',
    steps: [
      ...made,
      ['x fill 3 e1', 'x partiallyFilled 3/7'],
      ['- doneForDay', 'x partiallyFilled 3/7'],
      ['x correct e1 2 e2', 'x partiallyFilled 2/8'],
      ['x bust e2', 'x accepted 0/10'],
      ['x expired', 'x expired 0/0'],
    ],
  },
];

const halts: readonly FixRow[] = [
  {
    ref: 'K.1.a',
    title: 'lives through a halt',
    steps: [
      ...filledTwo,
      ['- suspended', 'x partiallyFilled 2/8'],
      ['- restated', 'x partiallyFilled 2/8'],
      ['x fill 8', 'x filled 10/0'],
    ],
  },
  {
    ref: 'K.1.b',
    title: 'is canceled in a halt',
    steps: [
      ...filledTwo,
      ['- suspended', 'x partiallyFilled 2/8'],
      ['x canceled', 'x canceled 2/0'],
    ],
  },
];

const others: readonly FixRow[] = [
  {
    ref: 'L.1.a',
    old: 'D37',
    title: 'is promised a price before it is filled',
    steps: [...made, ['- stopped', 'x accepted 0/10'], ['x fill 10', 'x filled 10/0']],
  },
  {
    ref: 'L.1.b',
    title: 'is for an amount of cash',
    steps: [
      ['x submit $1049', 'x pending 0/10'],
      ['x accepted', 'x accepted 0/10'],
      ['x fill 10', 'x filled 10/0'],
    ],
  },
];

export const executionRows: readonly FixRow[] = [...lives, ...takenBack, ...halts, ...others];
