import type { FixRow } from './fix-rows.js';

/** Groups C and D of FIX 5.0 SP2: cancel/replace, in size and in sequence. See `fix-rows.ts`. */
const made = [
  ['x submit 10', 'x pending 0/10'],
  ['x accepted', 'x accepted 0/10'],
] as const;

const filledTwo = [...made, ['x fill 2', 'x partiallyFilled 2/8']] as const;

const quantity: readonly FixRow[] = [
  {
    ref: 'C.1.a',
    old: 'D6',
    title: 'without a fill is made larger',
    steps: [
      ...made,
      ['y replace x 11', 'x accepted 0/10', 'y pending 0/11'],
      ['- pendingReplace', 'x accepted 0/10', 'y pending 0/11'],
      ['x replaced', 'x replaced 0/0', 'y pending 0/11'],
      ['y accepted', 'y accepted 0/11'],
      ['y fill 1', 'y partiallyFilled 1/10'],
      ['y fill 10', 'y filled 11/0'],
    ],
  },
  {
    ref: 'C.1.a refused',
    old: 'D6',
    title: 'works on when it may not be made larger',
    steps: [
      ...made,
      ['y replace x 11', 'x accepted 0/10', 'y pending 0/11'],
      ['y rejected', 'x accepted 0/10', 'y rejected 0/0'],
    ],
  },
  {
    ref: 'C.1.b',
    old: 'D7',
    title: 'is filled on while it is made larger',
    steps: [
      ...made,
      ['x fill 1', 'x partiallyFilled 1/9'],
      ['y replace x 12', 'x partiallyFilled 1/9', 'y pending 0/11+1'],
      ['- pendingReplace', 'y pending 0/11+1'],
      ['x fill 1', 'x partiallyFilled 2/8', 'y pending 0/10+2'],
      ['x replaced', 'x replaced 2/0', 'y pending 0/10+2'],
      ['y accepted', 'y accepted 0/10+2'],
      ['y fill 10', 'x replaced 2/0', 'y filled 10/0+2'],
    ],
  },
  {
    ref: 'C.1.c',
    old: 'D8',
    title: 'is filled when it shall be made larger: refused before it leaves',
    steps: [
      ...made,
      ['x fill 10', 'x filled 10/0'],
      ['y replace x 12', 'x filled 10/0', 'y refused NOT_REPLACEABLE'],
    ],
  },
  {
    ref: 'C.1.c taken',
    old: 'D8',
    title: 'is filled while it is made larger, and the broker takes the rest',
    steps: [
      ...made,
      ['y replace x 12', 'x accepted 0/10', 'y pending 0/12'],
      ['x fill 10', 'x filled 10/0', 'y pending 0/2+10'],
      ['- pendingReplace', 'x filled 10/0', 'y pending 0/2+10'],
      ['x replaced', 'x filled 10/0'],
      ['y accepted', 'y accepted 0/2+10'],
      ['y fill 2', 'x filled 10/0', 'y filled 2/0+10'],
    ],
  },
  {
    ref: 'C.2.a',
    old: 'D9',
    title: 'is filled before another price is taken',
    steps: [
      ...made,
      ['y replace x', 'x accepted 0/10', 'y pending 0/10'],
      ['x fill 10', 'x filled 10/0', 'y pending 0/0+10'],
      ['y rejected', 'x filled 10/0', 'y rejected 0/0+10'],
    ],
  },
  {
    ref: 'C.3.a',
    old: 'D10',
    title: 'is made smaller, but not below what is filled meanwhile',
    steps: [
      ...made,
      ['y replace x 8', 'x accepted 0/10', 'y pending 0/8'],
      ['x fill 6', 'x partiallyFilled 6/4', 'y pending 0/2+6'],
      ['x replaced', 'x replaced 6/0'],
      ['y accepted', 'y accepted 0/2+6'],
      ['y fill 2', 'y filled 2/0+6'],
    ],
  },
  {
    ref: 'C.3.b',
    old: 'D11',
    title: 'is made as small as what is filled meanwhile: nothing is left',
    steps: [
      ...made,
      ['y replace x 7', 'x accepted 0/10', 'y pending 0/7'],
      ['x fill 7', 'x partiallyFilled 7/3', 'y pending 0/0+7'],
      ['x replaced', 'x replaced 7/0'],
      ['y canceled', 'x replaced 7/0', 'y canceled 0/0+7'],
    ],
  },
  {
    ref: 'C.3.c',
    old: 'D12',
    title: 'is made smaller than what is filled meanwhile: nothing is left',
    steps: [
      ...made,
      ['y replace x 6', 'x accepted 0/10', 'y pending 0/6'],
      ['x fill 7', 'x partiallyFilled 7/3', 'y pending 0/0+7'],
      ['x replaced', 'x replaced 7/0'],
      ['y canceled', 'x replaced 7/0', 'y canceled 0/0+7'],
    ],
  },
];

