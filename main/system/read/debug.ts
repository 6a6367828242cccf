import { basename } from 'node:path';

let sink: ((text: string) => void) | null = null;

/** From now on `debug` writes here; null: nowhere, as at the start. */
export const debugTo = (to: ((text: string) => void) | null): void => {
  sink = to;
};

/** Whether somebody reads what `debug` is told. */
export const isDebugging = (): boolean => sink !== null;

/** One thing that happened, for whoever looks for a fault. Costs nothing and goes nowhere unless a debug log is on. */
export const debug = (text: string): void => sink?.(text);

/** A program that was run: its name and how it ended alone, because arguments may hold what is private. */
export const debugRun = (program: string, code: number | string | null): void =>
  debug(`ran ${basename(program)}: ${code ?? 'ended by a signal'}`);
