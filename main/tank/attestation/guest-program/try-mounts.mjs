import { readFile, stat } from 'node:fs/promises';

const MOST = 150;
/** A folder whose other side is gone may never answer. */
const LIMIT_MS = 3000;

/** What is mounted here (proc_pid_mountinfo(5)); for the places of the first `MOST`, what they are. */
export default async function () {
  const lines = (await readFile('/proc/self/mountinfo', 'utf8')).trim().split('\n');
  const kept = lines.slice(0, MOST);
  return {
    all: lines.length,
    lines: await Promise.all(kept.map(async (line) => [line, await Promise.race([kindOf(line), late()])])),
  };
}

async function kindOf(line) {
  const place = (line.split(' ')[4] ?? '').replace(/\\(\d{3})/g, (_, octal) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
  try {
    const there = await stat(place);
    if (there.isDirectory()) return 'folder';
    return there.isSocket() ? 'socket' : 'file';
  } catch (error) {
    return String(error.code);
  }
}

const late = () => new Promise((resolve) => setTimeout(() => resolve('late'), LIMIT_MS));
