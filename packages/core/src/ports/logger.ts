/** Facts that go with a message: plain values, never secrets. */
export type LogFacts = Readonly<Record<string, unknown>>;

/** Takes structured messages. Never throws, never blocks. */
export interface Logger {
  debug(message: string, facts?: LogFacts): void;
  info(message: string, facts?: LogFacts): void;
  warn(message: string, facts?: LogFacts): void;
  error(message: string, facts?: LogFacts): void;
}

/** Says nothing: the default of everything that takes a logger. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