const secondAtOnce = 'z refused NOT_REPLACEABLE';

const sequence: readonly FixRow[] = [
  {
    ref: 'D.1.a',
    old: 'D13',
    title: 'is changed, and what took its place is changed as well',
    steps: [
      ...made,
      ['x fill 1', 'x partiallyFilled 1/9'],
      ['y replace x 8', 'y pending 0/7+1'],
      ['- pendingReplace', 'x partiallyFilled 1/9'],
      ['x fill 1', 'x partiallyFilled 2/8', 'y pending 0/6+2'],
      ['x replaced', 'x replaced 2/0'],
      ['y accepted', 'y accepted 0/6+2'],
      ['y fill 2', 'y partiallyFilled 2/4+2'],
      // 6 of the whole chain are 5 of this order, whose own count began after the first fill.
      ['z replace y 5', 'y partiallyFilled 2/4+2', 'z pending 0/2+4'],
      ['- pendingReplace', 'z pending 0/2+4'],
      ['y replaced', 'y replaced 2/0+2'],
      ['z accepted', 'z accepted 0/2+4'],
      ['z fill 2', 'x replaced 2/0', 'y replaced 2/0+2', 'z filled 2/0+4'],
    ],
  },
  {
    ref: 'D.1.b',
    old: 'D14',
    title: 'may not be changed at first, and then may',
    steps: [
      ...filledTwo,
      ['y replace x 8', 'y pending 0/6+2'],
      ['y rejected', 'x partiallyFilled 2/8', 'y rejected 0/0+2'],
      ['z replace x 6', 'x partiallyFilled 2/8', 'z pending 0/4+2'],
      ['x replaced', 'x replaced 2/0'],
      ['z accepted', 'z accepted 0/4+2'],
      ['z fill 4', 'z filled 4/0+2'],
    ],
  },
  {
    ref: 'D.1.c',
    old: 'D15',
    title: 'may not be changed after the change was looked at, and then may',
    steps: [
      ...filledTwo,
      ['y replace x 8', 'y pending 0/6+2'],
      ['- pendingReplace', 'y pending 0/6+2'],
      ['x fill 1', 'x partiallyFilled 3/7', 'y pending 0/5+3'],
      ['y rejected', 'x partiallyFilled 3/7', 'y rejected 0/0+3'],
      ['z replace x 7', 'z pending 0/4+3'],
      ['- pendingReplace', 'z pending 0/4+3'],
      ['x replaced', 'x replaced 3/0'],
      ['z accepted', 'z accepted 0/4+3'],
      ['z fill 4', 'z filled 4/0+3'],
    ],
  },
  {
    ref: 'D.2.a',
    old: 'D16',
    title: 'is not changed twice at once: the second change waits for the first',
    steps: [
      ...made,
      ['y replace x 8', 'y pending 0/8'],
      ['z replace x 7', 'x accepted 0/10', 'y pending 0/8', secondAtOnce],
      ['x replaced', 'x replaced 0/0'],
      ['y accepted', 'y accepted 0/8'],
      ['z replace y 7', 'y accepted 0/8', 'z pending 0/7'],
      ['y replaced', 'y replaced 0/0'],
      ['z accepted', 'z accepted 0/7'],
    ],
  },
  {
    ref: 'D.2.b',
    old: 'D17',
    title: 'is not changed through a change that nobody has taken yet',
    steps: [
      ...made,
      ['y replace x 8', 'y pending 0/8'],
      ['- pendingReplace', 'y pending 0/8'],
      ['z replace y 7', 'y pending 0/8', secondAtOnce],
      ['- pendingReplace', 'y pending 0/8'],
      ['x replaced', 'x replaced 0/0'],
      ['y accepted', 'y accepted 0/8'],
    ],
  },
  {
    ref: 'D.2.c',
    title: 'is not changed twice at once when the broker would refuse the first',
    steps: [
      ...made,
      ['y replace x 8', 'y pending 0/8'],
      ['z replace x 7', 'y pending 0/8', secondAtOnce],
      ['y rejected', 'x accepted 0/10', 'y rejected 0/0'],
      ['z replace x 7', 'x accepted 0/10', 'z pending 0/7'],
    ],
  },
  {
    ref: 'D.2.d',
    title: 'is not changed twice at once when the broker would refuse both',
    steps: [
      ...made,
      ['y replace x 8', 'y pending 0/8'],
      ['z replace y 7', 'y pending 0/8', secondAtOnce],
      ['y rejected', 'x accepted 0/10', 'y rejected 0/0'],
      ['z replace y 7', 'x accepted 0/10', secondAtOnce],
    ],
  },
];

export const replaceRows: readonly FixRow[] = [...quantity, ...sequence];
