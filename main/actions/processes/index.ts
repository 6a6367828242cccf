import type { Tools } from '../tools';
import type { Processes } from './end';
import { linuxProcesses } from './linux';
import { macosProcesses } from './macos';
import { windowsProcesses } from './windows';

/** The processes of this system. */
export function processesOf(tools: Tools): Processes {
  if (tools.platform === 'win32') return windowsProcesses(tools);
  return tools.platform === 'darwin' ? macosProcesses(tools) : linuxProcesses;
}
