import type { OrderIntent } from '../orders/order-intent.js';
import type { Refusal, RefusalCode } from '../orders/refusal.js';

/** One refusal by a venue's rules: field, what it must be, what it was, and what to do. */
export function venueRefusal(code: RefusalCode, message: string): Refusal {
  return { code, message };
}

/** The name of a field as its caller wrote it: that of a group's exit has the exit's name. */
export function fieldOf(order: OrderIntent, field: string): string {
  const { leg } = order.details;
  return leg === undefined ? field : `${leg}.${field}`;
}

/** Names what is allowed: `"day" or "gtc"`. */
export function oneOf(allowed: readonly string[]): string {
  return allowed.map((each) => `"${each}"`).join(' or ');
}
