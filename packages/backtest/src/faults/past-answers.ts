import type { AccountSnapshot, ClientOrderId, OrderReport, UnixMs } from '@tradewright/core';

interface Dated<T> {
  readonly at: UnixMs;
  readonly value: T;
}

/** What a broker would have answered before. */
export class PastAnswers {
  readonly #reports = new Map<ClientOrderId, Dated<OrderReport>[]>();
  readonly #snapshots: Dated<AccountSnapshot>[] = [];
  #answeredAt: UnixMs = Number.NEGATIVE_INFINITY;

  /** Keeps a report from the moment on when the broker came to it. */
  report(at: UnixMs, report: OrderReport): void {
    const { clientOrderId } = report;
    const dated = this.#reports.get(clientOrderId) ?? [];
    dated.push({ at, value: report });
    this.#reports.set(clientOrderId, dated);
  }

  snapshot(snapshot: AccountSnapshot): void {
    this.#snapshots.push({ at: snapshot.asOf, value: snapshot });
  }

  /** Latest report at an instant; `undefined` when the order was not known then. */
  reportAt(id: ClientOrderId, at: UnixMs): OrderReport | undefined {
    return lastUntil(this.#reports.get(id) ?? [], at);
  }

  /**
   * The account at an instant, or at the instant of an answer given before, whichever is later: a
   * stamp of the account never runs backwards.
   */
  snapshotAt(at: UnixMs): AccountSnapshot | undefined {
    const asOf = Math.max(at, this.#answeredAt);
    const found = lastUntil(this.#snapshots, asOf) ?? this.#snapshots[0]?.value;
    if (found === undefined) return undefined;
    return { ...found, asOf: Math.max(asOf, found.asOf) };
  }

  /** An account was answered with this stamp. */
  answered(asOf: UnixMs): void {
    this.#answeredAt = asOf;
  }
}

function lastUntil<T>(dated: readonly Dated<T>[], at: UnixMs): T | undefined {
  return dated.findLast((one) => one.at <= at)?.value;
}
