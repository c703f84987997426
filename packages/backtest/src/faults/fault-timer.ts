import type { Clock } from '@tradewright/core';

/** Waits that end with their broker. */
export class FaultTimer {
  readonly #clock: Clock;
  /** One each: hundreds of listeners on one signal make a host warn of a leak. */
  readonly #waits = new Set<AbortController>();
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Waits; a broker that is closed meanwhile answers at once. Zero takes no turn. */
  async sleep(ms: number): Promise<void> {
    if (ms === 0 || this.#closed) return;
    const wait = new AbortController();
    this.#waits.add(wait);
    await this.#clock.sleep(ms, wait.signal).catch(() => undefined);
    this.#waits.delete(wait);
  }

  /** Does something later, unless the broker is closed by then; at once when it need not wait. */
  after(ms: number, act: () => void): void {
    if (ms === 0) act();
    else void this.#wait(ms, act);
  }

  async #wait(ms: number, act: () => void): Promise<void> {
    await this.sleep(ms);
    if (!this.#closed) act();
  }

  close(): void {
    this.#closed = true;
    for (const wait of this.#waits) wait.abort();
  }
}
