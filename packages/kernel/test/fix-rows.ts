/**
 * The order state change matrices of FIX, in our own words and vocabulary: FIX 5.0 SP2, appendix
 * "Order State Changes", groups A to L, and with each row the row of FIX 4.2, appendix D, that it
 * grew from (numbers from 18 on as far as they are known). Quantities are a thousandth of those in
 * the tables, or near. After each step stands what is known of each order that it concerns: status,
 * filled/left, and +n for what orders that it replaced had filled.
 *
 * FIX carries the filled quantity over to the order that replaces another one, which is then
 * partially filled from its first moment; here every order counts its own fills.
 */
export interface FixRow {
  readonly ref: string;
  /** Row of FIX 4.2. */
  readonly old?: string;
  readonly title: string;
  readonly steps: readonly (readonly [step: string, ...after: string[]])[];
}

const made = [
  ['x submit 10', 'x pending 0/10'],
  ['x accepted', 'x accepted 0/10'],
] as const;

const filledTwo = [...made, ['x fill 2', 'x partiallyFilled 2/8']] as const;

const vanilla: readonly FixRow[] = [
  {
    ref: 'A.1.a',
    old: 'D1',
    title: 'is filled in three parts',
    steps: [...filledTwo, ['x fill 1', 'x partiallyFilled 3/7'], ['x fill 7', 'x filled 10/0']],
  },
  {
    ref: 'A.1.a refused',
    old: 'D1',
    title: 'is refused by the broker',
    steps: [
      ['x submit 10', 'x pending 0/10'],
      ['x rejected', 'x rejected 0/0'],
    ],
  },
  {
    ref: 'A.1.b',
    old: 'D2',
    title: 'for the day is filled in part when the day is over',
    steps: [
      ...filledTwo,
      ['- doneForDay', 'x partiallyFilled 2/8'],
      ['x expired', 'x expired 2/0'],
    ],
  },
];

const cancel: readonly FixRow[] = [
  {
    ref: 'B.1.a',
    old: 'D3',
    title: 'without a fill is canceled',
    steps: [
      ...made,
      ['x cancel', 'x accepted 0/10'],
      ['- pendingCancel', 'x accepted 0/10'],
      ['x canceled', 'x canceled 0/0'],
    ],
  },
  {
    ref: 'B.1.a refused',
    old: 'D3',
    title: 'works on when its cancel is refused',
    steps: [
      ...made,
      ['x cancel', 'x accepted 0/10'],
      ['- cancelReject', 'x accepted 0/10'],
      ['x fill 10', 'x filled 10/0'],
    ],
  },
  {
    ref: 'B.1.b',
    old: 'D4',
    title: 'is filled on while its cancel is on the way',
    steps: [
      ...filledTwo,
      ['x cancel', 'x partiallyFilled 2/8'],
      ['x fill 3', 'x partiallyFilled 5/5'],
      ['- pendingCancel', 'x partiallyFilled 5/5'],
      ['x fill 1', 'x partiallyFilled 6/4'],
      ['x canceled', 'x canceled 6/0'],
    ],
  },
  {
    ref: 'B.1.c',
    old: 'D5',
    title: 'is filled before its cancel is taken',
    steps: [
      ...filledTwo,
      ['x cancel', 'x partiallyFilled 2/8'],
      ['x fill 5', 'x partiallyFilled 7/3'],
      ['- pendingCancel', 'x partiallyFilled 7/3'],
      ['x fill 3', 'x filled 10/0'],
      ['- cancelReject', 'x filled 10/0'],
    ],
  },
  {
    ref: 'B.1.d',
    title: 'is canceled before the broker has spoken of it',
    steps: [
      ['x submit 10', 'x pending 0/10'],
      ['x cancel', 'x pending 0/10'],
      ['- pendingCancel', 'x pending 0/10'],
      ['x canceled', 'x canceled 0/0'],
    ],
  },
  {
    ref: 'B.1.e',
    title: 'is accepted while its cancel is on the way',
    steps: [
      ['x submit 10', 'x pending 0/10'],
      ['- pendingNew', 'x pending 0/10'],
      ['x cancel', 'x pending 0/10'],
      ['x accepted', 'x accepted 0/10'],
      ['- pendingCancel', 'x accepted 0/10'],
      ['x canceled', 'x canceled 0/0'],
    ],
  },
  {
    ref: 'B.1.f',
    title: 'that the broker does not know has its cancel refused',
    steps: [
      ['x submit 10', 'x pending 0/10'],
      ['x cancel', 'x pending 0/10'],
      ['- cancelReject', 'x pending 0/10'],
      ['x rejected', 'x rejected 0/0'],
    ],
  },
];

export const requestRows: readonly FixRow[] = [...vanilla, ...cancel];
