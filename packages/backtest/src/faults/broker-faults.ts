/** How often a fault happens: a probability, or the orders that it happens to, or both. */
export type FaultSwitch =
  | number
  | {
      /** Of each chance that the fault has, from 0 to 1. Default 0. */
      readonly probability?: number | undefined;
      /**
       * Numbers of orders, counted from 1 as they are handed to the broker, the legs of a group
       * right after their entry. A fault of calls happens to the sending of the order, any other to
       * all that concerns it. Default none.
       */
      readonly orders?: readonly number[] | undefined;
    };

/** Faults of a call; see {@link BrokerFaults}. A list of orders means their sending. */
export const callFaults = ['notSent', 'requestLost', 'replyLost', 'replyDelayed'] as const;

/** Every fault that has a switch, in the order in which {@link BrokerFaults} explains them. */
export const faultKinds = [
  ...callFaults,
  'rejected',
  'readLag',
  'reportDelayed',
  'reportRepeated',
  'reportReordered',
  'streamGap',
  'cumulativeFirst',
  'lateFill',
  'busted',
  'corrected',
  'external',
] as const;

/** One of {@link faultKinds}. */
export type FaultKind = (typeof faultKinds)[number];

/**
 * What goes wrong between a simulated broker and its client. Plain data; the same settings give the
 * same faults. Whatever happens on the way, the broker's own books stay true.
 *
 * Every chance of a fault has a draw of its own. It follows from the seed, the kind of fault, the
 * number of the order, and how often that kind had a chance with that order before. So switching
 * one kind on or off moves none of the others.
 *
 * @example
 * const faults: BrokerFaults = { seed: 7, replyLost: 0.1, busted: { orders: [1] } };
 * faults.replyLost // => 0.1
 */
export interface BrokerFaults {
  readonly seed: number;
  /** Longest delay that a fault makes; each draws its own, from 1 ms on. Default 10,000. */
  readonly delayMsMax?: number | undefined;
  /** How far in the past a lagging read is. Default 5,000. */
  readonly lagMs?: number | undefined;
  /**
   * Calls that the broker takes within a time. What is too much is refused: an order is `notSent`,
   * a cancellation `unknown`, a question throws. Default no limit.
   */
  readonly rateLimit?: { readonly callsMax: number; readonly windowMs: number } | undefined;
  /** A submission does not leave, and says so. */
  readonly notSent?: FaultSwitch | undefined;
  /** A request never arrives; the caller cannot know. A question throws. */
  readonly requestLost?: FaultSwitch | undefined;
  /** A request arrives and is carried out, but the answer does not come. A question throws. */
  readonly replyLost?: FaultSwitch | undefined;
  /** An answer takes longer. */
  readonly replyDelayed?: FaultSwitch | undefined;
  /** The broker refuses an order, with the code `FAULT`. */
  readonly rejected?: FaultSwitch | undefined;
  /** `findOrder` or `snapshot` answer what was true `lagMs` before. Account reads are order 0. */
  readonly readLag?: FaultSwitch | undefined;
  /** A report comes later. */
  readonly reportDelayed?: FaultSwitch | undefined;
  /** A report comes twice. */
  readonly reportRepeated?: FaultSwitch | undefined;
  /** A report comes after the next one. */
  readonly reportReordered?: FaultSwitch | undefined;
  /** A report is lost, and the stream announces a gap in its place. */
  readonly streamGap?: FaultSwitch | undefined;
  /** A fill is known by the cumulative quantity at first; its execution comes later. */
  readonly cumulativeFirst?: FaultSwitch | undefined;
  /** A fill is told only after a cancellation of its order was answered or its end reported. */
  readonly lateFill?: FaultSwitch | undefined;
  /** An execution is taken back; what it had filled is not filled again. */
  readonly busted?: FaultSwitch | undefined;
  /** An execution is replaced by one whose price is a tick worse for the trader. */
  readonly corrected?: FaultSwitch | undefined;
  /** After an order somebody else trades its symbol on the same account, at the market. */
  readonly external?: FaultSwitch | undefined;
}
