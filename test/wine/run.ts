import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a program of this Linux to its end; rejects with what it said when it fails. */
export const run = promisify(execFile);
