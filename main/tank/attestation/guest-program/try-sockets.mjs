import { readdir, readFile, stat } from 'node:fs/promises';
import { connect } from 'node:net';

const LIMIT_MS = 2000;

/**
 * Tries to open sockets of engines and of screens. Nothing is said there.
 * @param {{ paths: string[], folders: { path: string, names: string }[], names: string, formats?: string }} questions
 * `names` are regular expressions
 */
export default async function ({ paths, folders, names, formats = '/proc/sys/fs/binfmt_misc' }) {
  const [listed, bound] = await Promise.all([inFolders(folders), listening(new RegExp(names, 'i'))]);
  const all = [...new Set([...paths, ...listed, ...bound])].slice(0, 150);
  return {
    tried: all.length,
    found: (await Promise.all(all.map(tryOne))).filter(({ end }) => end !== 'absent'),
    interop: Boolean(process.env.WSL_INTEROP) || (await startsWindows(formats)),
  };
}

/**
 * Whether programs of Windows are started here, under whatever name: WSL's own is WSLInterop, or WSLInterop-late where
 * systemd runs. Null: it can't be told.
 */
async function startsWindows(folder) {
  try {
    const names = (await readdir(folder)).filter((name) => name.startsWith('WSLInterop'));
    const texts = await Promise.all(names.map((name) => readFile(`${folder}/${name}`, 'utf8')));
    return texts.some((text) => text.startsWith('enabled'));
  } catch (error) {
    // The kernel knows no such formats, or nobody asked it to.
    return ['ENOENT', 'ENODEV', 'EHOSTDOWN'].includes(error.code) ? false : null;
  }
}

async function inFolders(folders) {
  const found = await Promise.all(
    folders.map(async ({ path, names }) => {
      const wanted = new RegExp(names);
      const there = await readdir(path).catch(() => []);
      return there.filter((name) => wanted.test(name)).map((name) => `${path}/${name}`);
    }),
  );
  return found.flat().slice(0, 60);
}

/** Sockets with a name that the kernel knows here (proc_net(5)); those that begin with @ have no file. */
async function listening(pattern) {
  const lines = (await readFile('/proc/net/unix', 'utf8').catch(() => '')).split('\n');
  // The flag __SO_ACCEPTCON: somebody listens.
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter((row) => row[3] === '00010000' && row[7] && pattern.test(row[7]))
    .map((row) => row.slice(7).join(' '));
}

async function tryOne(path) {
  const abstract = path.startsWith('@');
  if (!abstract) {
    try {
      if (!(await stat(path)).isSocket()) return { path, end: 'absent' };
    } catch (error) {
      return {
        path,
        end: error.code === 'ENOENT' || error.code === 'ENOTDIR' ? 'absent' : String(error.code),
      };
    }
  }
  return new Promise((resolve) => {
    const socket = connect(abstract ? `\0${path.slice(1)}` : path);
    const finish = (end) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ path, end });
    };
    const timer = setTimeout(() => finish('silent'), LIMIT_MS);
    socket.on('connect', () => finish('connected'));
    socket.on('error', ({ code }) => finish(String(code)));
  });
}
