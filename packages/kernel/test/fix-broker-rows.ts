import type { FixRow } from './fix-rows.js';

/** Groups E to H of FIX 5.0 SP2: what the broker does by itself, and days. See `fix-rows.ts`. */
const made = [
  ['x submit 10', 'x pending 0/10'],
  ['x accepted', 'x accepted 0/10'],
] as const;

const filledTwo = [...made, ['x fill 2', 'x partiallyFilled 2/8']] as const;

const lasting = [
  ['x submit 10 gtc', 'x pending 0/10'],
  ['x accepted', 'x accepted 0/10'],
  ['x fill 2', 'x partiallyFilled 2/8'],
  ['- doneForDay', 'x partiallyFilled 2/8'],
  ['- restated', 'x partiallyFilled 2/8'],
] as const;

const unsolicited: readonly FixRow[] = [
  {
    ref: 'E.1.a',
    old: 'D18',
    title: 'was made by telephone',
    steps: [
      ['x external 10', 'x accepted 0/10'],
      ['x fill 2', 'x partiallyFilled 2/8'],
      ['x fill 8', 'x filled 10/0'],
    ],
  },
  {
    ref: 'E.1.b',
    old: 'D19',
    title: 'is canceled by the broker',
    steps: [...filledTwo, ['x canceled', 'x canceled 2/0']],
  },
  {
    ref: 'E.1.c',
    old: 'D20',
    title: 'is replaced by the broker',
    steps: [
      ...filledTwo,
      ['x replaced', 'x replaced 2/0'],
      ['y external 6', 'x replaced 2/0', 'y accepted 0/6'],
      ['y fill 6', 'y filled 6/0'],
    ],
  },
  {
    ref: 'E.1.d',
    title: 'is made smaller by the broker: known when the rest is canceled',
    steps: [
      ...filledTwo,
      ['- restated', 'x partiallyFilled 2/8'],
      ['x fill 3', 'x partiallyFilled 5/5'],
      ['x canceled', 'x canceled 5/0'],
    ],
  },
];

const refused: readonly FixRow[] = [
  {
    ref: 'F.1.a',
    old: 'D21',
    title: 'is refused because its id was used for another one',
    steps: [
      ...made,
      ['- sameIdAgain', 'x accepted 0/10'],
      ['y submit 10', 'y pending 0/10'],
      ['y rejected', 'x accepted 0/10', 'y rejected 0/0'],
    ],
  },
  {
    ref: 'F.1.b',
    old: 'D31',
    title: 'is sent again and opened once',
    steps: [
      ...made,
      ['- sameIdAgain', 'x accepted 0/10'],
      ['x again', 'x accepted 0/10'],
      ['y submit 15', 'x accepted 0/10', 'y pending 0/15'],
      ['y accepted', 'y accepted 0/15'],
    ],
  },
  {
    ref: 'F.1.c',
    old: 'D22',
    title: 'is refused because it was made by telephone before',
    steps: [
      ['x external 10', 'x accepted 0/10'],
      ['y submit 10', 'y pending 0/10'],
      ['y rejected', 'x accepted 0/10', 'y rejected 0/0'],
    ],
  },
];

const status: readonly FixRow[] = [
  {
    ref: 'G.1.a',
    old: 'D23',
    title: 'is asked for and not known: that proves nothing',
    steps: [
      ['x submit 10', 'x pending 0/10'],
      ['- statusRequest', 'x pending 0/10'],
    ],
  },
  {
    ref: 'G.1.b',
    old: 'D24',
    title: 'is asked for, and nothing was done',
    steps: [...made, ['- statusRequest', 'x accepted 0/10'], ['x again', 'x accepted 0/10']],
  },
  {
    ref: 'G.1.c',
    old: 'D25',
    title: 'is asked for all its life long',
    steps: [
      ['x submit 10', 'x pending 0/10'],
      ['- statusRequest', 'x pending 0/10'],
      ['x accepted', 'x accepted 0/10'],
      ['- statusRequest', 'x accepted 0/10'],
      ['x again', 'x accepted 0/10'],
      ['x fill 2', 'x partiallyFilled 2/8'],
      ['- statusRequest', 'x partiallyFilled 2/8'],
      ['x again', 'x partiallyFilled 2/8'],
      ['x fill 8', 'x filled 10/0'],
      ['- statusRequest', 'x filled 10/0'],
      ['x again', 'x filled 10/0'],
    ],
  },
];

const days: readonly FixRow[] = [
  {
    ref: 'H.1.a',
    old: 'D27',
    title: 'until canceled is filled in part on two days',
    steps: [
      ...lasting,
      ['x fill 1', 'x partiallyFilled 3/7'],
      ['- doneForDay', 'x partiallyFilled 3/7'],
      ['x fill 7', 'x filled 10/0'],
    ],
  },
  {
    ref: 'H.1.b',
    old: 'D28',
    title: 'until canceled sees a split: a new order takes its place',
    steps: [
      ...lasting,
      ['- restated', 'x partiallyFilled 2/8'],
      ['x replaced', 'x replaced 2/0'],
      ['y external 16', 'y accepted 0/16'],
      ['y fill 4', 'y partiallyFilled 4/12'],
      ['y fill 12', 'x replaced 2/0', 'y filled 16/0'],
    ],
  },
  {
    ref: 'H.1.c',
    old: 'D29',
    title: 'until canceled is canceled on the next day',
    steps: [
      ...lasting,
      ['x cancel', 'x partiallyFilled 2/8'],
      ['- pendingCancel', 'x partiallyFilled 2/8'],
      ['x canceled', 'x canceled 2/0'],
    ],
  },
  {
    ref: 'H.1.d',
    old: 'D30',
    title: 'until canceled is made larger on the next day',
    steps: [
      ...lasting,
      ['y replace x 15', 'x partiallyFilled 2/8', 'y pending 0/13+2'],
      ['- pendingReplace', 'y pending 0/13+2'],
      ['x replaced', 'x replaced 2/0'],
      ['y accepted', 'y accepted 0/13+2'],
      ['y fill 13', 'y filled 13/0+2'],
    ],
  },
];

export const brokerRows: readonly FixRow[] = [...unsolicited, ...refused, ...status, ...days];
