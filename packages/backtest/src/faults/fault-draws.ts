import type { ApprovedOrder, ClientOrderId } from '@tradewright/core';
import { createSeededRandom } from '../seeded-random.js';
import { callFaults, type FaultKind, faultKinds } from './broker-faults.js';
import type { ResolvedFaults } from './parse-broker-faults.js';

/** What became of one chance of a fault. */
export interface FaultDraw {
  readonly happens: boolean;
  /** From 1 to `delayMsMax` when it happens, else 0. */
  readonly delayMs: number;
}

const none: FaultDraw = { happens: false, delayMs: 0 };
const ofCalls: readonly FaultKind[] = callFaults;

/**
 * Decides which chances of a fault come true. Draws have no common stream: each follows from the
 * seed, the kind, the number of the order and how often that kind had a chance with it. What is
 * switched on, or in which order chances come, moves no draw.
 */
export class FaultDraws {
  readonly #faults: ResolvedFaults;
  readonly #numbers = new Map<ClientOrderId, number>();
  readonly #chances = new Map<string, number>();
  #orders = 0;

  constructor(faults: ResolvedFaults) {
    this.#faults = faults;
  }

  /** Gives an order and its legs their numbers, the first time that they are handed over. */
  number(order: ApprovedOrder): number {
    const { clientOrderId, details } = order;
    const known = this.#numbers.get(clientOrderId);
    if (known !== undefined) return known;
    const number = ++this.#orders;
    this.#numbers.set(clientOrderId, number);
    for (const leg of details.legs) this.#numbers.set(leg.clientOrderId, ++this.#orders);
    return number;
  }

  /** Numbers an order of somebody else: apart from ours, so that it moves none of them. */
  numberApart(id: ClientOrderId, number: number): void {
    this.#numbers.set(id, number);
  }

  /** Number of an order that was handed over; −1 of one that never was. */
  find(id: ClientOrderId): number {
    return this.#numbers.get(id) ?? -1;
  }

  /** One chance of a fault with an order. */
  draw(kind: FaultKind, number: number): FaultDraw {
    const place = `${kind} ${number}`;
    const chance = this.#chances.get(place) ?? 0;
    this.#chances.set(place, chance + 1);
    const { probability, orders } = this.#faults.switches[kind];
    const listed = orders.has(number) && (chance === 0 || !ofCalls.includes(kind));
    const random = createSeededRandom(
      mix(this.#faults.seed, [faultKinds.indexOf(kind), number, chance]),
    );
    // Drawn always, then compared.
    if (random() >= probability && !listed) return none;
    return { happens: true, delayMs: 1 + Math.floor(random() * this.#faults.delayMsMax) };
  }
}

/** One 32-bit seed from several numbers. */
function mix(seed: number, keys: readonly number[]): number {
  return keys.reduce((mixed, key) => {
    const next = createSeededRandom(mixed ^ Math.imul(key + 1, 0x9e3779b1));
    return Math.floor(next() * 2 ** 32);
  }, seed);
}
