/** What the program needs of the world around it; tests bring their own. */
export interface ProgramHost {
  /** What relative paths are relative to. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The reader's console shows colors. */
  readonly color: boolean;
  /** Writes to standard output. */
  readonly print: (text: string) => void;
  /** Writes to standard error. */
  readonly complain: (text: string) => void;
  /** Aborted when the reader wants the program to end. */
  readonly interrupt: AbortSignal;
  readonly monotonicMs: () => number;
  /** Says whether a process runs. */
  readonly isAlive: (pid: number) => boolean;
}
