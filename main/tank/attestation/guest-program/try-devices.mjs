import { access, constants, lstat, readdir, readFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';

const MOST = 400;
const text = (file) =>
  readFile(file, 'utf8').then(
    (all) => all.trim(),
    () => null,
  );
const names = (folder) => readdir(folder).catch(() => []);

/** Devices that are here, channels to the computer outside, and how much there is of it. Nothing is opened. */
export default async function () {
  const nodes = await nodesIn('/dev', 0);
  return {
    all: nodes.length,
    nodes: nodes.slice(0, MOST),
    channels: await namesAt('/sys/class/virtio-ports', 'name'),
    usb: await namesAt('/sys/bus/usb/devices', 'idVendor'),
    memory: totalmem(),
    processors: cpus().length,
    memoryMax:
      (await text('/sys/fs/cgroup/memory.max')) ??
      (await text('/sys/fs/cgroup/memory/memory.limit_in_bytes')),
    pidsMax: (await text('/sys/fs/cgroup/pids.max')) ?? (await text('/sys/fs/cgroup/pids/pids.max')),
  };
}

const namesAt = async (folder, file) =>
  (await Promise.all((await names(folder)).map((name) => text(`${folder}/${name}/${file}`))))
    .filter((each) => each !== null)
    .slice(0, 40);

/** Only looked at: to open a watchdog would start it. Terminals and memory that is shared inside are left out. */
async function nodesIn(folder, depth) {
  const found = [];
  for (const name of await names(folder)) {
    const path = `${folder}/${name}`;
    if (['/dev/pts', '/dev/shm', '/dev/mqueue', '/dev/fd'].includes(path)) continue;
    const there = await lstat(path).catch(() => null);
    if (there?.isDirectory() && depth < 3) found.push(...(await nodesIn(path, depth + 1)));
    if (!there?.isCharacterDevice() && !there?.isBlockDevice()) continue;
    const may = (mode) =>
      access(path, mode).then(
        () => true,
        () => false,
      );
    const usable = (await may(constants.R_OK)) || (await may(constants.W_OK));
    // Consoles there are by the dozen, and they are the inside’s own.
    if (usable || !/^tty\d*$|^vcs|^ttyS\d+$/.test(name)) {
      found.push({ path: path.slice('/dev/'.length), block: there.isBlockDevice(), usable });
    }
  }
  return found;
}
