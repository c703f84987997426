/** How an order can stand without a fill that is still to come. */
const endings: readonly string[] = [
  'canceled',
  'denied',
  'expired',
  'notSent',
  'rejected',
  'replaced',
  'unknown',
];

/**
 * Says whether an order came to nothing, or may have. One that still works when the prices end is
 * not among them: it was decided on the last one and waits for the next.
 */
export function lacksFill({ status }: { readonly status: string }): boolean {
  return endings.includes(status);
}
