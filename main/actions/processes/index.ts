import type { Tools } from '../tools';
import type { Processes } from './end';
import { linuxProcesses } from './linux';
import { macosProcesses } from './macos';

/** The processes of this system. */
export const processesOf = (tools: Tools): Processes =>
  tools.platform === 'linux' ? linuxProcesses : macosProcesses(tools);
