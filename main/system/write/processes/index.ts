import type { WriteTools } from '../write-tools';
import type { Processes } from './end-process';
import { linuxProcesses } from './processes-linux';
import { macosProcesses } from './processes-macos';
import { windowsProcesses } from './processes-windows';

/** The processes of this system. */
export function processesOf(tools: WriteTools): Processes {
  if (tools.platform === 'win32') return windowsProcesses(tools);
  return tools.platform === 'darwin' ? macosProcesses(tools) : linuxProcesses;
}
